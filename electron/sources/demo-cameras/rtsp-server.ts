import { type AddressInfo, type Socket, createServer } from 'node:net'
import { LoopShelf } from './loop-shelf.ts'
import { RtspConnection } from './rtsp-connection.ts'
import type { SentPicture } from './rtsp-playback.ts'

export type ServerOptions = {
  /** The folder that make.ts has filled. */
  dir: string
  /** A free one is chosen where it is 0 or absent. */
  port?: number
  /** Loopback where absent; the server has no passwords. */
  host?: string
  /** Called for each picture given to a socket: a bench measures from here to the screen. */
  onSent?: (sent: SentPicture) => void
}

export type DemoServer = {
  port: number
  cameras: Array<{ id: string; name: string; url: string }>
  /** Ends all connections and the server. */
  close: () => Promise<void>
}

/** Connections at once; more are closed at once. */
const MAX_CLIENTS = 1024

/**
 * Serves the demo cameras' loops as RTSP 1.0 (RFC 2326) with RTP in the same connection; a client
 * that asks for UDP is answered 461 and comes back with TCP. Rejects where the folder has no valid
 * list or the port is taken.
 */
export async function startDemoServer({ dir, port = 0, host = '127.0.0.1', onSent }: ServerOptions): Promise<DemoServer> {
  const shelf = new LoopShelf(dir)
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    new RtspConnection(socket, shelf, onSent).serve()
  })
  server.maxConnections = MAX_CLIENTS
  await new Promise<void>((ready, refuse) => {
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.removeListener('error', refuse)
      ready()
    })
  })
  // Later errors are a connection that could not be accepted: the next one may be.
  server.on('error', () => undefined)
  const bound = portOf(server.address())
  return {
    port: bound,
    cameras: shelf.cameras.map(({ id, name }) => ({ id, name, url: `rtsp://${host}:${bound}/${id}` })),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
