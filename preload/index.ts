import { contextBridge, ipcRenderer } from 'electron'
import type { DisplayInfo, WufengBridge } from '../electron/contract/bridge.ts'

type ConfigListener = (config: unknown) => void

const configListeners = new Set<ConfigListener>()
let callConfig: unknown

ipcRenderer.on('call:config', (_event, config: unknown) => {
  callConfig = config
  for (const listener of configListeners) listener(config)
})

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
  onCallConfig: (listener) => {
    configListeners.add(listener)
    if (callConfig !== undefined) listener(callConfig)
    return () => configListeners.delete(listener)
  },
}

contextBridge.exposeInMainWorld('wufeng', bridge)
