import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const SCRIPT = join(import.meta.dirname, '../e2e/peers/gst-rtsp.py')
const clips = mkdtempSync(join(tmpdir(), 'wufeng-clips-'))

/** A small moving loop, encoded once a run: Annex B with access unit delimiters, a key picture every second. */
export function clip(codec: 'h264' | 'h265'): string {
  const file = join(clips, `loop.${codec}`)
  if (existsSync(file)) return file
  const encoder = codec === 'h264' ? ['-c:v', 'libx264', '-x264-params', 'aud=1:scenecut=0:log-level=none'] : ['-c:v', 'libx265', '-x265-params', 'aud=1:bframes=0:log-level=none']
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25', '-t', '4', ...encoder, '-preset', 'veryfast', '-bf', '0', '-g', '25', '-pix_fmt', 'yuv420p', '-f', codec === 'h264' ? 'h264' : 'hevc', file])
  return file
}

/** A GStreamer RTSP server of its own process. `clients` is how many are connected to it now. */
export class RtspPeer {
  readonly #child: ChildProcess
  readonly port: number
  clients: number

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
        if (clients && peer) peer.clients = Number(clients[1])
      })
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`the RTSP server ended with ${code}`)))
    })
  }

  url(mount: string, user = ''): string {
    return `rtsp://${user}127.0.0.1:${this.port}/${mount}`
  }

  /** Sends a signal; with SIGKILL it resolves when the process is gone. */
  async signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill(name)
    if (name === 'SIGKILL') await gone
  }
}

/** A TCP server that answers `answer` to whatever comes, or nothing. Counts its connections. */
export async function tcpPeer(answer: string | null): Promise<{ port: number; connections: () => number; close: () => Promise<void> }> {
  let count = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    count++
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (data) => {
      if (answer !== null) socket.write(answer.replace('{cseq}', /CSeq: *(\d+)/i.exec(data.toString('latin1'))?.[1] ?? '1'))
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
