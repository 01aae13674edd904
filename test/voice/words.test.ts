import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../e2e/wall/wall-run.ts'
import { freePort } from './peers/child.ts'
import type { Exchange } from './peers/exchange.ts'
import { SoftPhone } from './peers/soft-phone.ts'
import { Site } from './site.ts'

let site: Site
let exchange: Exchange
let phone: SoftPhone

beforeAll(async () => {
  site = await Site.start()
  exchange = await site.exchange('first')
  phone = await SoftPhone.start(1_270)
  site.onEnd(() => phone.stop())
})

afterAll(() => site?.stop())

async function says(page: Page, words: string): Promise<void> {
  await until(`the console says ${words}`, async () => (await page.locator('body').innerText()).includes(words))
}

/** What stands behind a word of the status bar. */
async function saysBehind(page: Page, short: string, words: string): Promise<void> {
  await page.getByRole('button', { name: short }).click()
  await says(page, words)
}

it('a wrong password is said, with what to do', async () => {
  const desk = await site.console({ number: '1002', hz: 700, registrars: [exchange.address], password: 'wrong' })
  await desk.line('refused')
  await saysBehind(await desk.page('console'), '电话注册被拒', '电话注册被拒绝（401 Unauthorized）。请管理员核对账号和密码文件。')
  await desk.stop()
})

it('a registrar that cannot be reached is said by its address, with what to do', async () => {
  const address = `ws://127.0.0.1:${await freePort()}`
  const desk = await site.console({ number: '1003', hz: 700, registrars: [address] })
  await desk.line('lost')
  await saysBehind(await desk.page('console'), '电话中断', `电话线路中断，正在自动重连 ${address}。若不恢复，请管理员检查网络、服务器和证书。`)
  const refused = await desk.act({ do: 'dial', caseId: null, party: { department: null, name: 'x', nameEn: 'x' }, numbers: ['8001'] })
  expect(refused).toMatchObject({ op: 'error', error: { code: 'no-line' } })
  await desk.stop()
})

it('a registrar whose certificate is not trusted is said to be that, and nothing is said to it', async () => {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(site.folder, name))
  if (!key || !cert) throw new Error('no names')
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert])
  expect(made.status, String(made.stderr)).toBe(0)
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) })
  let reached = 0
  server.on('upgrade', () => void (reached += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site.onEnd(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  const desk = await site.console({ number: '1006', hz: 700, registrars: [`wss://localhost:${typeof address === 'object' && address ? address.port : 0}`] })
  await desk.where('the certificate is told', ({ line }) => line.certificate?.fault === 'self-signed')
  await saysBehind(await desk.page('console'), '电话中断', 'localhost 的证书是自签名的，本机不信任。请管理员换用受信任机构签发的证书，或在本机系统中安装该证书。')
  expect(reached).toBe(0)
  await desk.stop()
})

it('how a call failed is said, odd characters of a number are dialled as they are or refused, and a microphone that is pulled out gives way to the next', async () => {
  const desk = await site.console({ number: '1004', hz: 700, registrars: [exchange.address] })
  await desk.line('ready')
  const page = await desk.page('console')
  await desk.dial(['9488'])
  await says(page, '双方没有共同的语音编码')
  for (const number of ['+86*12#', 'a_b-c.d']) await desk.call(await desk.dial([number]), 'ended')
  await says(page, '空号')
  for (const number of ['110;evil=1', '1 2', 'sip:x@y', '<>', '', '一一〇']) expect(await desk.act({ do: 'dial', caseId: null, party: { department: null, name: 'x', nameEn: 'x' }, numbers: [number] })).toMatchObject({ op: 'error', error: { code: 'malformed' } })
  const call = await desk.page('call')
  await call.evaluate(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      window.addEventListener('unplug', () => {
        for (const track of stream.getTracks()) {
          track.stop()
          track.dispatchEvent(new Event('ended'))
        }
      }, { once: true })
      return stream
    }
  })
  const callId = await desk.dial([phone.number])
  await desk.call(callId, 'talking')
  await phone.hearsTone(700)
  await call.evaluate(() => void window.dispatchEvent(new Event('unplug')))
  await says(page, '麦克风已断开，已改用系统的另一个麦克风，通话继续。')
  await phone.hearsTone(700)
  await desk.stop()
})

it('a console without a microphone says so in the call, and still hears', async () => {
  const desk = await site.console({ number: '1005', hz: 700, registrars: [exchange.address], microphone: false })
  await desk.line('ready')
  const callId = await desk.dial([phone.number])
  await desk.call(callId, 'talking')
  await says(await desk.page('console'), '本机没有麦克风：您能听到对方，对方听不到您。请接上话筒后重拨。')
  await desk.hearsTone(callId, phone.hz)
  await desk.stop()
})
