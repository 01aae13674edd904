import { createServer, type TLSSocket } from 'node:tls'
import { fail } from '../contract/error.ts'
import { Request, type Answer } from '../contract/messages.ts'
import type { ViewName } from '../contract/views.ts'
import { LINK_SILENCE_MS, LinkHello, type WallMachine } from '../contract/wall-link.ts'
import { encodeFrame, frameReader } from '../platform/frames.ts'
import { WALL_IDENTITY, WALL_TLS } from '../platform/wall-tls.ts'
import type { Connection, Session } from './session.ts'

/** A reader that lets so many bytes pile up is cut off; it comes back and watches again. */
const MAX_BUFFERED = 32 * 1024 * 1024
/** Connections of all other machines together: one for each, and one for each of their windows. */
const MAX_CONNECTIONS = 64
const HANDSHAKE_MS = 5_000

/** What a wall shows: other machines may watch this and nothing else. */
const WATCHED: ReadonlySet<ViewName> = new Set(['wall', 'catalog', 'cameras', 'camera-registry', 'case', 'figures', 'roll', 'queue', 'map', 'alerts', 'call-board'])

/** The other machines that drive displays of this wall now. */
export class WallMachines {
  readonly #connected = new Map<object, WallMachine>()
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  all(): readonly WallMachine[] {
    return [...this.#connected.values()]
  }

  heard(connection: object, machine: WallMachine): void {
    if (JSON.stringify(this.#connected.get(connection)) === JSON.stringify(machine)) return
    this.#connected.set(connection, machine)
    this.#changed()
  }

  gone(connection: object): void {
    if (this.#connected.delete(connection)) this.#changed()
  }
}

export interface WallShare {
  readonly port: number
  readonly host: string
  readonly key: Buffer
  readonly machines: WallMachines
  readonly open: (connection: Connection) => Session
  readonly onError: (error: unknown) => void
}

/** Lets other machines of the wall follow; resolves with the port that it listens on. Who does not know the key gets no word. */
export function shareWall(share: WallShare): Promise<number> {
  const pskCallback = (_socket: TLSSocket, identity: string): Buffer | null => (identity === WALL_IDENTITY ? share.key : null)
  const server = createServer({ ...WALL_TLS, pskCallback, handshakeTimeout: HANDSHAKE_MS }, (socket) => serveMachine(socket, share))
  server.maxConnections = MAX_CONNECTIONS
  server.on('tlsClientError', share.onError)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(share.port, share.host, () => {
      server.off('error', reject).on('error', share.onError)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : share.port)
    })
  })
}

function serveMachine(socket: TLSSocket, { machines, open, onError }: WallShare): void {
  let session: Session | undefined
  const send = (message: unknown): void => {
    if (socket.writableLength > MAX_BUFFERED) socket.destroy()
    else if (!socket.destroyed) socket.write(encodeFrame(message))
  }
  const read = frameReader((message) => {
    if (session) return session.receive(message)
    const hello = LinkHello.safeParse(message)
    if (!hello.success) return socket.destroy()
    if (hello.data.link === 'session') {
      socket.setTimeout(0)
      session = watching(open, send)
      return
    }
    const { name, displays } = hello.data
    machines.heard(socket, { name, displays })
    send({ link: 'alive' })
  })
  socket.setKeepAlive(true, LINK_SILENCE_MS)
  socket.setTimeout(LINK_SILENCE_MS, () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch (error) {
      onError(error)
      socket.destroy()
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    machines.gone(socket)
    session?.close()
  })
}

/** A session that may watch what a wall shows, never a reporter's data, and change nothing. */
function watching(open: WallShare['open'], send: (answer: Answer) => void): Session {
  const session = open({ send })
  return {
    receive: (message) => {
      const parsed = Request.safeParse(message)
      if (!parsed.success || mayWatch(parsed.data)) session.receive(message)
      else send({ op: 'error', id: parsed.data.id, error: fail('forbidden', 'another machine of the wall may only watch what the wall shows').error })
    },
    close: () => session.close(),
  }
}

function mayWatch(request: Request): boolean {
  if (request.op === 'unwatch' || request.op === 'ack') return true
  if (request.op !== 'watch' || !WATCHED.has(request.spec.view)) return false
  const { spec } = request
  return (spec.view !== 'case' || spec.personal !== true) && (spec.view !== 'queue' || Object.keys(spec.filter).length === 0)
}
