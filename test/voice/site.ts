import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VoiceConsole, type ConsoleOptions } from './console.ts'
import { Exchange, startRelay, type Relay } from './peers/exchange.ts'
import { Phone, type PhoneOptions } from './peers/phone.ts'

/** Everything that a test needs of a telephone network, ended together in the reverse order. */
export class Site {
  readonly folder: string
  readonly relay: Relay
  readonly #ends: (() => Promise<void>)[] = []

  private constructor(folder: string, relay: Relay) {
    this.folder = folder
    this.relay = relay
  }

  static async start(): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'wufeng-voice-'))
    chmodSync(folder, 0o755)
    return new Site(folder, await startRelay())
  }

  async exchange(name: string): Promise<Exchange> {
    const exchange = await Exchange.start(this.folder, name, this.relay)
    this.onEnd(() => exchange.kill())
    return exchange
  }

  async phone(options: PhoneOptions): Promise<Phone> {
    const phone = await Phone.start(this.folder, options)
    this.onEnd(() => phone.stop())
    return phone
  }

  async console(options: ConsoleOptions): Promise<VoiceConsole> {
    const desk = await VoiceConsole.start(this.folder, options)
    this.onEnd(() => desk.stop())
    return desk
  }

  onEnd(end: () => Promise<void>): void {
    this.#ends.push(end)
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.reverse()) await end().catch(() => undefined)
    await this.relay.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
