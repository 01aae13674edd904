import { connect, type TLSSocket } from 'node:tls'
import type { MessagePortMain } from 'electron'
import { z } from 'zod'
import { LINK_BEAT_MS, LINK_SILENCE_MS, LinkAlive, type LinkHello } from '../../contract/wall-link.ts'
import { encodeFrame, frameReader } from '../../platform/frames.ts'
import { readWallKey, WALL_IDENTITY, WALL_TLS } from '../../platform/wall-tls.ts'

/**
 * The process that joins this machine's windows to another machine's core: one connection says that this machine
 * lives and which displays it has, one more for each port that main hands over. When the first is cut or silent the
 * process ends, and main starts it again. It reads no message of a window.
 */
const Start = z.object({ host: z.string(), port: z.number(), key: z.string(), name: z.string() })
const { host, port, key, name } = Start.parse(JSON.parse(process.argv[2] ?? ''))

function end(why: string): void {
  process.parentPort.postMessage({ lost: why })
  setTimeout(() => process.exit(1), 50)
}

/** What cannot be read now, a key above all, may be mended while the app runs. */
function secret(): Buffer | undefined {
  try {
    return readWallKey(key)
  } catch (error) {
    end(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

const psk = secret()

function dial(hello: LinkHello, onMessage: (message: unknown) => void): TLSSocket {
  const socket = connect({ ...WALL_TLS, host, port, checkServerIdentity: () => undefined, pskCallback: () => ({ psk: psk ?? Buffer.alloc(0), identity: WALL_IDENTITY }) })
  const read = frameReader(onMessage)
  socket.setNoDelay(true)
  // Waits in the socket until both sides have proved that they know the key, and goes before anything else.
  socket.write(encodeFrame(hello))
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch {
      socket.destroy()
    }
  })
  return socket
}

function join(window: MessagePortMain): void {
  const socket = dial({ link: 'session' }, (message) => message !== undefined && window.postMessage(message))
  socket.on('error', () => window.close())
  socket.on('close', () => window.close())
  window.on('message', ({ data }) => socket.write(encodeFrame(data)))
  window.on('close', () => socket.end())
  window.start()
}

let displays: Extract<LinkHello, { link: 'machine' }>['displays'] = []
let ready = false

if (psk) {
  const hello = (): LinkHello => ({ link: 'machine', name, displays })
  const control = dial(hello(), (message) => {
    if (!LinkAlive.safeParse(message).success || ready) return
    ready = true
    process.parentPort.postMessage({ ready: true })
  })
  control.setTimeout(LINK_SILENCE_MS, () => control.destroy(new Error(`${host}:${port} is silent`)))
  setInterval(() => control.writable && !control.connecting && control.write(encodeFrame(hello())), LINK_BEAT_MS)
  let why = `${host}:${port} closed the connection`
  control.on('error', (error) => (why = error.message))
  control.on('close', () => end(why))
  process.parentPort.on('message', ({ data, ports: [window] }: { data: { op: 'port' } | { op: 'displays'; displays: typeof displays }; ports: readonly MessagePortMain[] }) => {
    if (data.op === 'displays') displays = data.displays
    else if (window) join(window)
  })
}
