import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { FATAL_CODES, isDiskFull } from '../platform/fatal.ts'
import { openLog } from '../platform/log.ts'
import { readAppArguments, type AppArguments } from './app-arguments.ts'
import { App } from './app.ts'
import { registerAppScheme } from './security/app-protocol.ts'

/** Says a sentence and ends. */
function quit(message: string, code: number): never {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

function readOrQuit(): AppArguments {
  try {
    const args = readAppArguments(process.argv.slice(1), process.env)
    mkdirSync(join(args.dataDir, 'run'), { recursive: true, mode: 0o700 })
    return args
  } catch (error) {
    const full = isDiskFull(error)
    return quit(full ? 'the disk that holds the data folder is full: free some space and start again' : `${error instanceof Error ? error.message : String(error)}`, full ? FATAL_CODES['disk-full'] : FATAL_CODES['bad-arguments'])
  }
}

const args = readOrQuit()
app.setPath('userData', join(args.dataDir, 'electron'))
app.enableSandbox()
// Hidden wall scenes must keep their decoders; telephone servers cannot look up a machine's mDNS names; software WebGL is for our own pages only, there are no others.
app.commandLine.appendSwitch('disable-features', 'ReclaimInactiveWebCodecs,CalculateNativeWinOcclusion,WebRtcHideLocalIpsWithMdns')
app.commandLine.appendSwitch('enable-unsafe-swiftshader')
app.commandLine.appendSwitch('disable-background-networking')
registerAppScheme()
if (!app.requestSingleInstanceLock()) quit(`the data folder ${args.dataDir} is in use by another Wufeng, whose window was brought to the front: close that one, or start this one with --data and another folder`, FATAL_CODES.locked)

const log = openLog('main', join(args.dataDir, 'logs'))
process.on('uncaughtException', (error) => log.error({ err: error }, 'uncaught in main'))
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled in main'))
const running = new App(args, log)
app.on('second-instance', () => running.showConsole())
app.on('window-all-closed', () => app.quit())
app.on('before-quit', () => running.stop())
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
app.whenReady().then(() => running.start(), (error: unknown) => quit(String(error), 1))
