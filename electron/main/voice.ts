import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, session, type BrowserWindow, type WebContents } from 'electron'
import type { Notice, Settings } from '../contract/settings.ts'
import type { Log } from '../platform/log.ts'
import { callOrigins, demoCallConfig, settingsCallConfig } from './ipc/call-config.ts'
import { CallLine } from './ipc/call-line.ts'
import { startDemoVoice, type DemoAnswer, type DemoExchange } from './ipc/demo-voice.ts'
import type { PortBroker } from './ipc/port-broker.ts'
import { Supervisor } from './ipc/supervisor.ts'
import { certificateWord } from './security/certificates.ts'
import type { CallRights } from './security/lockdown.ts'
import { CALL_PAGE, CallWindow } from './windows/call-window.ts'

export interface VoiceOptions {
  readonly settings: Settings
  readonly preload: string
  readonly outDir: string
  readonly broker: PortBroker
  readonly log: Log
  /** The demo's numbers answer after this, ms; undefined: as people would expect. */
  readonly ringMs: number | undefined
  /** A made-up microphone stands in where the machine has none: for a proof without anybody, never for a dispatcher. */
  readonly madeUpMicrophone: boolean
  readonly onDemoAnswer: (call: DemoAnswer) => void
}

const CALL = 'call'
/** Electron's word for: as Chromium verified it. */
const AS_VERIFIED = -3

/** Whether Linux has anything that plays sound; where it has nothing, looking for it costs seconds and fills the terminal. */
const hasLoudspeaker = (): boolean => {
  const { PULSE_SERVER, PIPEWIRE_REMOTE, XDG_RUNTIME_DIR = '' } = process.env
  return process.platform !== 'linux' || existsSync('/dev/snd') || PULSE_SERVER !== undefined || PIPEWIRE_REMOTE !== undefined || existsSync(join(XDG_RUNTIME_DIR, 'pulse', 'native')) || existsSync(join(XDG_RUNTIME_DIR, 'pipewire-0'))
}

/** The telephone as main sees it: the hidden call window, what it may do, where it registers, the demo's exchange. */
export class Voice {
  readonly #options: VoiceOptions
  readonly #origins: readonly string[]
  readonly line = new CallLine()
  #window: CallWindow | undefined
  #demo: DemoExchange | undefined
  #supervisor: Supervisor | undefined

  constructor(options: VoiceOptions) {
    this.#options = options
    this.#origins = callOrigins(options.settings)
    // The demo's far ends are on this machine, and must be reached with the network down.
    if (this.#isDemo) app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
    if (!hasLoudspeaker()) app.commandLine.appendSwitch('disable-audio-output')
    if (options.madeUpMicrophone) app.commandLine.appendSwitch('use-fake-device-for-media-stream')
  }

  readonly rights: CallRights = {
    isCallPage: (page) => this.#window?.is(page) === true,
    mayConnect: (url) => this.#origins.some((origin) => (origin.endsWith(':*') ? url.startsWith(origin.slice(0, -1)) : URL.canParse(url) && new URL(url).origin === origin)),
  }

  /** Pages that may connect elsewhere. */
  get connect(): Readonly<Record<string, readonly string[]>> {
    return { [CALL_PAGE]: this.#origins }
  }

  /** Opens the call window and registers. Answers what of the settings cannot be used. */
  start(): Notice[] {
    const { settings, preload, broker, log } = this.#options
    const window = new CallWindow({ preload, log, onGone: () => {
      broker.pageGone(CALL)
      broker.lost(CALL, { code: 'restarting', detail: 'the call page crashed' })
    } })
    this.#window = window
    this.#watchCertificates(window)
    try {
      const own = settingsCallConfig(settings)
      if (own) window.configure(own)
      else if (this.#isDemo) this.#startDemo()
      return []
    } catch (error) {
      return [{ code: 'voice-problem', params: { message: error instanceof Error ? error.message : String(error) } }]
    }
  }

  /** Whether a page is the call window's; its window then. */
  find(page: WebContents): BrowserWindow | undefined {
    return this.#window?.is(page) ? this.#window.window : undefined
  }

  /** The call page listens: it gets its line to core, and everybody gets a line to it. */
  pageReady(): void {
    const window = this.#window
    if (!window) return
    this.#options.broker.pageReady(CALL, window.page, ['core'])
    this.#options.broker.serves(CALL, (_id, port) => window.connect(port))
    this.line.open((port) => window.connect(port))
    window.pageReady()
  }

  stop(): void {
    this.#supervisor?.stop()
    this.#window?.close()
  }

  /** A page hears nothing of why a secure connection failed. The verdict stays the system's own: this listens to it and changes nothing. */
  #watchCertificates(window: CallWindow): void {
    const hosts = new Set(this.#origins.flatMap((origin) => (URL.canParse(origin) ? [new URL(origin).hostname] : [])))
    session.defaultSession.setCertificateVerifyProc((request, answer) => {
      if (hosts.has(request.hostname)) {
        const word = certificateWord(request, Date.now())
        if (word.fault !== null) this.#options.log.warn({ ...word }, 'the certificate of a registrar is not trusted')
        window.certificate(word)
      }
      answer(AS_VERIFIED)
    })
  }

  get #isDemo(): boolean {
    return this.#options.settings.demo && this.#options.settings.voice.registrars.length === 0
  }

  #startDemo(): void {
    const { settings, outDir, log, ringMs, onDemoAnswer } = this.#options
    this.#supervisor = new Supervisor({
      name: 'demo-exchange',
      log,
      start: (ready, ended) =>
        startDemoVoice({
          outDir, ringMs, ended, before: this.#demo, answered: onDemoAnswer,
          ready: (exchange) => {
            this.#demo = exchange
            this.#window?.configure(demoCallConfig(settings, exchange))
            ready()
          },
        }),
      onReady: () => undefined,
      onLost: () => undefined,
    })
    this.#supervisor.start()
  }
}
