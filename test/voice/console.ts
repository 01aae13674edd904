import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { Dialled, Measured, type CallAction, type CallBoard, type DeskAnswer, type LiveCall } from '../../electron/contract/call.ts'
import { runUser } from '../../scripts/lib/run-user.mjs'
import { inspect, INSPECTED, logOf, windowReady } from '../e2e/wall/look.ts'
import { startWallRun, until, type WallRun } from '../e2e/wall/wall-run.ts'
import { DOMAIN, passwordOf } from './peers/exchange.ts'
import { toneWav } from './peers/tone.ts'

export interface ConsoleOptions {
  readonly number: string
  /** What its microphone hears, Hz. */
  readonly hz: number
  readonly registrars: readonly string[]
  readonly password?: string
  /** More of the settings' `voice`. */
  readonly voice?: Readonly<Record<string, unknown>>
  readonly ringSeconds?: number
  /** Without: the machine has none. */
  readonly microphone?: boolean
}

/** Frequencies that agree within this are the same, Hz: a bin of the console's analyser is 5.9 wide. */
export const SAME_HZ = 12

/** A real console on a screen of its own; its calls are asked for as its own windows ask, over the call window's port. */
export class VoiceConsole {
  readonly number: string
  readonly hz: number
  readonly run: WallRun
  #browser: Browser

  private constructor(options: ConsoleOptions, run: WallRun, browser: Browser) {
    this.number = options.number
    this.hz = options.hz
    this.run = run
    this.#browser = browser
  }

  static async start(folder: string, options: ConsoleOptions): Promise<VoiceConsole> {
    const { number, hz, registrars, password = passwordOf(number), ringSeconds = 5, voice = {}, microphone = true } = options
    const own = join(folder, `console-${number}`)
    mkdirSync(own, { recursive: true })
    const credentials = join(own, 'credentials')
    writeFileSync(credentials, `${number}:${password}\n`, { mode: 0o600 })
    const user = runUser()
    if (user) chownSync(credentials, user.uid, user.gid)
    chmodSync(own, 0o755)
    const wav = join(own, 'microphone.wav')
    writeFileSync(wav, toneWav(hz))
    const settings = JSON.stringify({ station: `hall-${number}`, demo: false, simulator: { on: false }, voice: { registrars, user: number, domain: DOMAIN, credentials, ringSeconds, ...voice } })
    const run = await startWallRun({ screens: 1, settings, switches: [...INSPECTED, '--allow-loopback-in-peer-connection', ...(microphone ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${wav}`] : [])] })
    await windowReady(run)
    return new VoiceConsole(options, run, (await inspect(run)).browser)
  }

  /** The page of one of its windows. */
  page(kind: 'call' | 'console'): Promise<Page> {
    return until(`the page ${kind}`, () => this.#browser.contexts().flatMap((c) => c.pages()).find((p) => p.url().includes(`/windows/${kind}.html`)))
  }

  async act(action: CallAction): Promise<DeskAnswer> {
    const page = await this.page('call')
    await page.evaluate(joinDesk)
    return page.evaluate(ask, action)
  }

  async board(): Promise<CallBoard> {
    const page = await this.page('call')
    await page.evaluate(joinDesk)
    return until('the board', () => page.evaluate(lookAtBoard))
  }

  async dial(numbers: readonly string[], caseId: string | null = null): Promise<string> {
    const answer = await this.act({ do: 'dial', caseId, party: { department: null, name: numbers[0] ?? '', nameEn: numbers[0] ?? '' }, numbers: [...numbers] })
    if (answer.op !== 'done') throw new Error(`dial: ${JSON.stringify(answer)}`)
    return Dialled.parse(answer.value).callId
  }

  /** Waits until the line is as wanted. */
  line(state: CallBoard['line']['state'], limitMs = 30_000): Promise<CallBoard> {
    return this.where(`the line of ${this.number} is ${state}`, (board) => board.line.state === state, limitMs)
  }

  /** Waits until a call is as wanted, and answers it. */
  async call(callId: string, state: LiveCall['state'], limitMs = 30_000): Promise<LiveCall> {
    const board = await this.where(`the call of ${this.number} is ${state}`, ({ calls }) => calls.some((c) => c.id === callId && (c.state === state || c.state === 'ended')), limitMs)
    const call = board.calls.find((c) => c.id === callId)
    if (call?.state !== state) throw new Error(`the call of ${this.number} is not ${state}: ${JSON.stringify(call)}`)
    return call
  }

  async measure(callId: string): Promise<Measured> {
    const answer = await this.act({ do: 'measure', callId })
    if (answer.op !== 'done') throw new Error(`measure: ${JSON.stringify(answer)}`)
    return Measured.parse(answer.value)
  }

  /** Waits until the other side's tone is heard in a call. */
  async hearsTone(callId: string, hz: number, limitMs = 15_000): Promise<void> {
    let heard: Measured | undefined
    await until(`${this.number} hears ${hz} Hz`, async () => {
      heard = await this.measure(callId)
      return heard.hz !== null && heard.level > 0.01 && Math.abs(heard.hz - hz) <= SAME_HZ
    }, limitMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; it hears ${JSON.stringify(heard)}`)
    })
  }

  /** Waits until nothing was heard ten looks in a row. */
  async hearsNothing(callId: string, limitMs = 10_000): Promise<void> {
    let quiet = 0
    await until(`${this.number} hears nothing`, async () => {
      quiet = (await this.measure(callId)).level < 0.004 ? quiet + 1 : 0
      return quiet >= 10
    }, limitMs)
  }

  async hangUp(callId: string): Promise<void> {
    await this.act({ do: 'hang-up', callId })
  }

  /** Ends whatever calls are left. */
  async hangUpAll(): Promise<void> {
    for (const call of (await this.board()).calls) if (call.state !== 'ended') await this.hangUp(call.id)
  }

  /** Makes the page that holds the calls crash; it is loaded again by itself. */
  async crashCallWindow(): Promise<void> {
    const page = await this.page('call')
    const cdp = await page.context().newCDPSession(page)
    const ready = (): number => logOf(this.run, 'main').filter((l) => l['fact'] === 'ready' && l['window'] === 'call').length
    const before = ready()
    void cdp.send('Page.crash').catch(() => undefined)
    await until('the call window is there again', () => ready() > before)
    // A page that crashed is lost to the one who looked at it, and closing waits half a minute for it.
    void this.#browser.close().catch(() => undefined)
    this.#browser = (await inspect(this.run)).browser
  }

  recording(callId: string): string {
    return join(this.run.dataDir, 'recordings', `${callId}.webm`)
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    await this.run.stop()
  }

  /** Waits until the board is as wanted. */
  async where(what: string, so: (board: CallBoard) => boolean, limitMs = 30_000): Promise<CallBoard> {
    let last: CallBoard | undefined
    return until(what, async () => {
      last = await this.board()
      return so(last) ? last : undefined
    }, limitMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; the board: ${JSON.stringify(last)}`)
    })
  }
}

/** The one port of this test in a call page: a window that joins again and again would push the others out. */
interface Joined {
  board: CallBoard | undefined
  ask(action: CallAction): Promise<DeskAnswer>
}

/** Runs in the call page: joins as a window does, once. */
const joinDesk = (): void => {
  const page = window as typeof window & { joined?: Joined }
  if (page.joined) return
  const { port1, port2 } = new MessageChannel()
  const waiting = new Map<number, (answer: DeskAnswer) => void>()
  let nextId = 1
  const joined: Joined = {
    board: undefined,
    ask: (action) => new Promise((resolve) => {
      waiting.set(nextId, resolve)
      port1.postMessage({ op: 'do', id: nextId, action })
      nextId += 1
    }),
  }
  port1.onmessage = ({ data }: MessageEvent<DeskAnswer>) => {
    if (data.op === 'board') joined.board = data.board
    // A request that cannot be read is answered without its number.
    else for (const [id, resolve] of waiting) if (data.id === id || data.id === 0) {
      waiting.delete(id)
      resolve(data)
    }
  }
  page.joined = joined
  window.postMessage({ wufeng: 'port', name: 'desk' }, '*', [port2])
}

const ask = (action: CallAction): Promise<DeskAnswer> => {
  const { joined } = window as typeof window & { joined?: Joined }
  return joined ? joined.ask(action) : Promise.reject(new Error('not joined'))
}

const lookAtBoard = (): CallBoard | undefined => (window as typeof window & { joined?: Joined }).joined?.board
