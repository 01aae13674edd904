const { contextBridge, ipcRenderer } = require('electron')

ipcRenderer.on('port', (event) => window.postMessage('port', '*', event.ports))
contextBridge.exposeInMainWorld('bench', { ready: () => ipcRenderer.send('ready'), report: (line) => ipcRenderer.send('report', line) })
