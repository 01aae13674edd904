import { createSocket, type RemoteInfo } from 'node:dgram'

const COOKIE = 0x2112a442
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const XOR_MAPPED_ADDRESS = 0x0020
const HEADER = 20

/** A STUN binding success (RFC 8489) with the sender's own address; undefined when the message is no binding request over IPv4. */
export function stunAnswer(message: Buffer, from: RemoteInfo): Buffer | undefined {
  if (message.length < HEADER || from.family !== 'IPv4' || message.readUInt16BE(0) !== BINDING_REQUEST || message.readUInt32BE(4) !== COOKIE) return undefined
  const answer = Buffer.alloc(HEADER + 12)
  answer.writeUInt16BE(BINDING_SUCCESS, 0)
  answer.writeUInt16BE(12, 2)
  message.copy(answer, 4, 4, HEADER)
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER)
  answer.writeUInt16BE(8, HEADER + 2)
  answer.writeUInt16BE(0x0001, HEADER + 4)
  answer.writeUInt16BE(from.port ^ (COOKIE >>> 16), HEADER + 6)
  const address = from.address.split('.').reduce((value, part) => value * 256 + Number(part), 0)
  answer.writeUInt32BE((address ^ COOKIE) >>> 0, HEADER + 8)
  return answer
}

/** A STUN server on loopback, so that the demo's far ends ask nobody outside where they are. */
export function startStun(): Promise<{ readonly port: number; close(): void }> {
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const answer = stunAnswer(message, from)
    if (answer) socket.send(answer, from.port, from.address)
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(0, '127.0.0.1', () => resolve({ port: socket.address().port, close: () => socket.close() }))
  })
}
