import { app, session, type WebContents } from 'electron'
import type { Log } from '../../platform/log.ts'
import { isAppUrl } from './content-policy.ts'
import type { WebPages } from './web-pages.ts'

/** What the call window alone may do. */
export interface CallRights {
  readonly isCallPage: (page: WebContents | null) => boolean
  /** Whether it may connect to this address. */
  readonly mayConnect: (url: string) => boolean
}

/**
 * Refuses, for every page there will ever be: navigation away, new windows, permissions, downloads, remote content, web views but of the allow-list.
 * The call window may use the microphone and connect to its registrars. `mayCapture`: pages that may open capture devices, without sound.
 */
export function lockDown(log: Log, call: CallRights, webPages: WebPages, mayCapture: (page: WebContents | null) => boolean): void {
  app.on('web-contents-created', (_event, contents) => {
    if (contents.getType() === 'webview') return webPages.keep(contents)
    contents.on('will-navigate', (event) => {
      log.warn({ to: event.url.slice(0, 200) }, 'navigation refused')
      event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event, preferences, wishes) => {
      if (webPages.admit(wishes, preferences)) return
      log.warn({ src: String(wishes['src']).slice(0, 200) }, 'web page refused')
      event.preventDefault()
    })
    contents.setWindowOpenHandler(({ url }) => {
      log.warn({ to: url.slice(0, 200) }, 'new window refused')
      return { action: 'deny' }
    })
  })
  const all = session.defaultSession
  all.setPermissionRequestHandler((page, permission, answer, details) => {
    const only = (kind: 'audio' | 'video'): boolean => permission === 'media' && 'mediaTypes' in details && details.mediaTypes?.every((type) => type === kind) === true
    const allowed = details.isMainFrame && ((only('audio') && call.isCallPage(page)) || (only('video') && mayCapture(page)))
    if (!allowed) log.warn({ permission }, 'permission refused')
    answer(allowed)
  })
  all.setPermissionCheckHandler((page, permission, _origin, details) => permission === 'media' && ((details.mediaType === 'audio' && call.isCallPage(page)) || (details.mediaType === 'video' && mayCapture(page))))
  all.setDevicePermissionHandler(() => false)
  all.on('will-download', (event) => event.preventDefault())
  all.webRequest.onBeforeRequest((details, answer) => {
    const called = details.webContents !== undefined && call.isCallPage(details.webContents) && call.mayConnect(details.url)
    const local = called || isAppUrl(details.url) || details.url.startsWith('app://base/') || /^(blob:app:|data:|devtools:)/.test(details.url)
    if (!local) log.warn({ to: details.url.slice(0, 200) }, 'remote content refused')
    answer({ cancel: !local })
  })
}
