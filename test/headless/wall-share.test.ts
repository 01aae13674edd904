import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeFrame } from '../../electron/platform/frames.ts'
import { WALL_IDENTITY, WALL_TLS } from '../../electron/platform/wall-tls.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'

const KEY = 'a key of the hall that nobody else knows'
let dir: string
let core: CoreProcess
let port: number

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'wall-share-'))
  port = await freePort()
  writeFileSync(join(dir, 'key'), KEY, { mode: 0o600 })
  writeFileSync(join(dir, 'settings.yaml'), `wall: {port: ${port}, key: ${join(dir, 'key')}}\n`)
  core = await startCoreChild(dir, ['--no-demo', '--settings', join(dir, 'settings.yaml')])
})

afterAll(async () => {
  core?.child.kill('SIGKILL')
  await core?.ended
  rmSync(dir, { recursive: true, force: true })
})

it('tells another machine of each scene and selection, as it tells its own windows', async () => {
  const [here, there] = [await CoreLink.connect(core.socket), await CoreLink.overWall(port, KEY)]
  const wall = there.watch({ view: 'wall' })
  await there.until(() => wall.view() !== undefined)
  await here.command({ type: 'wall.show', scene: 'video' })
  await here.command({ type: 'select.camera', cameraId: 'c-7' })
  await there.until(() => wall.view()?.head.selectedCamera === 'c-7')
  expect(Object.values(wall.view()?.head.shows ?? {}).every((show) => show.what === 'scene' && show.scene === 'video')).toBe(true)
  here.close()
  there.close()
})

it('lets another machine watch what the wall shows, and nothing else', async () => {
  const there = await CoreLink.overWall(port, KEY)
  const refused = { ok: false, error: { code: 'forbidden' } }
  expect(await there.command({ type: 'wall.black' })).toMatchObject(refused)
  expect(await there.query({ type: 'search', text: '139', limit: 5 })).toMatchObject(refused)
  for (const [i, spec] of [{ view: 'case', caseId: 'x', personal: true }, { view: 'accounts' }, { view: 'queue', lens: 'all', filter: { text: '13900001234' } }].entries()) there.raw({ op: 'watch', id: 90 + i, spec })
  await there.until(() => there.answers.filter((answer) => answer.op === 'error' && answer.id >= 90).length === 3)
  there.close()
})

it('gives nobody a word who does not know the key', async () => {
  await expect(CoreLink.overWall(port, 'some other key of some other hall')).rejects.toThrow()
  await expect(CoreLink.connect(core.socket).then((link) => link.close())).resolves.toBeUndefined()
})

it('names the machines that are connected with their displays, and forgets those that are gone', async () => {
  const here = await CoreLink.connect(core.socket)
  const wall = here.watch({ view: 'wall' })
  const socket = await new Promise<TLSSocket>((resolve) => {
    const made = connect({ ...WALL_TLS, host: '127.0.0.1', port, checkServerIdentity: () => undefined, pskCallback: () => ({ psk: Buffer.from(KEY), identity: WALL_IDENTITY }) }, () => resolve(made))
  })
  const display = { key: '5', label: 'left', bounds: { x: 0, y: 0, width: 1920, height: 1080 }, wall: true }
  socket.write(encodeFrame({ link: 'machine', name: 'hall-b', displays: [display] }))
  await here.until(() => wall.view()?.head.machines.length === 1)
  expect(wall.view()?.head.machines).toEqual([{ name: 'hall-b', displays: [display] }])
  socket.destroy()
  await here.until(() => wall.view()?.head.machines.length === 0)
  here.close()
})

it('says what is wrong with a key that others can read, and lets nobody in', async () => {
  const other = mkdtempSync(join(tmpdir(), 'wall-share-'))
  const file = join(other, 'key')
  writeFileSync(file, KEY)
  chmodSync(file, 0o644)
  writeFileSync(join(other, 'settings.yaml'), `wall: {port: ${await freePort()}, key: ${file}}\n`)
  const open = await startCoreChild(other, ['--no-demo', '--settings', join(other, 'settings.yaml')])
  const link = await CoreLink.connect(open.socket)
  const status = link.watch({ view: 'status' })
  await link.until(() => status.view() !== undefined)
  expect(status.view()?.head.notices).toContainEqual(expect.objectContaining({ code: 'settings-problem', params: expect.objectContaining({ path: 'wall', message: expect.stringContaining('chmod 600') }) }))
  link.close()
  open.child.kill('SIGKILL')
  await open.ended
  rmSync(other, { recursive: true, force: true })
})
