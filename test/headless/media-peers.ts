import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const SCRIPT = join(import.meta.dirname, '../e2e/peers/gst-rtsp.py')
const clips = mkdtempSync(join(tmpdir(), 'wufeng-clips-'))

export type ClipCodec = 'h264' | 'h265' | 'mjpeg'

const ENCODERS: Readonly<Record<ClipCodec, readonly string[]>> = {
  h264: ['-c:v', 'libx264', '-x264-params', 'aud=1:scenecut=0:log-level=none', '-preset', 'veryfast', '-bf', '0', '-g', '25', '-pix_fmt', 'yuv420p', '-f', 'h264'],
  h265: ['-c:v', 'libx265', '-x265-params', 'aud=1:bframes=0:log-level=none', '-preset', 'veryfast', '-g', '25', '-pix_fmt', 'yuv420p', '-f', 'hevc'],
  mjpeg: ['-c:v', 'mjpeg', '-huffman', 'default', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg'],
}

/** A small moving loop, encoded once a run: Annex B with access unit delimiters and a key picture every second, or a row of JPEGs. */
export function clip(codec: ClipCodec, size = '320x240'): string {
  const file = join(clips, `loop-${size}.${codec}`)
  if (existsSync(file)) return file
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25`, '-t', '4', ...ENCODERS[codec], file])
  return file
}

/** Columns of the burnt-in number, one bit each, lowest first. */
const BITS = 8

/** A loop of 100 pictures, each with its number burnt in as black and white columns; a key picture every second. */
export function numbered(codec: 'h264' | 'h265'): string {
  const file = join(clips, `numbered.${codec}`)
  if (existsSync(file)) return file
  const lum = `if(mod(floor(N/pow(2,floor(X*${BITS}/W))),2),235,16)`
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `color=black:size=320x240:rate=25,format=yuv420p,geq=lum='${lum}':cb=128:cr=128`, '-t', '4', ...ENCODERS[codec], file])
  return file
}

/** The burnt-in numbers of all pictures that a player would show of a file. */
export function numbersOf(file: string): number[] {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-vsync', 'passthrough', '-pix_fmt', 'gray', '-f', 'rawvideo', '-'], { maxBuffer: 1 << 28 })
  const size = 320 * 240
  const bit = (picture: number, column: number) => ((raw[picture * size + 120 * 320 + Math.round(((column + 0.5) * 320) / BITS)] ?? 0) > 128 ? 2 ** column : 0)
  return Array.from({ length: raw.length / size }, (_, picture) => Array.from({ length: BITS }, (_none, column) => bit(picture, column)).reduce((sum, value) => sum + value, 0))
}

/** A loop in a container, as recordings are kept. */
export function recording(codec: 'h264' | 'h265', name: string, dir: string, seconds = 2): string {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, name)
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-r', '25', '-i', clip(codec), '-t', String(seconds), '-c', 'copy', file])
  return file
}

/** A certificate for 127.0.0.1 with its key (`both`), and the certificate alone (`ca`). */
export function certificate(): { both: string; ca: string } {
  const [key, ca, both] = ['key.pem', 'ca.pem', 'both.pem'].map((name) => join(clips, name)) as [string, string, string]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', ca, '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' })
  writeFileSync(both, readFileSync(ca, 'utf8') + readFileSync(key, 'utf8'))
  return { both, ca }
}

/** A GStreamer RTSP server of its own process. `clients` is how many are connected to it now. */
export class RtspPeer {
  readonly #child: ChildProcess
  readonly port: number
  clients: number
  /** With `--times`: when each picture of the first mount went out, epoch ms, by its number in the loop. */
  readonly sent = new Map<number, number[]>()

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
    this.clients = 0
  }

  /** Starts a server that listens when this resolves. `more` are further arguments of the script. */
  static start(mounts: Readonly<Record<string, string>>, port = 0, more: readonly string[] = []): Promise<RtspPeer> {
    const child = spawn('/usr/bin/python3', [SCRIPT, '--port', String(port), ...more, ...Object.entries(mounts).map(([name, file]) => `${name}=${file}`)], { stdio: ['pipe', 'pipe', 'inherit'] })
    return new Promise((resolve, reject) => {
      let peer: RtspPeer | null = null
      createInterface({ input: child.stdout }).on('line', (line) => {
        const ready = /^ready .*:(\d+)$/.exec(line)
        const clients = /^clients (\d+)$/.exec(line)
        if (ready) resolve((peer = new RtspPeer(child, Number(ready[1]))))
        const sent = /^sent (\d+) ([\d.]+)$/.exec(line)
        if (sent && peer) peer.sent.set(Number(sent[1]), [...(peer.sent.get(Number(sent[1])) ?? []), Number(sent[2])])
        if (clients && peer) peer.clients = Number(clients[1])
      })
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`the RTSP server ended with ${code}`)))
    })
  }

  url(mount: string, user = '', scheme: 'rtsp' | 'rtsps' = 'rtsp'): string {
    return `${scheme}://${user}127.0.0.1:${this.port}/${mount}`
  }

  /** Sends a signal; with SIGKILL it resolves when the process is gone. */
  async signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill(name)
    if (name === 'SIGKILL') await gone
  }
}

/** A TCP server that answers `answer` to whatever comes, or nothing; then `endless` for ever. Counts its connections. */
export async function tcpPeer(answer: string | null, endless?: string): Promise<{ port: number; connections: () => number; close: () => Promise<void> }> {
  let count = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    count++
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (data) => {
      if (answer !== null) socket.write(answer.replace('{cseq}', /CSeq: *(\d+)/i.exec(data.toString('latin1'))?.[1] ?? '1'))
      if (endless !== undefined) pour(socket, endless)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  return { port: typeof address === 'object' && address !== null ? address.port : 0, connections: () => count, close }
}

/** Writes the same for as long as somebody reads it. */
function pour(socket: Socket, text: string): void {
  const more = (): void => {
    if (!socket.destroyed && socket.write(text)) setTimeout(more, 1)
    else if (!socket.destroyed) socket.once('drain', more)
  }
  more()
}
