import { WebSocketServer, type WebSocket } from 'ws'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { logOf } from '../e2e/wall/look.ts'
import { until } from '../e2e/wall/wall-run.ts'
import type { VoiceConsole } from './console.ts'
import { flood } from './peers/sipp.ts'
import type { Exchange } from './peers/exchange.ts'
import { SoftPhone } from './peers/soft-phone.ts'
import { Site } from './site.ts'
import { torture } from './torture.ts'

/** Two seconds of calling, three of ringing, and the end of all of them. */
const FLOOD_MS = 8_000
const HZ = { console: 810, phone: 1_450 }

let site: Site
let exchange: Exchange
let phone: SoftPhone
let desk: VoiceConsole
let server: WebSocketServer
let socket: WebSocket | undefined
const invites: string[] = []

/** A server that lets everybody register and is otherwise told what to say. */
function startServer(): Promise<string> {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' })
  server.on('connection', (joined) => {
    socket = joined
    joined.on('error', () => undefined).on('message', (data) => {
      const text = String(data)
      if (text.startsWith('INVITE')) invites.push(text)
      if (!text.startsWith('REGISTER')) return
      const kept = text.split('\r\n').filter((line) => /^(via|from|to|call-id|cseq|contact):/i.test(line))
      joined.send(['SIP/2.0 200 OK', ...kept, 'Expires: 60', 'Content-Length: 0', '', ''].join('\r\n'))
    })
  })
  return new Promise((resolve) => server.once('listening', () => {
    const address = server.address()
    resolve(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  }))
}

beforeAll(async () => {
  site = await Site.start()
  exchange = await site.exchange('first')
  phone = await SoftPhone.start(HZ.phone)
  site.onEnd(() => phone.stop())
  const hostile = await startServer()
  site.onEnd(() => new Promise((resolve) => {
    for (const client of server.clients) client.terminate()
    server.close(() => resolve())
  }))
  desk = await site.console({ number: '1001', hz: HZ.console, registrars: [hostile, exchange.address] })
  await desk.where('both registrars took us', ({ line }) => line.state === 'ready' && line.name === hostile)
})

afterAll(() => site?.stop())

const crashes = (): number => logOf(desk.run, 'main').filter((l) => String(l['msg']).includes('crashed')).length

it('malformed SIP from a server hurts nobody: the window stands, the line is ready, and a call can be made', async () => {
  const texts = torture()
  for (const text of texts) {
    socket?.send(text)
    // One at a time: what the window can still say after each.
    expect((await desk.board()).calls.filter((c) => c.state === 'talking')).toEqual([])
  }
  expect(crashes()).toBe(0)
  await desk.line('ready')
  const callId = await desk.dial(['8001'])
  await until('the server was asked', () => invites.some((text) => text.startsWith('INVITE sip:8001@')))
  await desk.hangUp(callId)
  expect((await desk.call(callId, 'ended')).why).toBe('cancelled')
})

it('a hundred INVITEs in two seconds leave a console that can still call and be heard', async () => {
  for (const client of server.clients) client.terminate()
  await new Promise((resolve) => server.close(resolve))
  await desk.where('the line goes over the exchange', ({ line }) => line.state === 'ready' && line.name === exchange.address)
  const peer = await flood(site.folder, exchange, '1001', 100)
  await desk.where('it rings', ({ calls }) => calls.some((c) => c.direction === 'in'))
  const began = Date.now()
  await until('the flood is over', () => peer.process.exitCode !== null || Date.now() - began > FLOOD_MS)
  await peer.end()
  await desk.hangUpAll()
  expect(crashes()).toBe(0)
  const callId = await desk.dial([phone.number])
  await desk.call(callId, 'talking')
  await desk.hearsTone(callId, HZ.phone)
  await phone.hearsTone(HZ.console)
  await desk.hangUp(callId)
})
