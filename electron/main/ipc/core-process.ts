import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { z } from 'zod'
import type { LostReason } from '../../contract/bridge.ts'
import { fatalOf } from '../../platform/fatal.ts'
import type { Ended, Running } from './supervisor.ts'

/** A core process that can be given ports. */
export interface CoreRunning extends Running {
  /** Hands over one end of a channel; core serves a session on it. */
  connect(port: MessagePortMain): void
}

export interface CoreStart {
  /** Folder of the built entries. */
  readonly outDir: string
  /** Arguments of core's own. */
  readonly args: readonly string[]
  /** Where a socket may stand; a private folder. */
  readonly runDir: string
  /** A Node binary whose Node-API is new enough, for runtimes whose own is not. */
  readonly node: string | undefined
  readonly ready: () => void
  readonly ended: (how: Ended) => void
}

/** The native store wants this Node-API; below it, loading would crash the process. */
const STORE_NAPI = 10

const Line = z.union([z.object({ ready: z.literal(true) }), z.object({ fatal: z.string(), message: z.string() })])

/** How the running Electron can carry core (see docs/architecture.md). */
export const coreMode = (napi: number): 'utility' | 'child' => (napi >= STORE_NAPI ? 'utility' : 'child')

/** Starts core in the way that the running Electron allows. */
export const startCoreProcess = (start: CoreStart): CoreRunning =>
  coreMode(Number(process.versions['napi'] ?? 0)) === 'utility' ? startUtility(start) : startChild(start)

/** Gathers what core said of itself until it ended. */
function listenTo(start: CoreStart) {
  let said: LostReason | undefined
  return {
    line: (text: string): void => {
      const parsed = Line.safeParse(parseJson(text))
      if (!parsed.success) return
      if ('ready' in parsed.data) start.ready()
      else said = { code: 'failed', detail: parsed.data.message }
    },
    ended: (code: number | null, how: string): void => {
      const fatal = fatalOf(code)
      if (fatal) start.ended({ fatal: true, reason: { code: fatal, detail: said?.detail ?? fatal } })
      else start.ended({ fatal: false, reason: { code: 'restarting', detail: said?.detail ?? how } })
    },
  }
}

function startUtility(start: CoreStart): CoreRunning {
  const heard = listenTo(start)
  const child = utilityProcess.fork(join(start.outDir, 'core.js'), [...start.args], { serviceName: 'wufeng-core', stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout) createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', heard.line)
  child.on('exit', (code) => heard.ended(code, `exit ${code}`))
  return { stop: () => void child.kill(), connect: (port) => child.postMessage({ op: 'port' }, [port]) }
}

/** Core as a Node child on a Unix socket; a bridge utility process joins ports to it, so that main stays off the path. */
function startChild(start: CoreStart): CoreRunning {
  if (start.node === undefined) {
    setImmediate(() => start.ended({ fatal: true, reason: { code: 'failed', detail: 'this Electron cannot carry core and WUFENG_NODE names no Node ≥ 22.14: start with npm start, or use a current Electron' } }))
    return { stop: () => undefined, connect: (port) => port.close() }
  }
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\wufeng-${process.pid}` : join(start.runDir, 'core.sock')
  let bridge: UtilityProcess | undefined
  const heard = listenTo({
    ...start,
    ready: () => {
      bridge = utilityProcess.fork(join(start.outDir, 'bridge.js'), [socket], { serviceName: 'wufeng-bridge' })
      bridge.once('spawn', start.ready)
      bridge.once('exit', () => child.kill())
    },
  })
  const child = spawn(start.node, [join(start.outDir, 'core.js'), ...start.args, '--socket', socket], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } })
  createInterface({ input: child.stdout }).on('line', heard.line)
  child.on('error', (error) => heard.ended(null, error.message))
  child.on('exit', (code, signal) => {
    bridge?.removeAllListeners('exit')
    bridge?.kill()
    heard.ended(code, signal ?? `exit ${code}`)
  })
  return {
    stop: () => void child.kill('SIGTERM'),
    connect: (port) => {
      if (bridge) bridge.postMessage({ op: 'port' }, [port])
      else port.close()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
