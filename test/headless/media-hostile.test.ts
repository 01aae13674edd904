import { afterEach, describe, expect, it } from 'vitest'
import { LossyRtsp } from './lossy-rtsp.ts'
import { clip, tcpPeer } from './media-peers.ts'
import { FakeWindow, endAll, endings, media, server, until } from './media-window.ts'
import { RtspFake, accessUnits } from './rtsp-fake.ts'

afterEach(endAll)

const fake = async (picture: Parameters<typeof RtspFake.start>[0]): Promise<string> => {
  const peer = await RtspFake.start(picture)
  endings.push(() => peer.close())
  return `rtsp://127.0.0.1:${peer.port}/a`
}

const units = accessUnits()
const nalsOf = (n: number): Uint8Array[] => units[n % units.length] ?? []

describe('packets that are lost on the way', { timeout: 30_000 }, () => {
  it('are counted and told, the picture goes on, and nothing is said when none are', async () => {
    const peer = await server({ a: clip('h264') })
    const proxy = await LossyRtsp.start(peer.port, 0)
    endings.push(() => proxy.close())
    const window = await new FakeWindow(media({ a: { url: `rtsp://127.0.0.1:${proxy.port}/a`, transport: 'udp' } }).service).watch('a').live('a')
    await until(() => expect(window.vitals('a')).toMatchObject({ lost: 0 }), 3_000)
    proxy.lose(20)
    await until(() => expect(window.vitals('a')?.lost).toBeGreaterThan(0), 6_000)
    expect(proxy.lost).toBeGreaterThan(0)
    const before = window.units('a').length
    await until(() => expect(window.units('a').length).toBeGreaterThan(before + 25), 4_000)
    expect(window.state('a')?.state).toBe('live')
  })
})

describe('a stream that changes on the way', { timeout: 30_000 }, () => {
  it.each(['h264', 'h265'] as const)('to another size goes on with that, in %s', async (codec) => {
    const peer = await server({ a: `${clip(codec)}+${clip(codec, '640x360')}` }, 0, ['--fps', '100'])
    const window = new FakeWindow(media({ a: peer.url('a') }).service).watch('a', 1, { width: 640, height: 360 })
    await until(() => expect(window.configs('a').map(({ width }) => width)).toEqual(expect.arrayContaining([320, 640])), 8_000)
    await until(() => expect(window.configs('a').filter(({ width }) => width === 320).length).toBeGreaterThan(1), 8_000)
    const after = window.got.findIndex((message) => message.type === 'config' && message.width === 640)
    const next = window.got.slice(after).find((message) => message.type === 'unit' || message.type === 'picture')
    expect(next).toMatchObject(codec === 'h264' ? { key: true } : { width: 640 })
  })

  it('to another codec, after its server came back, is shown in that', async () => {
    const peer = await server({ a: clip('h264') })
    const window = await new FakeWindow(media({ a: peer.url('a') }).service).watch('a').live('a')
    await peer.signal('SIGKILL')
    await server({ a: clip('h265') }, peer.port)
    await until(() => expect(window.pictures('a').length).toBeGreaterThan(5), 12_000)
    expect(window.configs('a').at(-1)).toMatchObject({ codec: 'hevc', decoded: 'media' })
  })
})

describe('clocks that are none', { timeout: 30_000 }, () => {
  it.each<[string, (n: number) => number]>([
    ['jump by hours', (n) => n * 3_600 + (n % 30 === 29 ? 90_000 * 3_600 * 5 : 0)],
    ['run backwards', (n) => 4_000_000_000 - n * 3_600],
    ['stand still', () => 12_345],
  ])('that %s are brought onto one line, and every picture comes', async (_name, clock) => {
    const window = new FakeWindow(media({ a: await fake((n) => ({ timestamp: clock(n), nals: nalsOf(n) })) }).service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(60), 10_000)
    const times = window.units('a').map((unit) => unit.ptsUs)
    expect(new Set(times).size).toBe(times.length)
    expect(times.slice(1).every((at, i) => Math.abs(at - (times[i] ?? at)) <= 2_000_064)).toBe(true)
    expect(window.state('a')?.state).toBe('live')
  })
})

describe('servers that mean ill', { timeout: 40_000 }, () => {
  it('that never end their headers or their answer are given up after some seconds, and not asked again at once', async () => {
    const endless = await tcpPeer('RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\n', 'X-More: and more of it\r\n'.repeat(2_000))
    const huge = await tcpPeer('RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nContent-Type: application/sdp\r\nContent-Length: 2000000000\r\n\r\n', 'a=x\r\n'.repeat(10_000))
    endings.push(endless.close, huge.close)
    const before = process.memoryUsage().rss
    const { service } = media({ endless: `rtsp://127.0.0.1:${endless.port}/a`, huge: `rtsp://127.0.0.1:${huge.port}/a` })
    const window = new FakeWindow(service).watch('endless').watch('huge')
    for (const id of ['endless', 'huge']) await until(() => expect(window.state(id)?.state).toBe('failed'), 12_000)
    expect(endless.connections()).toBeLessThan(12)
    expect(process.memoryUsage().rss - before).toBeLessThan(600e6)
  })

  it('that send a picture of no size or noise for pictures are not shown, and take nothing else along', async () => {
    const noise = Uint8Array.from({ length: 900 }, (_, i) => (i * 7919) % 251)
    const sick = await fake((n) => ({ timestamp: n * 3_600, nals: [Uint8Array.of(0x65, ...noise)] }))
    const none = await fake((n) => ({ timestamp: n * 3_600, nals: [NO_SIZE, ...nalsOf(n).filter((nal) => (nal[0] ?? 0) % 32 !== 7)] }))
    const peer = await server({ a: clip('h264') })
    const window = new FakeWindow(media({ sick, none, well: peer.url('a') }).service).watch('sick').watch('none').watch('well')
    await window.live('well')
    await until(() => expect(window.state('sick')?.state).not.toBe('live'), 2_000)
    await until(() => expect(window.units('well').length).toBeGreaterThan(50), 6_000)
    expect(window.units('none')).toEqual([])
    expect(window.configs('none')).toEqual([])
  })
})

/** A baseline SPS of 16×16 luma samples, all of which are cropped away (7.3.2.1.1). */
const NO_SIZE = bits('01100111 01000010 11000000 00001010 1 1 1 010 0 1 1 1 1 1 1 00101 1 00101 0 1')

function bits(text: string): Uint8Array {
  const all = text.replaceAll(' ', '')
  return Uint8Array.from({ length: Math.ceil(all.length / 8) }, (_, i) => Number.parseInt(all.slice(i * 8, i * 8 + 8).padEnd(8, '0'), 2))
}
