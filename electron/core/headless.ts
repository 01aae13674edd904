import { join } from 'node:path'
import { FATAL_CODES, FatalError } from '../platform/fatal.ts'
import { openLog } from '../platform/log.ts'
import { readArguments } from './arguments.ts'
import { startCore } from './core.ts'
import { serveSocket } from './socket-server.ts'

/** Core as a service without windows: `npm run core -- --data DIR`. Ends cleanly on SIGTERM and SIGINT. */
async function run(): Promise<void> {
  const args = readArguments(process.argv.slice(2), join(import.meta.dirname, '..', '..', 'resources'))
  const log = openLog('core', args.logDir)
  for (const notice of args.notices) log.warn(notice, 'notice')
  const core = await startCore({ ...args, log })
  if (args.socket !== undefined) await serveSocket(args.socket, (c) => core.open(c), (error) => log.error({ err: error }, 'a connection was cut'))
  log.info({ dataDir: args.dataDir, socket: args.socket }, 'core is ready')
  process.stdout.write(`core is ready, data in ${args.dataDir}\n`)
  const stop = (): void => {
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
