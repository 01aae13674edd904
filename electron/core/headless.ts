import { join } from 'node:path'
import { FATAL_CODES, FatalError } from '../platform/fatal.ts'
import { openLog } from '../platform/log.ts'
import { readArguments } from './arguments.ts'
import { startCore } from './core.ts'
import { demoCity, demoFolder } from './demo-city.ts'
import { faceFault, serveRest } from './rest-face.ts'
import { serveSocket } from './socket-server.ts'
import { openWall, wallFault } from './wall-open.ts'

/**
 * Core as a service without windows: `npm run core -- --data DIR`, with its REST face where
 * a port is named. Ends cleanly on SIGTERM and SIGINT.
 */
async function run(): Promise<void> {
  const root = join(import.meta.dirname, '..', '..')
  const args = readArguments(process.argv.slice(2), join(root, 'resources'))
  const log = openLog('core', args.logDir)
  for (const notice of args.notices) log.warn(notice, 'notice')
  const fault = args.api && faceFault(args.api, args.demo)
  const keyFault = wallFault(args.settings.wall)
  if (keyFault !== undefined) throw new FatalError('bad-arguments', `wall: ${keyFault}`)
  if (fault !== undefined) throw new FatalError('bad-arguments', fault)
  const core = await startCore({ ...args, cityDir: args.cityDir ?? (args.demo ? demoCity(root) : undefined), log })
  if (args.socket !== undefined) await serveSocket(args.socket, (c) => core.open(c), (error) => log.error({ err: error }, 'a connection was cut'))
  await openWall(args.settings.wall, core, log)
  const face = args.api && (await serveRest({ api: args.api, demo: args.demo, services: core.rest, log, keyDir: demoFolder(root) }))
  log.info({ dataDir: args.dataDir, socket: args.socket }, 'core is ready')
  process.stdout.write(`core is ready, data in ${args.dataDir}\n`)
  if (face) process.stdout.write(`REST face at ${face.url}/api/v1, described at ${face.url}/openapi.json\n`)
  if (face?.key !== undefined) process.stdout.write(`key of this demo: ${face.key}\n`)
  const stop = (): void => {
    void face?.close()
    core.stop()
    log.info('core stopped')
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

run().catch((error: unknown) => {
  const fatal = error instanceof FatalError ? error : undefined
  process.stderr.write(`${fatal?.message ?? String(error instanceof Error ? error.stack : error)}\n`)
  process.exit(fatal ? FATAL_CODES[fatal.code] : 1)
})
