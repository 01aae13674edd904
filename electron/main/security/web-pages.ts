import { session, type Session, type WebContents, type WebPreferences } from 'electron'
import { webPartition, type WebPage } from '../../contract/web-page.ts'
import type { Log } from '../../platform/log.ts'

/** What an unguarded guest of a web view may ask for, as Electron tells it before it is made. */
type GuestWishes = Readonly<Record<string, string>>

/** Whether a page's document may be at this address: the same origin as the settings name. */
export const isOnPage = (page: WebPage, url: string): boolean => URL.canParse(url) && new URL(url).origin === new URL(page.url).origin

/** Whether a page may fetch this: from its own host and those named beside it, over http(s) and WebSocket, and what it made itself. */
export function mayFetch(page: WebPage, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  if (protocol === 'data:' || protocol === 'blob:') return true
  return ['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && (host === new URL(page.url).host || page.hosts.includes(host))
}

/** Web pages of the allow-list as guests of wall windows: sandboxed, each in a session of its own, without any permission. */
export class WebPages {
  readonly #pages: readonly WebPage[]
  readonly #log: Log
  readonly #sessions = new Map<Session, WebPage>()

  constructor(pages: readonly WebPage[], log: Log) {
    this.#pages = pages
    this.#log = log
  }

  /** Whether there are any, so that wall windows need web views at all. */
  get any(): boolean {
    return this.#pages.length > 0
  }

  /** Takes every power from a guest that is about to be made; false where it may not be made. */
  admit(wishes: GuestWishes, preferences: WebPreferences): boolean {
    const page = this.#pages.find(({ id, url }) => wishes['partition'] === webPartition(id) && wishes['src'] === url)
    if (!page) return false
    this.#guard(page)
    delete preferences.preload
    Object.assign(preferences, {
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false, webSecurity: true,
      allowRunningInsecureContent: false, webviewTag: false, plugins: false, experimentalFeatures: false, navigateOnDragDrop: false, disableDialogs: true, enableBlinkFeatures: '',
    } satisfies WebPreferences)
    return true
  }

  /** Keeps a guest where it belongs. Other windows' guards refuse all navigation; this one's stays on its page. */
  keep(guest: WebContents): void {
    const page = this.#sessions.get(guest.session)
    const check = (event: Electron.Event, url: string): void => {
      if (page && isOnPage(page, url)) return
      this.#log.warn({ page: page?.id, to: url.slice(0, 200) }, 'navigation of a web page refused')
      event.preventDefault()
    }
    guest.on('will-navigate', (event) => check(event, event.url))
    guest.on('will-redirect', (event) => event.isMainFrame && check(event, event.url))
    guest.on('will-attach-webview', (event) => event.preventDefault())
    guest.on('will-prevent-unload', (event) => event.preventDefault())
    guest.setWindowOpenHandler(() => ({ action: 'deny' }))
    guest.setAudioMuted(true)
  }

  #guard(page: WebPage): void {
    const own = session.fromPartition(webPartition(page.id))
    if (this.#sessions.has(own)) return
    this.#sessions.set(own, page)
    own.setPermissionRequestHandler((_page, _permission, answer) => answer(false))
    own.setPermissionCheckHandler(() => false)
    own.setDevicePermissionHandler(() => false)
    own.on('will-download', (event) => event.preventDefault())
    own.webRequest.onBeforeRequest((details, answer) => {
      const allowed = mayFetch(page, details.url)
      if (!allowed) this.#log.warn({ page: page.id, to: details.url.slice(0, 200) }, 'a web page may not fetch this')
      answer({ cancel: !allowed })
    })
  }
}
