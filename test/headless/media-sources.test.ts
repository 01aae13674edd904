import { execFileSync } from 'node:child_process'
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { certificate, clip, recording } from './media-peers.ts'
import { FakeWindow, endAll, media, server, until } from './media-window.ts'

afterEach(endAll)

describe('RTSP', { timeout: 30_000 }, () => {
  it('flows over UDP and comes back over UDP after its server was killed', async () => {
    const peer = await server({ a: clip('h264') })
    const window = await new FakeWindow(media({ a: { url: peer.url('a'), transport: 'udp' } }).service).watch('a').live('a')
    await peer.signal('SIGKILL')
    await until(() => expect(window.state('a')?.state).toMatch(/stalled|failed/), 3_000)
    const before = window.units('a').length
    await server({ a: clip('h264') }, peer.port)
    await until(() => expect(window.units('a').length).toBeGreaterThan(before + 10), 12_000)
    expect(window.state('a')?.state).toBe('live')
  })

  it('flows inside TLS, with Digest, and asks for the certificate where one was named', async () => {
    const [own, stranger] = [certificate(), clip('h264')]
    const peer = await server({ a: stranger }, 0, ['--tls', own.both, '--user', 'op', '--password', 'p@ss:1', '--digest'])
    const url = peer.url('a', 'op:p%40ss%3A1@', 'rtsps')
    const wrong = { url: peer.url('a', 'op:other@', 'rtsps'), transport: 'tls' as const }
    const { service } = media({ any: { url, transport: 'tls' }, trusted: { url, transport: 'tls', tlsCa: own.ca }, wrong })
    const window = new FakeWindow(service).watch('any').watch('trusted').watch('wrong')
    await window.live('any')
    await window.live('trusted')
    await until(() => expect(window.state('wrong')).toMatchObject({ state: 'failed', detail: 'unauthorized' }), 4_000)
    const others = media({ other: { url, transport: 'tls', tlsCa: '/etc/hostname' } })
    const second = new FakeWindow(others.service).watch('other')
    await until(() => expect(second.state('other')).toMatchObject({ state: 'failed', detail: 'certificate-refused' }), 4_000)
  })

  it.each(['h265', 'mjpeg'] as const)('%s comes decoded, at the size of the tile', async (codec) => {
    const peer = await server({ a: clip(codec) })
    const window = await new FakeWindow(media({ a: peer.url('a') }).service).watch('a', 1, { width: 160, height: 200 }).live('a')
    expect(window.configs('a').at(-1)).toMatchObject({ decoded: 'media', width: 320, height: 240 })
    expect(window.pictures('a').at(-1)).toMatchObject({ width: 160, height: 120 })
    expect(window.pictures('a').at(-1)?.data).toHaveLength(160 * 120 * 1.5)
    window.send({ type: 'resize', cameraId: 'a', tile: { width: 1_000, height: 1_000 } })
    await until(() => expect(window.pictures('a').at(-1)).toMatchObject({ width: 320, height: 240 }), 3_000)
    const first = window.pictures('a').at(-1)
    expect(sameAsSource(codec, first?.data ?? new Uint8Array(0))).toBe(true)
  })

  it('sends no decoded picture to a scene out of sight or to a window that takes none, and goes on when it does', async () => {
    const peer = await server({ a: clip('h265') })
    const window = new FakeWindow(media({ a: peer.url('a') }).service).watch('a', 0)
    await until(() => expect(window.state('a')?.state).toBe('live'), 8_000)
    expect(window.pictures('a')).toEqual([])
    window.acks = false
    window.watch('a', 1)
    await until(() => expect(window.pictures('a')).toHaveLength(3), 2_000)
    const third = window.pictures('a')[2]
    await until(() => expect(Date.now() - (third?.receivedAt ?? 0)).toBeGreaterThan(400), 2_000)
    expect(window.pictures('a')).toHaveLength(3)
    window.acks = true
    window.send({ type: 'ack', cameraId: 'a', seq: 2 })
    await until(() => expect(window.pictures('a').length).toBeGreaterThan(5), 2_000)
    expect(window.pictures('a')[3]?.skipped).toBeGreaterThan(3)
  })
})

/** Whether planes are one of the loop's own pictures, give or take what coding costs. */
function sameAsSource(codec: 'h265' | 'mjpeg', planes: Uint8Array): boolean {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', clip(codec), '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'], { maxBuffer: 1 << 28 })
  const size = 320 * 240 * 1.5
  return Array.from({ length: raw.length / size }, (_, i) => raw.subarray(i * size, (i + 1) * size)).some((picture) => {
    let difference = 0
    for (let i = 0; i < planes.length; i += 7) difference += Math.abs((picture[i] ?? 0) - (planes[i] ?? 0))
    return difference / (planes.length / 7) < 1
  })
}

describe('main and sub stream', { timeout: 30_000 }, () => {
  const small = { width: 300, height: 200 }
  const full = { width: 1_920, height: 1_080 }

  it('a small tile gets the small stream, a large one the full stream, with pictures all the way', async () => {
    const peer = await server({ main: clip('h264', '1280x720'), sub: clip('h264') })
    const window = await new FakeWindow(media({ a: { url: peer.url('main'), subUrl: peer.url('sub') } }).service).watch('a', 1, small).live('a')
    expect(window.configs('a').at(-1)).toMatchObject({ stream: 'sub', width: 320 })
    expect(peer.clients).toBe(1)
    window.send({ type: 'resize', cameraId: 'a', tile: full })
    await until(() => expect(window.configs('a').at(-1)).toMatchObject({ stream: 'main', width: 1_280 }), 5_000)
    const times = window.units('a').map((unit) => unit.receivedAt)
    expect(Math.max(...times.slice(1).map((at, i) => at - (times[i] ?? at)))).toBeLessThan(1_000)
    expect(window.got.some((message) => message.type === 'state' && message.state !== 'live' && message.state !== 'connecting')).toBe(false)
    await until(() => expect(peer.clients).toBe(1), 3_000)
    window.send({ type: 'resize', cameraId: 'a', tile: small })
    await until(() => expect(window.configs('a').at(-1)).toMatchObject({ stream: 'sub' }), 10_000)
  })

  it('a stream that is not there costs nothing but itself', async () => {
    const peer = await server({ main: clip('h264', '1280x720'), sub: clip('h264') })
    const { service } = media({ noSub: { url: peer.url('main'), subUrl: peer.url('gone') }, noMain: { url: peer.url('gone'), subUrl: peer.url('sub') } })
    const window = new FakeWindow(service).watch('noSub', 1, small).watch('noMain', 1, full)
    await until(() => expect(window.configs('noSub').at(-1)).toMatchObject({ stream: 'main' }), 8_000)
    await until(() => expect(window.configs('noMain').at(-1)).toMatchObject({ stream: 'sub' }), 8_000)
    await until(() => expect(window.state('noMain')?.state).toBe('live'), 2_000)
  })
})

describe('recordings', { timeout: 30_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'wufeng-recordings-'))

  it('a file runs at its own pace and for ever; its time never jumps', async () => {
    const file = recording('h264', 'one.mp4', dir, 1)
    const window = new FakeWindow(media({ a: `file://${file}` }, { folders: [dir] }).service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(40), 6_000)
    const units = window.units('a')
    const took = (units[40]?.receivedAt ?? 0) - (units[0]?.receivedAt ?? 0)
    expect(took).toBeGreaterThan(1_000)
    expect(units.slice(1).every((unit, i) => unit.ptsUs - (units[i]?.ptsUs ?? 0) > 0)).toBe(true)
    expect(window.state('a')?.state).toBe('live')
  })

  it('a folder is played by name, also in H.265', async () => {
    const folder = join(dir, 'drill')
    recording('h265', '1.mkv', folder, 1)
    recording('h265', '2.mp4', folder, 1)
    writeFileSync(join(folder, '0.txt'), 'not a recording')
    const window = new FakeWindow(media({ a: `file://${folder}` }, { folders: [dir] }).service).watch('a')
    await until(() => expect(window.pictures('a').length).toBeGreaterThan(35), 8_000)
  })

  it('a folder goes on over a recording of another codec and one that can’t be read', async () => {
    const folder = join(dir, 'mixed')
    recording('h264', '1.mp4', folder, 1)
    recording('h265', '2.mkv', folder, 1)
    writeFileSync(join(folder, '3.mp4'), 'not a recording')
    const window = new FakeWindow(media({ a: `file://${folder}` }, { folders: [dir] }).service).watch('a')
    await until(() => expect(window.pictures('a').length).toBeGreaterThan(10), 10_000)
    const then = window.units('a').length
    expect(then).toBeGreaterThan(10)
    await until(() => expect(window.units('a').length).toBeGreaterThan(then + 10), 15_000)
  })

  it('what is not there, is no recording, or leads out of the folder is named', async () => {
    writeFileSync(join(dir, 'text.mp4'), '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'.repeat(50))
    symlinkSync('/etc', join(dir, 'out'))
    const of = (name: string) => `file://${dir}/${name}`
    const { service } = media({ gone: of('gone.mp4'), text: of('text.mp4'), out: of('out/hostname'), up: of('../x.mp4') }, { folders: [dir], maxSessions: 9 })
    const window = new FakeWindow(service).watch('gone').watch('text').watch('out').watch('up')
    await until(() => expect(window.state('gone')).toMatchObject({ state: 'failed', detail: 'file-missing' }), 2_000)
    await until(() => expect(window.state('text')).toMatchObject({ state: 'failed', detail: 'file-unreadable' }), 2_000)
    await until(() => expect(window.state('out')).toMatchObject({ state: 'failed', detail: 'file-missing' }), 2_000)
    await until(() => expect(window.state('up')).toMatchObject({ state: 'refused', detail: 'address-invalid' }), 2_000)
  })
})
