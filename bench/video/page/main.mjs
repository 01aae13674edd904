// The benchmark's own Electron main: one window with the product's video code, the product's media process behind it.
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, MessageChannelMain, utilityProcess } from 'electron'

const job = JSON.parse(process.env.WUFENG_BENCH)

app.commandLine.appendSwitch('disable-features', 'ReclaimInactiveWebCodecs')
app.on('window-all-closed', () => app.exit(0))
// Electron is not ready before its main module is: nothing here may be awaited on the way.
void app.whenReady().then(async () => {
  process.stdin.resume().on('end', () => app.exit(0))
  ipcMain.on('report', (_event, line) => process.stdout.write(`${JSON.stringify(line)}\n`))
  const media = job.gateway === undefined ? await startMedia() : undefined
  const webPreferences = { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true, contextIsolation: true, backgroundThrottling: false }
  const window = new BrowserWindow({ x: 0, y: 0, width: 1920, height: 1080, frame: false, webPreferences })
  ipcMain.on('ready', () => {
    const { port1, port2 } = new MessageChannelMain()
    media?.postMessage({ type: 'window', windowId: 'bench' }, [port1])
    window.webContents.postMessage('port', null, [port2])
  })
  await window.loadFile(join(import.meta.dirname, 'index.html'), { query: { mode: job.mode, ids: job.cameras.map((camera) => camera.id).join(','), columns: String(job.columns), gateway: job.gateway ?? '' } })
})

async function startMedia() {
  const media = utilityProcess.fork(job.media, [], { stdio: 'inherit', env: { ...process.env, ...job.mediaEnv } })
  await new Promise((resolve) => media.once('message', resolve))
  media.postMessage({ type: 'cameras', cameras: job.cameras, allow: {} })
  return media
}
