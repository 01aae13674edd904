import { createConnection } from 'node:net'
import type { MessagePortMain } from 'electron'
import { encodeFrame, frameReader } from '../../platform/frames.ts'

/**
 * The bridge utility process: joins each port that main hands it to a connection of its own on core's
 * Unix socket. It reads no message; a cut connection ends the process, and core is then started afresh.
 */
const [socketPath = ''] = process.argv.slice(2)

function join(port: MessagePortMain): void {
  const socket = createConnection(socketPath)
  const read = frameReader((message) => {
    if (message !== undefined) port.postMessage(message)
  })
  socket.on('data', read)
  socket.on('error', () => port.close())
  socket.on('close', () => port.close())
  port.on('message', ({ data }) => socket.write(encodeFrame(data)))
  port.on('close', () => socket.end())
  port.start()
}

process.parentPort.on('message', ({ ports: [port] }) => {
  if (port) join(port)
})
