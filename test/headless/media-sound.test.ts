import { afterEach, describe, expect, it } from 'vitest'
import { SOUND_RATE } from '../../electron/contract/media-sound.ts'
import { clip, recording, tcpPeer } from './media-peers.ts'
import { RtspFake } from './rtsp-fake.ts'
import { FakeWindow, endAll, endings, media, server, until } from './media-window.ts'
import { tempFolder } from '../builders/temp-folder.ts'

afterEach(endAll)

const TONE = 660

/** All that a window was sent of a camera's sound, as samples from -1 to 1. */
function heard(window: FakeWindow, cameraId: string): Float32Array {
  const pieces = window.got.flatMap((message) => (message.type === 'samples' && message.cameraId === cameraId ? [message.data] : []))
  const bytes = Buffer.concat(pieces)
  return Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => bytes.readInt16LE(i * 2) / 32_768)
}

/** The frequency with most power, to 5 Hz (Goertzel over the whole stretch, with a Hann window). */
function strongestHz(samples: Float32Array): number {
  const windowed = samples.map((s, i) => s * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (samples.length - 1))))
  let [best, found] = [0, 0]
  for (let hz = 100; hz <= 3_000; hz += 5) {
    const turn = 2 * Math.cos((2 * Math.PI * hz) / SOUND_RATE)
    let [one, two] = [0, 0]
    for (const sample of windowed) [one, two] = [sample + turn * one - two, one]
    const power = one * one + two * two - turn * one * two
    if (power > best) [best, found] = [power, hz]
  }
  return found
}

const states = (window: FakeWindow, cameraId: string): (string | null)[] => window.got.flatMap((message) => (message.type === 'sound' && message.cameraId === cameraId ? [message.state] : []))
const listen = (window: FakeWindow, cameraId: string | null, muted = false): void => window.send({ type: 'listen', cameraId, muted })
const half = SOUND_RATE / 2

describe('the sound of a camera', { timeout: 30_000 }, () => {
  it.each(['pcma', 'pcmu', 'opus', 'aac', 'l16'])('is heard as it was sent, in %s', async (codec) => {
    const peer = await server({ a: clip('h264') }, 0, ['--sound', codec, '--hz', String(TONE)])
    const window = await new FakeWindow(media({ a: peer.url('a') }).service).watch('a').live('a')
    listen(window, 'a')
    await until(() => expect(heard(window, 'a').length).toBeGreaterThan(2 * half), 10_000)
    expect(states(window, 'a').at(-1)).toBe('live')
    const last = heard(window, 'a').slice(-half)
    expect(Math.abs(strongestHz(last) - TONE)).toBeLessThanOrEqual(5)
    expect(last.reduce((most, s) => Math.max(most, Math.abs(s)), 0)).toBeGreaterThan(0.3)
  })

  it('comes about as fast as it is made, and the pictures go on beside it', async () => {
    const peer = await server({ a: clip('h264') }, 0, ['--sound', 'pcma'])
    const window = await new FakeWindow(media({ a: peer.url('a') }).service).watch('a').live('a')
    listen(window, 'a')
    await until(() => expect(heard(window, 'a').length).toBeGreaterThan(half), 10_000)
    const [begun, pictures, before] = [Date.now(), window.units('a').length, heard(window, 'a').length]
    await until(() => expect(window.units('a').length).toBeGreaterThan(pictures + 40), 10_000)
    const seconds = (Date.now() - begun) / 1_000
    expect((heard(window, 'a').length - before) / SOUND_RATE / seconds).toBeCloseTo(1, 0)
    expect(window.configs('a')).toHaveLength(1)
  })

  it('is that of one camera at a time, whichever window asks; muted nothing is sent, and every window that shows it hears how it stands', async () => {
    const peer = await server({ a: clip('h264'), b: clip('h264') }, 0, ['--sound', 'pcma'])
    const { service } = media({ a: peer.url('a'), b: peer.url('b') })
    const first = await new FakeWindow(service).watch('a').live('a')
    const second = await new FakeWindow(service).watch('a').watch('b').live('b')
    listen(first, 'a')
    await until(() => expect(heard(first, 'a').length).toBeGreaterThan(half), 10_000)
    expect(states(second, 'a').at(-1)).toBe('live')
    listen(second, 'b')
    await until(() => expect(heard(second, 'b').length).toBeGreaterThan(half), 10_000)
    expect(states(first, 'a').at(-1)).toBeNull()
    listen(second, 'b', true)
    await until(() => expect(states(second, 'b').at(-1)).toBe('muted'), 2_000)
    const [quiet, stopped] = [heard(second, 'b').length, heard(first, 'a').length]
    const pictures = second.units('b').length
    await until(() => expect(second.units('b').length).toBeGreaterThan(pictures + 25), 5_000)
    expect(heard(second, 'b').length - quiet).toBeLessThan(half / 5)
    expect(heard(first, 'a').length).toBe(stopped)
    listen(second, null)
    await until(() => expect(states(second, 'b').at(-1)).toBeNull(), 2_000)
  })

  it('is said to be in a codec that can’t be decoded', async () => {
    const peer = await RtspFake.start((n) => ({ timestamp: n * 160, nals: [new Uint8Array(160)] }), { track: 'm=audio 0 RTP/AVP 97\r\na=rtpmap:97 X-STRANGE/8000\r\n' })
    endings.push(() => peer.close())
    const window = new FakeWindow(media({ a: `rtsp://127.0.0.1:${peer.port}/a` }).service)
    listen(window, 'a')
    await until(() => expect(states(window, 'a').at(-1)).toBe('codec-unsupported'), 10_000)
    expect(heard(window, 'a')).toHaveLength(0)
  })

  it('is said to be missing, a recording’s, or away, and comes back with its server', async () => {
    const dir = tempFolder('sound')
    const silent = await server({ a: clip('h264') })
    const loud = await server({ b: clip('h264') }, 0, ['--sound', 'pcmu'])
    const garbage = await tcpPeer('HTTP/1.1 200 OK\r\n\r\n')
    endings.push(() => garbage.close())
    const file = `file://${recording('h264', 'drill.mp4', dir)}`
    const window = new FakeWindow(media({ silent: silent.url('a'), file, loud: loud.url('b'), garbage: `rtsp://127.0.0.1:${garbage.port}/x`, far: 'rtsp://198.51.100.7/x' }, { folders: [dir] }).service)
    for (const [id, state] of [['silent', 'no-sound'], ['file', 'recording'], ['garbage', 'failed'], ['far', 'failed'], ['nobody', 'failed']] as const) {
      listen(window, id)
      await until(() => expect(states(window, id).at(-1)).toBe(state), 10_000)
    }
    listen(window, 'loud')
    await until(() => expect(heard(window, 'loud').length).toBeGreaterThan(half), 10_000)
    await loud.signal('SIGKILL')
    await until(() => expect(states(window, 'loud')).toContain('failed'), 10_000)
    const before = heard(window, 'loud').length
    await server({ b: clip('h264') }, loud.port, ['--sound', 'pcmu'])
    await until(() => {
      listen(window, 'loud')
      expect(heard(window, 'loud').length).toBeGreaterThan(before + half)
    }, 15_000)
  })
})
