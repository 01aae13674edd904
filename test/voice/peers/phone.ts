import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { until } from '../../e2e/wall/wall-run.ts'
import { freePort, freeUdpPort, listening, startPeer, type Peer } from './child.ts'
import { DOMAIN, passwordOf, type Exchange } from './exchange.ts'
import { heardIn, toneWav, type Heard, type Sound } from './tone.ts'

export interface PhoneOptions {
  readonly number: string
  /** What it sends all the time, Hz. */
  readonly hz: number
  readonly answer: 'auto' | 'manual' | 'early'
  readonly codecs?: readonly string[]
  /** Registers here; without, it only calls. */
  readonly exchange: Exchange
}

const RATE = 8_000
const HEAD = 44
/** Its tone lasts so long in a call. */
const LONGEST_CALL_S = 180

/** baresip: a telephone over UDP that sends a tone, and writes what it hears into a file as it hears it, until the call is offered anew: baresip 1.0 drops its recorder then. */
export class Phone {
  readonly number: string
  readonly hz: number
  readonly #folder: string
  readonly #peer: Peer
  readonly #control: Socket
  #said = ''

  private constructor(options: PhoneOptions, folder: string, peer: Peer, control: Socket) {
    this.number = options.number
    this.hz = options.hz
    this.#folder = folder
    this.#peer = peer
    this.#control = control
    control.setEncoding('utf8').on('data', (chunk: string) => void (this.#said = (this.#said + chunk).slice(-100_000)))
    control.on('error', () => undefined)
  }

  static async start(parent: string, options: PhoneOptions): Promise<Phone> {
    const { number, hz, answer, codecs = ['g711'], exchange } = options
    const folder = join(parent, `phone-${number}`)
    mkdirSync(folder, { recursive: true })
    const [sip, control] = [await freeUdpPort(), await freePort()]
    const tone = join(folder, 'tone.wav')
    writeFileSync(tone, toneWav(hz, { seconds: LONGEST_CALL_S, rate: RATE, burstS: 1, pauseS: 0 }))
    writeFileSync(join(folder, 'config'), `${[
      'poll_method epoll', `sip_listen 127.0.0.1:${sip}`, 'net_interface 127.0.0.1', 'call_local_timeout 120', 'call_max_calls 20',
      `audio_source aufile,${tone}`, `ausrc_srate ${RATE}`, `auplay_srate ${RATE}`, 'ausrc_channels 1', 'auplay_channels 1', 'rtp_ports 35000-38000',
      'module_path /usr/lib/baresip/modules', ...codecs.map((codec) => `module ${codec}.so`), 'module aufile.so', 'module sndfile.so',
      'module_app account.so', 'module_app menu.so', 'module_app ctrl_tcp.so', `ctrl_tcp_listen 127.0.0.1:${control}`, `snd_path ${folder}`,
    ].join('\n')}\n`)
    writeFileSync(join(folder, 'accounts'), `<sip:${number}@${DOMAIN};transport=udp>;auth_user=${number};auth_pass=${passwordOf(number)};outbound="sip:127.0.0.1:${exchange.sipPort};transport=udp";regint=120;answermode=${answer}\n`)
    writeFileSync(join(folder, 'contacts'), '')
    const peer = startPeer('baresip', ['-f', folder], folder)
    await listening(control, `baresip ${number}`).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${peer.log()}`)
    })
    const phone = new Phone(options, folder, peer, createConnection(control, '127.0.0.1'))
    await until(`${number} is registered`, () => /200 OK/.test(peer.log()), 10_000).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${peer.log()}`)
    })
    return phone
  }

  log(): string {
    return this.#peer.log()
  }

  /** What it said of its calls: events as JSON texts. */
  get said(): string {
    return this.#said
  }

  /** Runs a command of baresip: dial, accept, hangup, hold, resume, transfer … */
  command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params })
    this.#control.write(`${Buffer.byteLength(text)}:${text},`)
  }

  /** Waits until it hears, from now on, a tone within 12 Hz of this. */
  async hearsTone(hz: number, limitMs = 15_000): Promise<void> {
    const from = this.#mark()
    let heard: Heard | undefined
    await until(`${this.number} hears ${hz} Hz`, () => {
      heard = heardIn(this.#since(from))
      return heard.hz !== null && Math.abs(heard.hz - hz) <= 12
    }, limitMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; it hears ${JSON.stringify(heard)}`)
    })
  }

  /** Waits until it has heard nothing for a second: silence, or not even that. */
  async hearsNothing(limitMs = 10_000): Promise<void> {
    for (const end = Date.now() + limitMs; ; ) {
      const from = this.#mark()
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      const heard = heardIn(this.#since(from))
      if (heard.hz === null) return
      if (Date.now() > end) throw new Error(`${this.number} still hears ${JSON.stringify(heard)}`)
    }
  }

  async stop(): Promise<void> {
    this.#control.destroy()
    await this.#peer.end()
  }

  /** How far the newest file of what came in goes. */
  #mark(): Mark {
    const name = readdirSync(this.#folder).filter((file) => file.endsWith('-dec.wav')).sort().at(-1)
    return { name, size: name === undefined ? 0 : statSync(join(this.#folder, name)).size }
  }

  /** What came in since then, at most the last second; sndfile writes 16-bit samples behind a WAV head of 44 bytes. */
  #since(from: Mark): Sound {
    const { name, size } = this.#mark()
    const start = Math.max(HEAD, name === from.name ? from.size : 0, size - RATE * 2)
    if (name === undefined || size <= start) return { rate: RATE, samples: new Float32Array() }
    const bytes = readFileSync(join(this.#folder, name)).subarray(start + (start % 2), size)
    return { rate: RATE, samples: Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_v, i) => bytes.readInt16LE(i * 2) / 32_768) }
  }
}

interface Mark {
  readonly name: string | undefined
  readonly size: number
}
