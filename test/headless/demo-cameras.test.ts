import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type Socket, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Decoder, Demuxer } from 'node-av/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBarcode } from '../../electron/sources/demo-cameras/barcode.ts'
import { makeLoops } from '../../electron/sources/demo-cameras/make.ts'

const FRAMES = 25
const [WIDTH, HEIGHT] = [352, 288]
const CAMERAS = [
  { id: 'cam-a', name: '人民路口', nameEn: '' },
  { id: 'cam-b', name: '下穿通道', nameEn: '' },
]
const ENTRY = fileURLToPath(new URL('../../electron/sources/demo-cameras/entry.ts', import.meta.url))

const dir = mkdtempSync(join(tmpdir(), 'demo-cameras-'))
const options = { dir, cameras: CAMERAS, frames: FRAMES, width: WIDTH, height: HEIGHT }
let child: ChildProcessWithoutNullStreams
let port = 0

beforeAll(async () => {
  await makeLoops(options)
  child = spawn(process.execPath, [ENTRY, '--dir', dir])
  const ready: { port: number; cameras: Array<{ id: string; url: string }> } = JSON.parse(await firstLine(child))
  port = ready.port
  expect(ready.cameras.map(({ id, url }) => [id, url])).toEqual(CAMERAS.map(({ id }) => [id, `rtsp://127.0.0.1:${port}/${id}`]))
}, 60_000)

afterAll(() => {
  child.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

async function firstLine(from: ChildProcessWithoutNullStreams): Promise<string> {
  let text = ''
  from.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  for await (const chunk of from.stdout) {
    text += String(chunk)
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'))
  }
  throw new Error('the server ended before it was ready')
}

type Seen = { index: number; pts: number; at: number }

/** Reads and decodes pictures of a camera over TCP with FFmpeg. */
async function watch(id: string, count: number): Promise<Seen[]> {
  const demuxer = await Demuxer.open(`rtsp://127.0.0.1:${port}/${id}`, { options: { rtsp_transport: 'tcp', timeout: '5000000', fflags: 'nobuffer' } })
  const video = demuxer.video()
  if (!video) throw new Error('no video')
  const decoder = await Decoder.create(video)
  const seen: Seen[] = []
  try {
    for await (const frame of decoder.frames(demuxer.packets(video.index))) {
      if (!frame) continue
      const plane = frame.data?.[0]
      const index = plane && readBarcode(plane, frame.linesize[0] ?? WIDTH, frame.width, frame.height)
      if (index === undefined) throw new Error(`picture ${seen.length} has no readable barcode`)
      seen.push({ index, pts: Number(frame.pts), at: performance.now() })
      frame.free()
      if (seen.length >= count) break
    }
  } finally {
    decoder.close()
    await demuxer.close()
  }
  return seen
}

function expectSteady(seen: readonly Seen[]): void {
  for (let i = 1; i < seen.length; i++) {
    const [before, now] = [seen[i - 1], seen[i]]
    expect(now?.index).toBe(((before?.index ?? 0) + 1) % FRAMES)
    expect((now?.pts ?? 0) - (before?.pts ?? 0)).toBe(3600)
  }
}

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Sends requests one after the other and collects the status lines of their answers. */
async function talk(socket: Socket, ...requests: string[]): Promise<string[]> {
  const answers: string[] = []
  for (const [i, request] of requests.entries()) {
    const session = /Session: (\w+)/.exec(answers.join(''))?.[1] ?? ''
    socket.write(`${request.replace('SESSION', session)}\r\nCSeq: ${i + 1}\r\n\r\n`)
    let answer = ''
    while (!/RTSP\/1\.0 \d{3} /.test(answer)) answer += String((await once(socket, 'data'))[0])
    answers.push(answer)
  }
  return answers.map((answer) => /RTSP\/1\.0 (\d{3} .*)\r\n/.exec(answer)?.[1] ?? answer)
}

describe('the demo’s RTSP server', () => {
  it('gives FFmpeg decodable pictures in order, over the loop’s end, at the pace of real time', async () => {
    const seen = await watch('cam-a', 40)
    expect(seen).toHaveLength(40)
    expectSteady(seen)
    expect(seen.some(({ index }) => index === 0)).toBe(true)
    const elapsed = (seen[39]?.at ?? 0) - (seen[20]?.at ?? 0)
    expect(elapsed).toBeGreaterThan(19 * 40 * 0.6)
  }, 20_000)

  it('goes on undisturbed while others send garbage, half requests, or take nothing', async () => {
    const noise = await Promise.all(Array.from({ length: 6 }, open))
    const [garbage, half, frames, deaf, gone] = noise
    const watching = watch('cam-b', 40)
    garbage?.write(Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 131) & 255)))
    half?.write('DESCRIBE rtsp://127.0.0.1/cam-b RTSP/1.0\r\nCSeq: 1')
    frames?.write(Buffer.concat([Buffer.of(0x24, 9, 255, 255), Buffer.alloc(65535, 0x24), Buffer.from('NONSENSE\r\n\r\n')]))
    if (deaf) {
      await talk(deaf, 'SETUP rtsp://h/cam-b/trackID=0 RTSP/1.0\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1')
      deaf.pause()
    }
    gone?.end('OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n')
    expectSteady(await watching)
    for (const socket of noise) socket.destroy()
  }, 20_000)

  it('answers what it can’t do with the right status', async () => {
    const socket = await open()
    const url = 'rtsp://127.0.0.1/cam-a'
    expect(
      await talk(
        socket,
        `OPTIONS ${url} RTSP/1.0`,
        'DESCRIBE rtsp://127.0.0.1/cam-x RTSP/1.0',
        `PLAY ${url} RTSP/1.0`,
        `SETUP ${url}/trackID=0 RTSP/1.0\r\nTransport: RTP/AVP;unicast;client_port=6000-6001`,
        `RECORD ${url} RTSP/1.0`,
        `OPTIONS ${url} RTSP/1.0\r\nRequire: magic`,
        `OPTIONS ${url} RTSP/2.0`,
        `SETUP ${url}/trackID=0 RTSP/1.0\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1`,
        `PLAY ${url} RTSP/1.0\r\nSession: wrong`,
      ),
    ).toEqual(['200 OK', '404 Not Found', '455 Method Not Valid in This State', '461 Unsupported Transport', '501 Unknown Method', '551 Option not supported', '505 RTSP Version not supported', '200 OK', '454 Session Not Found'])
    socket.destroy()
  }, 10_000)

  it('closes a connection that sends no RTSP', async () => {
    const socket = await open()
    socket.write('GET / HTTP/1.1\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('RTSP/1.0 400 Bad Request')
    await once(socket, 'close')
  }, 10_000)

  it('makes nothing again that is already there', async () => {
    const before = readdirSync(dir).sort()
    expect(await makeLoops(options)).toEqual({ made: 0, kept: 2 })
    expect(readdirSync(dir).sort()).toEqual(before)
  })

  it('ends when its standard input closes, even with clients', async () => {
    const socket = await open()
    const exit = once(child, 'exit')
    child.stdin.end()
    expect(await exit).toEqual([0, null])
    if (!socket.closed) await once(socket, 'close')
  }, 10_000)
})
