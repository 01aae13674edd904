import { join } from 'node:path'
import type { Notice } from '../contract/settings.ts'
import { FATAL_CODES, FatalError } from '../platform/fatal.ts'
import { openLog, type Log } from '../platform/log.ts'
import { readArguments, type ApiArguments } from './arguments.ts'
import { startCore, type Core } from './core.ts'
import { faceFault, serveRest, type RestFace } from './rest-face.ts'
import { servePorts, type ParentPort } from './port-server.ts'
import { serveSocket } from './socket-server.ts'
import { openWall, wallFault } from './wall-open.ts'

/**
 * Core as main starts it: as a utility process it is given ports, as a Node child process it listens on
 * the socket that `--socket` names and ends when its standard input closes. Says `{"ready":true}` or
 * `{"fatal":code,"message":…}` on one line, then nothing.
 */
const say = (line: Readonly<Record<string, unknown>>): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const parentPort = (process as { parentPort?: ParentPort }).parentPort

async function run(): Promise<void> {
  const args = readArguments(process.argv.slice(2), join(import.meta.dirname, '..', '..', 'resources'))
  const log = openLog('core', args.logDir)
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'core cannot go on')
    log.flush()
    process.exit(1)
  })
  const fault = args.api && faceFault(args.api, args.demo)
  const keyFault = wallFault(args.settings.wall)
  const problem = (path: string, message: string | undefined): Notice[] => (message === undefined ? [] : [{ code: 'settings-problem', params: { file: '', line: '0', path, message } }])
  const notices = [...args.notices, ...problem('api', fault), ...problem('wall', keyFault)]
  for (const notice of notices) log.warn(notice, 'notice')
  const core = await startCore({ ...args, notices, log })
  const face = args.api && fault === undefined ? await openFace(args.api, args.demo, core, log) : undefined
  if (keyFault === undefined) await openWall(args.settings.wall, core, log)
  stopCleanly(core, face)
  if (parentPort) servePorts(parentPort, core)
  if (args.socket !== undefined) await serveSocket(args.socket, (c) => core.open(c), (error) => log.error({ err: error }, 'a connection was cut'))
  log.info({ dataDir: args.dataDir }, 'core is ready')
  say({ ready: true })
}

/** The windows' core goes on when the REST face cannot be opened, as when another program has its port. */
async function openFace(api: ApiArguments, demo: boolean, core: Core, log: Log): Promise<RestFace | undefined> {
  try {
    return await serveRest({ api, demo, services: core.rest, log, keyDir: undefined })
  } catch (error) {
    log.error({ err: error }, 'the REST face could not be opened')
    return undefined
  }
}

function stopCleanly(core: Core, face: RestFace | undefined): void {
  const stop = (): void => {
    void face?.close()
    core.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  if (parentPort === undefined) process.stdin.on('close', stop).resume()
}

run().catch((error: unknown) => {
  const fatal = error instanceof FatalError ? error : undefined
  say({ fatal: fatal?.code ?? 'internal', message: fatal?.message ?? String(error instanceof Error ? error.stack : error) })
  process.exit(fatal ? FATAL_CODES[fatal.code] : 1)
})
