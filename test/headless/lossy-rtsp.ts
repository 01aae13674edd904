import { type Socket as UdpSocket, createSocket } from 'node:dgram'
import { type Server, type Socket, connect, createServer } from 'node:net'

/**
 * A proxy before an RTSP server on loopback that speaks UDP: it stands between both for the pictures
 * too, and loses of every `oneIn` media packets one (deterministic, so that a test says the same each time).
 */
export class LossyRtsp {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #relays = new Set<UdpSocket>()
  #oneIn: number
  #count = 0
  lost = 0
  port = 0

  private constructor(target: number, oneIn: number) {
    this.#oneIn = oneIn
    this.#server = createServer((client) => void this.#serve(client, target))
  }

  static async start(target: number, oneIn: number): Promise<LossyRtsp> {
    const proxy = new LossyRtsp(target, oneIn)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    const address = proxy.#server.address()
    proxy.port = typeof address === 'object' && address !== null ? address.port : 0
    return proxy
  }

  /** From now on every `oneIn`-th packet is lost; 0 loses none. */
  lose(oneIn: number): void {
    this.#oneIn = oneIn
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    for (const relay of this.#relays) relay.close()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #serve(client: Socket, target: number): void {
    const server = connect({ host: '127.0.0.1', port: target })
    let clientPorts: readonly [number, number] = [0, 0]
    let waiting: Promise<void> = Promise.resolve()
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        client.destroy()
        server.destroy()
        this.#sockets.delete(socket)
      })
    }
    client.on('data', (data) => {
      waiting = waiting.then(async () => {
        let text = data.toString('latin1')
        const wanted = /client_port=(\d+)-(\d+)/.exec(text)
        if (wanted) {
          clientPorts = [Number(wanted[1]), Number(wanted[2])]
          const [rtp, rtcp] = await Promise.all([this.#relay(clientPorts[0], true), this.#relay(clientPorts[1], false)])
          text = text.replace(wanted[0], `client_port=${rtp}-${rtcp}`)
        }
        server.write(text, 'latin1')
      })
    })
    server.on('data', (data) => client.write(data.toString('latin1').replace(/client_port=\d+-\d+/, `client_port=${clientPorts.join('-')}`), 'latin1'))
  }

  /** Passes what comes on to the client's port; answers go nowhere, which RTCP receivers survive. */
  async #relay(to: number, media: boolean): Promise<number> {
    const relay = createSocket('udp4')
    this.#relays.add(relay)
    relay.on('message', (packet) => {
      if (media && this.#oneIn > 0 && ++this.#count % this.#oneIn === 0) {
        this.lost++
        return
      }
      relay.send(packet, to, '127.0.0.1')
    })
    await new Promise<void>((resolve) => relay.bind(0, '127.0.0.1', resolve))
    return relay.address().port
  }
}
