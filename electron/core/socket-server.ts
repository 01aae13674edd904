import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { encodeFrame, frameReader } from '../platform/frames.ts'
import type { Connection, Session } from './session.ts'

/** A reader that lets so many bytes pile up is cut off; it comes back and watches again. */
const MAX_BUFFERED = 32 * 1024 * 1024

/**
 * Serves sessions on a Unix socket that only its owner may open. For runtimes in which core cannot be
 * given ports (see docs/architecture.md).
 */
export function serveSocket(path: string, open: (connection: Connection) => Session, onError: (error: unknown) => void): Promise<Server> {
  rmSync(path, { force: true })
  const server = createServer((socket) => serve(socket, open, onError))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      chmodSync(path, 0o600)
      resolve(server)
    })
  })
}

function serve(socket: Socket, open: (connection: Connection) => Session, onError: (error: unknown) => void): void {
  const session = open({
    send: (answer) => {
      if (socket.writableLength > MAX_BUFFERED) socket.destroy()
      else if (!socket.destroyed) socket.write(encodeFrame(answer))
    },
  })
  const read = frameReader((message) => session.receive(message))
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch (error) {
      onError(error)
      socket.destroy()
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => session.close())
}
