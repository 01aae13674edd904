import { type ChildProcess, spawn } from 'node:child_process'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { WebSocketServer } from 'ws'

/**
 * The server of the ways that others show cameras in, a process of its own: `gateway.ts KIND URL…`.
 * A client of `/N` gets the Nth camera as `mse`: fragmented MP4, a picture a fragment, not coded again,
 * over WebSocket; `mjpeg`: coded again as JPEG in multipart HTTP; `jsmpeg`: coded again as MPEG-1 in
 * MPEG-TS over WebSocket. Prints the port it listens on; ends when its standard input closes.
 */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  mse: ['-c', 'copy', '-f', 'mp4', '-movflags', 'empty_moov+default_base_moof+frag_every_frame'],
  mjpeg: ['-c:v', 'mjpeg', '-huffman', 'default', '-q:v', '5', '-pix_fmt', 'yuvj420p', '-f', 'mpjpeg', '-boundary_tag', 'picture'],
  jsmpeg: ['-c:v', 'mpeg1video', '-q:v', '6', '-bf', '0', '-f', 'mpegts', '-muxdelay', '0.001'],
}
/** What a slow client may have waiting, bytes; what comes beyond that ends it. */
const MAX_WAITING = 32 * 1024 * 1024

const [kind = '', ...urls] = process.argv.slice(2)
const output = OUTPUTS[kind]
if (!output) throw new Error(`${kind} is none of ${Object.keys(OUTPUTS).join(', ')}`)

const children = new Set<ChildProcess>()

/** Brings one camera; answers what ends it. */
function bring(path: string | undefined, take: (data: Buffer) => void): () => void {
  const url = urls[Number(path?.slice(1))]
  if (url === undefined || !output) return () => undefined
  const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-fflags', 'nobuffer', '-flags', 'low_delay', '-rtsp_transport', 'tcp', '-threads', '1', '-i', url, '-an', ...output, '-threads', '1', '-flush_packets', '1', 'pipe:1'], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  child.stdout.on('data', take)
  child.once('exit', () => children.delete(child))
  return () => child.kill('SIGKILL')
}

function multipart(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace;boundary=picture', 'cache-control': 'no-store' })
  const end = bring(request.url, (data) => (response.writableLength > MAX_WAITING ? response.destroy() : response.write(data)))
  response.once('close', end)
}

const server = createServer((request, response) => (kind === 'mjpeg' ? multipart(request, response) : response.writeHead(426).end()))
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const end = bring(request.url, (data) => (socket.bufferedAmount > MAX_WAITING ? socket.terminate() : socket.send(data)))
  socket.once('close', end)
  socket.on('error', end)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})
process.stdin.resume().on('end', () => {
  for (const child of children) child.kill('SIGKILL')
  process.exit(0)
})
