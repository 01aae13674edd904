import { afterEach, describe, expect, it } from 'vitest'
import { leadingNals } from '../../electron/domain/media-h264.ts'
import { clip, tcpPeer } from './media-peers.ts'
import { FakeWindow, endAll, endings, media, server, until } from './media-window.ts'

afterEach(endAll)

describe('a camera that works', { timeout: 30_000 }, () => {
  it('flows: configuration, then units that begin with a key picture decodable alone', async () => {
    const peer = await server({ a: clip('h264') })
    const window = new FakeWindow(media({ a: peer.url('a') }).service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(30), 8_000)
    const units = window.units('a')
    expect(window.got.find((message) => message.type === 'config')).toMatchObject({ cameraId: 'a', width: 320, height: 240, codec: expect.stringMatching(/^avc1\.[0-9a-f]{6}$/) })
    expect(units[0]).toMatchObject({ key: true, seq: 0 })
    expect(leadingNals(units[0]?.data ?? new Uint8Array(0)).map((nal) => nal.type)).toEqual([7, 8, 5])
    expect(units.map((unit) => unit.seq)).toEqual(units.map((_unit, i) => i))
    expect(window.state('a')).toMatchObject({ state: 'live' })
  })

  it('has one connection however many windows watch it, and none some time after the last left', async () => {
    const peer = await server({ a: clip('h264') })
    const { service } = media({ a: peer.url('a') })
    const first = new FakeWindow(service).watch('a')
    await until(() => expect(first.units('a').length).toBeGreaterThan(5), 8_000)
    const second = new FakeWindow(service).watch('a')
    await until(() => expect(second.units('a').length).toBeGreaterThan(0), 1_000)
    expect(second.units('a')[0]?.key).toBe(true)
    expect(peer.clients).toBe(1)
    first.send({ type: 'unwatch', cameraId: 'a' })
    second.port.close()
    await until(() => expect(peer.clients).toBe(0), 4_000)
  })

  it('sends no pictures to a scene out of sight, but has them at hand when it returns', async () => {
    const peer = await server({ a: clip('h264') })
    const window = new FakeWindow(media({ a: peer.url('a') }).service).watch('a', 0)
    await until(() => expect(window.state('a')?.state).toBe('live'), 8_000)
    expect(window.units('a')).toEqual([])
    window.watch('a', 1)
    await until(() => expect(window.units('a')[0]?.key).toBe(true), 300)
  })

  it('is not sent further to a window that takes nothing, and resumes there with a key picture', async () => {
    const peer = await server({ a: clip('h264') }, 0, ['--fps', '100'])
    const window = new FakeWindow(media({ a: peer.url('a') }).service)
    window.acks = false
    window.watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThanOrEqual(100), 8_000)
    const last = window.units('a').at(-1)
    await until(() => expect(Date.now() - (last?.receivedAt ?? 0)).toBeGreaterThan(500), 2_000)
    expect(window.units('a')).toHaveLength(100)
    window.acks = true
    window.send({ type: 'ack', cameraId: 'a', seq: 99 })
    await until(() => expect(window.units('a').length).toBeGreaterThan(110), 3_000)
    expect(window.units('a')[100]).toMatchObject({ key: true, seq: 100 })
    expect(window.units('a')[100]?.skipped).toBeGreaterThan(10)
  })
})

describe('a machine that is loaded', { timeout: 30_000 }, () => {
  it('sends key pictures only of what matters least, says so, and sends all again when there is room', async () => {
    const peer = await server({ a: clip('h264'), b: clip('h264') })
    const window = new FakeWindow(media({ a: peer.url('a'), b: peer.url('b') }, { pixelLimit: 320 * 240 * 65 }).service).watch('a', 4).watch('b', 1)
    await until(() => expect(window.vitals('b')?.pace).toBe('key'), 8_000)
    expect(window.vitals('a')?.pace).not.toBe('key')
    const from = window.units('b').length
    await until(() => expect(window.units('b').length).toBeGreaterThan(from + 2), 6_000)
    expect(window.units('b').slice(from + 1).every((unit) => unit.key)).toBe(true)
    window.send({ type: 'unwatch', cameraId: 'a' })
    await until(() => expect(window.vitals('b')?.pace).toBe('full'), 4_000)
    const last = window.units('b').length
    await until(() => expect(window.units('b').length).toBeGreaterThan(last + 10), 4_000)
    expect(window.units('b').slice(last).find((unit) => !unit.key || unit.seq >= last)?.key).toBe(true)
  })
})

describe('a camera that fails', { timeout: 40_000 }, () => {
  it('is stalled within 2 s when its server stops, and live again when it goes on', async () => {
    const peer = await server({ a: clip('h264') })
    const window = new FakeWindow(media({ a: peer.url('a') }).service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(10), 8_000)
    await peer.signal('SIGSTOP')
    const stopped = Date.now()
    await until(() => expect(window.state('a')).toMatchObject({ state: 'stalled', detail: 'no-packets' }), 2_000)
    expect(Date.now() - stopped).toBeLessThan(2_000)
    await until(() => expect(window.state('a')?.state).toBe('failed'), 6_000)
    await peer.signal('SIGCONT')
    await until(() => expect(window.state('a')?.state).toBe('live'), 12_000)
  })

  it('comes back by itself, with a key picture, after its server was killed and started again', async () => {
    const peer = await server({ a: clip('h264') })
    const window = new FakeWindow(media({ a: peer.url('a') }).service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(10), 8_000)
    await peer.signal('SIGKILL')
    await until(() => expect(window.state('a')?.state).toBe('failed'), 2_000)
    await until(() => expect(window.state('a')?.detail).toBe('unreachable'), 3_000)
    const before = window.units('a').length
    await server({ a: clip('h264') }, peer.port)
    await until(() => expect(window.state('a')?.state).toBe('live'), 4_000)
    await until(() => expect(window.units('a').length).toBeGreaterThan(before + 10), 3_000)
    expect(window.units('a')[before]?.key).toBe(true)
  })

  it('says that the server has no such stream, and leaves it alone for 30 s', async () => {
    const peer = await server({ a: clip('h264') })
    const window = new FakeWindow(media({ b: peer.url('b') }).service).watch('b')
    await until(() => expect(window.state('b')).toMatchObject({ state: 'failed', detail: 'not-found' }), 4_000)
    expect((window.state('b')?.retryAt ?? 0) - Date.now()).toBeGreaterThan(25_000)
  })

  it('says that the password is wrong, tries once, and works with the right one', async () => {
    const peer = await server({ a: clip('h264') }, 0, ['--user', 'op', '--password', 'right'])
    const { service, setCameras } = media({ a: peer.url('a', 'op:wrong@') })
    const window = new FakeWindow(service).watch('a')
    await until(() => expect(window.state('a')).toMatchObject({ state: 'failed', detail: 'unauthorized' }), 4_000)
    expect((window.state('a')?.retryAt ?? 0) - Date.now()).toBeGreaterThan(25_000)
    setCameras({ a: peer.url('a', 'op:right@') })
    await until(() => expect(window.units('a').length).toBeGreaterThan(5), 8_000)
    expect(JSON.stringify(window.got.filter((message) => message.type !== 'unit'))).not.toMatch(/right|wrong|rtsp:/)
  })

  it.each([
    ['an HTTP server', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n', 'not-rtsp'],
    ['a mail server', '500 what?\r\n', 'not-rtsp'],
    ['noise', '\xa7'.repeat(4_000), 'not-rtsp'],
    ['a server that faints', 'RTSP/1.0 500 Internal Server Error\r\nCSeq: {cseq}\r\n\r\n', 'server-error'],
  ])('is named when %s answers', async (_name, answer, detail) => {
    const peer = await tcpPeer(answer)
    endings.push(peer.close)
    const window = new FakeWindow(media({ a: `rtsp://127.0.0.1:${peer.port}/a` }).service).watch('a')
    await until(() => expect(window.state('a')).toMatchObject({ state: 'failed', detail }), 10_000)
    expect(peer.connections()).toBeLessThanOrEqual(4)
  })

  it('is given up after some seconds when its server accepts and says nothing', async () => {
    const peer = await tcpPeer(null)
    endings.push(peer.close)
    const window = new FakeWindow(media({ a: `rtsp://127.0.0.1:${peer.port}/a` }).service).watch('a')
    await until(() => expect(window.state('a')).toMatchObject({ state: 'failed', detail: 'timeout' }), 10_000)
  })

  it('is refused, and never contacted, where the rules don’t allow its address or its redirect', async () => {
    const elsewhere = await server({ a: clip('h264') })
    const peer = await tcpPeer(`RTSP/1.0 302 Found\r\nCSeq: {cseq}\r\nLocation: rtsp://localhost:${elsewhere.port}/a\r\n\r\n`)
    endings.push(peer.close)
    const { service } = media({ out: 'rtsp://8.8.8.8/a', file: 'file:///etc/passwd', odd: 'gopher://127.0.0.1/a', turn: `rtsp://127.0.0.1:${peer.port}/a` })
    const window = new FakeWindow(service).watch('out').watch('file').watch('odd').watch('turn')
    await until(() => expect(window.state('out')).toMatchObject({ state: 'refused', detail: 'host-not-allowed' }), 1_000)
    await until(() => expect(window.state('file')).toMatchObject({ state: 'refused', detail: 'folder-not-allowed' }), 1_000)
    await until(() => expect(window.state('odd')).toMatchObject({ state: 'refused', detail: 'scheme-not-allowed' }), 1_000)
    await until(() => expect(window.state('turn')).toMatchObject({ state: 'failed', detail: 'redirect-not-allowed' }), 4_000)
  })

})

describe('the protocol', { timeout: 20_000 }, () => {
  it.each([null, 'watch', { type: 'watch' }, { type: 'watch', cameraId: 'a', tile: { width: -1, height: 2 }, priority: 1 }, { type: 'open', url: 'rtsp://127.0.0.1/' }, { type: 'ack', cameraId: 'a', seq: 1, more: true }])('answers %j with an error and does nothing else', async (message) => {
    const window = new FakeWindow(media({ a: 'rtsp://127.0.0.1:1/a' }).service)
    window.port.postMessage(message)
    await until(() => expect(window.got).toMatchObject([{ type: 'error', code: 'malformed' }]), 1_000)
  })

  it('tells main what it could not use, and which camera it is busy with', async () => {
    const { service, toMain } = media({ a: 'rtsp://127.0.0.1:1/a' })
    service.fromMain({ type: 'cameras', cameras: [{ id: '' }], allow: {} }, [])
    service.fromMain({ type: 'window', windowId: 'w' }, [])
    expect(toMain).toMatchObject([{ type: 'error', code: 'malformed' }, { type: 'error', code: 'no-port' }])
    new FakeWindow(service).watch('a')
    await until(() => expect(toMain).toContainEqual({ type: 'busyWith', cameraIds: ['a'] }), 1_000)
    await until(() => expect(toMain.at(-1)).toEqual({ type: 'busyWith', cameraIds: [] }), 2_000)
  })

  it('keeps a watch of a camera that is not known yet, and starts it when main names it', async () => {
    const peer = await server({ a: clip('h264') })
    const { service, setCameras } = media({})
    const window = new FakeWindow(service).watch('a')
    await until(() => expect(window.state('a')).toMatchObject({ state: 'failed', detail: 'unknown-camera' }), 1_000)
    setCameras({ a: peer.url('a') })
    await until(() => expect(window.units('a').length).toBeGreaterThan(3), 8_000)
  })

  it('tells a window that asks how every camera fares, and no other', async () => {
    const peer = await server({ a: clip('h264') })
    const { service } = media({ a: { url: peer.url('a'), transport: 'udp' }, b: peer.url('gone') })
    const [window, other] = [await new FakeWindow(service).watch('a').watch('b').live('a'), new FakeWindow(service)]
    window.send({ type: 'health', on: true })
    await until(() => expect(window.got.findLast((message) => message.type === 'health')).toMatchObject({ open: 2, most: 3, reduced: 0, cameras: [{ cameraId: 'a', state: 'live', transport: 'udp', width: 320, connections: 1, watchers: 1 }, { cameraId: 'b', state: 'failed', detail: 'not-found', connections: 0 }] }), 4_000)
    window.send({ type: 'health', on: false })
    expect(other.got.some((message) => message.type === 'health')).toBe(false)
  })

  it('opens no more cameras than it has threads for, and says so', async () => {
    const peers = await Promise.all([tcpPeer(null), tcpPeer(null), tcpPeer(null), tcpPeer(null)])
    for (const peer of peers) endings.push(peer.close)
    const window = new FakeWindow(media(Object.fromEntries(peers.map((peer, i) => [`c${i}`, `rtsp://127.0.0.1:${peer.port}/a`]))).service)
    for (const i of [0, 1, 2, 3]) window.watch(`c${i}`)
    await until(() => expect(window.state('c3')).toMatchObject({ state: 'failed', detail: 'too-many-cameras' }), 1_000)
    expect(peers[3]?.connections()).toBe(0)
  })
})
