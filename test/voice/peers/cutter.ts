import { createConnection, createServer, type Server, type Socket } from 'node:net'

/** A cable between a console and an exchange that can be pulled out and put in again. */
export class Cutter {
  readonly #server: Server
  readonly #target: number
  readonly #open = new Set<Socket>()
  #cut = false

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((socket) => this.#join(socket))
  }

  static async start(target: number): Promise<Cutter> {
    const cutter = new Cutter(target)
    await new Promise<void>((resolve) => cutter.#server.listen(0, '127.0.0.1', resolve))
    return cutter
  }

  get address(): string {
    const address = this.#server.address()
    return `ws://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
  }

  cut(): void {
    this.#cut = true
    for (const socket of this.#open) socket.destroy()
  }

  mend(): void {
    this.#cut = false
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(here: Socket): void {
    if (this.#cut) return void here.destroy()
    const there = createConnection(this.#target, '127.0.0.1')
    for (const [one, other] of [[here, there], [there, here]] as const) {
      this.#open.add(one)
      one.on('error', () => undefined).on('close', () => {
        this.#open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }
}
