import { Agent, type AgentOptions } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** The longest answer that is read, bytes; a device with 32 profiles sends some 100,000. */
const MOST_BYTES = 512 * 1024
const LOOK_EVERY = 100

/** An agent with one connection an answer, which is cut where the answer does not end. `cut` is told then. */
export function boundedAgent(tls: boolean, cut: () => void): Agent {
  const options: AgentOptions & { rejectUnauthorized: boolean } = { keepAlive: false, maxSockets: 2, rejectUnauthorized: false }
  const agent = tls ? new TlsAgent(options) : new Agent(options)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (given, callback): Duplex | null | undefined => {
    const socket = connect(given, callback)
    if (socket instanceof Socket) watch(socket, cut)
    return socket
  }
  return agent
}

function watch(socket: Socket, cut: () => void): void {
  const timer = setInterval(() => {
    if (socket.bytesRead <= MOST_BYTES) return
    socket.destroy()
    cut()
  }, LOOK_EVERY)
  socket.once('close', () => clearInterval(timer))
}
