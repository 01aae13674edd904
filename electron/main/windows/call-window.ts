import { BrowserWindow, type MessagePortMain, type WebContents } from 'electron'
import type { CallConfig } from '../../contract/call.ts'
import type { CertificateWord } from '../../contract/certificate.ts'
import type { Log } from '../../platform/log.ts'
import { APP_ORIGIN } from '../security/content-policy.ts'

export const CALL_PAGE = '/windows/call.html'
/** A page that crashed is loaded again after this, ms. */
const RELOAD_MS = 300

export interface CallWindowOptions {
  readonly preload: string
  readonly log: Log
  /** The page went away; calls that it held are over. */
  readonly onGone: () => void
}

/** The hidden window that holds the calls. It is never shown and never throttled, and it comes back when it crashes. */
export class CallWindow {
  readonly #window: BrowserWindow
  #config: CallConfig | undefined
  /** The last word of each registrar, by host. */
  readonly #certificates = new Map<string, CertificateWord>()
  #ready = false

  constructor({ preload, log, onGone }: CallWindowOptions) {
    this.#window = new BrowserWindow({
      width: 400, height: 300, show: false, title: '无缝通话', skipTaskbar: true, focusable: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, backgroundThrottling: false, spellcheck: false, autoplayPolicy: 'no-user-gesture-required' },
    })
    this.#window.setMenu(null)
    this.#window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.warn({ window: 'call', reason }, 'the call page crashed and is loaded again')
      this.#ready = false
      onGone()
      setTimeout(() => this.#window.isDestroyed() || this.#window.webContents.reload(), RELOAD_MS)
    })
    this.#window.loadURL(`${APP_ORIGIN}${CALL_PAGE}`).catch((error: unknown) => log.error({ err: error }, 'the call page could not be loaded'))
  }

  get page(): WebContents {
    return this.#window.webContents
  }

  get window(): BrowserWindow {
    return this.#window
  }

  is(page: WebContents | null): boolean {
    return page !== null && !this.#window.isDestroyed() && page === this.#window.webContents
  }

  /** The page listens from now on. */
  pageReady(): void {
    this.#ready = true
    this.#tell()
  }

  configure(config: CallConfig): void {
    this.#config = config
    this.#tell()
  }

  /** What the system says of a registrar's certificate. */
  certificate(word: CertificateWord): void {
    this.#certificates.set(word.host, word)
    if (this.#ready && !this.#window.isDestroyed()) this.page.send('call:certificate', word)
  }

  /** Gives the page one end of another window's line to it. */
  connect(port: MessagePortMain): void {
    if (this.#window.isDestroyed()) port.close()
    else this.page.postMessage('port', { wufeng: 'port', name: 'desk' }, [port])
  }

  close(): void {
    if (!this.#window.isDestroyed()) this.#window.destroy()
  }

  #tell(): void {
    if (!this.#ready || this.#window.isDestroyed()) return
    if (this.#config) this.page.send('call:config', this.#config)
    for (const word of this.#certificates.values()) this.page.send('call:certificate', word)
  }
}
