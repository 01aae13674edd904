import { app, session } from 'electron'
import type { Log } from '../../platform/log.ts'
import { isAppUrl } from './content-policy.ts'

/** Refuses, for every page there will ever be: navigation away, new windows, webviews, permissions, downloads, remote content. */
export function lockDown(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      log.warn({ to: event.url.slice(0, 200) }, 'navigation refused')
      event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      log.warn({ to: url.slice(0, 200) }, 'new window refused')
      return { action: 'deny' }
    })
  })
  const all = session.defaultSession
  all.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn({ permission }, 'permission refused')
    answer(false)
  })
  all.setPermissionCheckHandler(() => false)
  all.setDevicePermissionHandler(() => false)
  all.on('will-download', (event) => event.preventDefault())
  all.webRequest.onBeforeRequest((details, answer) => {
    const local = isAppUrl(details.url) || details.url.startsWith('app://base/') || /^(blob:app:|data:|devtools:)/.test(details.url)
    if (!local) log.warn({ to: details.url.slice(0, 200) }, 'remote content refused')
    answer({ cancel: !local })
  })
}
