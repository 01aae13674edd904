import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, freeUdpPort, listening, startPeer, type Peer } from './child.ts'

export const DOMAIN = 'city.test'
export const passwordOf = (user: string): string => `${user}-secret`

/** A media relay that joins WebRTC to telephones. */
export interface Relay {
  readonly ngPort: number
  /** Dies with every path of sound that it holds, and is there again knowing no call. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const RTP_FROM = 30_000
const RTP_TO = 34_000

/** rtpengine in user space. */
export async function startRelay(): Promise<Relay> {
  const ngPort = await freeUdpPort()
  const http = await freePort()
  const start = async (): Promise<Peer> => {
    const peer = startPeer('rtpengine', [
      '--table=-1', '--foreground', '--log-stderr', '--log-level=4', '--interface=127.0.0.1', `--listen-ng=127.0.0.1:${ngPort}`, `--listen-http=127.0.0.1:${http}`,
      `--port-min=${RTP_FROM}`, `--port-max=${RTP_TO}`, '--num-threads=2', '--dtls-signature=SHA-256',
    ])
    await listening(http, 'rtpengine').catch((error: unknown) => {
      throw new Error(`${String(error)}\n${peer.log()}`)
    })
    return peer
  }
  let peer = await start()
  return {
    ngPort,
    restart: async () => {
      await peer.end()
      peer = await start()
    },
    stop: () => peer.end(),
  }
}

/** A Kamailio that consoles reach over WebSocket and telephones over UDP. It can be killed and started again on its ports. */
export class Exchange {
  readonly sipPort: number
  readonly wsPort: number
  readonly #folder: string
  #peer: Peer | undefined

  private constructor(folder: string, sipPort: number, wsPort: number) {
    this.#folder = folder
    this.sipPort = sipPort
    this.wsPort = wsPort
  }

  static async start(parent: string, name: string, relay: Relay): Promise<Exchange> {
    const folder = join(parent, name)
    mkdirSync(folder, { recursive: true })
    const [sipPort, wsPort] = [await freeUdpPort(), await freePort()]
    const [modules] = globSync(['/usr/lib/*/kamailio/modules/', '/usr/lib64/kamailio/modules/'])
    if (modules === undefined) throw new Error('no modules of Kamailio are there')
    const filled = { DOMAIN, SIP_PORT: String(sipPort), WS_PORT: String(wsPort), NG_PORT: String(relay.ngPort), MODULES: modules, FOLDER: folder }
    for (const table of ['pua', 'version']) cpSync(join('/usr/share/kamailio/dbtext/kamailio', table), join(folder, table))
    const text = readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8')
    writeFileSync(join(folder, 'kamailio.cfg'), Object.entries(filled).reduce((cfg, [key, value]) => cfg.replaceAll(`@${key}@`, value), text))
    const exchange = new Exchange(folder, sipPort, wsPort)
    await exchange.run()
    return exchange
  }

  get address(): string {
    return `ws://127.0.0.1:${this.wsPort}`
  }

  async run(): Promise<void> {
    const peer = startPeer('kamailio', ['-f', join(this.#folder, 'kamailio.cfg'), '-DD', '-E', '-Y', this.#folder, '-m', '64', '-M', '8'], this.#folder)
    this.#peer = peer
    await listening(this.wsPort, 'Kamailio').catch((error: unknown) => {
      throw new Error(`${String(error)}\n${peer.log()}`)
    })
  }

  log(): string {
    return this.#peer?.log() ?? ''
  }

  /** Ends it without a word to anybody; its workers end with it. */
  async kill(): Promise<void> {
    await this.#peer?.end('SIGTERM')
  }
}
