import { contextBridge, ipcRenderer } from 'electron'
import type { DisplayInfo, WufengBridge } from '../electron/contract/bridge.ts'

type Listener = (word: unknown) => void

/** What main says on a channel; who listens later hears the last word. */
function heard(channel: string): (listener: Listener) => () => void {
  const listening = new Set<Listener>()
  let last: unknown
  ipcRenderer.on(channel, (_event, word: unknown) => {
    last = word
    for (const listener of listening) listener(word)
  })
  return (listener) => {
    listening.add(listener)
    if (last !== undefined) listener(last)
    return () => listening.delete(listener)
  }
}

type DisplaysListener = (displays: readonly DisplayInfo[]) => void

const listeners = new Set<DisplaysListener>()
let displays: readonly DisplayInfo[] | undefined

ipcRenderer.on('displays', (_event, list: readonly DisplayInfo[]) => {
  displays = list
  for (const listener of listeners) listener(list)
})

ipcRenderer.on('port', (event, message: unknown) => {
  window.postMessage(message, location.origin, event.ports)
})

const bridge: WufengBridge = {
  ready: () => ipcRenderer.invoke('window:ready'),
  onDisplays: (listener) => {
    listeners.add(listener)
    if (displays) listener(displays)
    return () => listeners.delete(listener)
  },
  report: (fact) => ipcRenderer.invoke('window:fact', fact),
  saveFile: (file) => ipcRenderer.invoke('window:save-file', file),
  logins: () => ipcRenderer.invoke('window:logins'),
  keepLogin: (login) => ipcRenderer.invoke('window:keep-login', login),
  printOrder: (order) => ipcRenderer.invoke('window:print-order', order),
  toggleWall: () => ipcRenderer.invoke('window:toggle-wall'),
  onCallConfig: heard('call:config'),
  onCertificate: heard('call:certificate'),
}

contextBridge.exposeInMainWorld('wufeng', bridge)
