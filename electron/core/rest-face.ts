import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ApiKey } from '../contract/settings.ts'
import { FatalError } from '../platform/fatal.ts'
import type { Log } from '../platform/log.ts'
import { demoKey, newKey } from '../sources/rest/keys.ts'
import { buildRest } from '../sources/rest/server.ts'
import type { RestServices } from '../sources/rest/services.ts'
import type { ApiArguments } from './arguments.ts'

export interface RestFaceOptions {
  readonly api: ApiArguments
  readonly demo: boolean
  readonly services: RestServices
  readonly log: Log
  /** Where a demo's key is left for `npm run walk`, readable by its user alone; undefined: nowhere. */
  readonly keyDir: string | undefined
}

export interface RestFace {
  readonly url: string
  /** The key that was made up for a demo. */
  readonly key: string | undefined
  close(): Promise<void>
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * Serves the REST face. Without keys it serves a demo on loopback only, under a key that it makes up; otherwise it
 * throws FatalError `bad-arguments` that says what to do.
 */
export async function serveRest({ api, demo, services, log, keyDir }: RestFaceOptions): Promise<RestFace> {
  const fault = faceFault(api, demo)
  if (fault !== undefined) throw new FatalError('bad-arguments', fault)
  const made = api.keys.length > 0 ? undefined : newKey()
  const keys: readonly ApiKey[] = made === undefined ? api.keys : [demoKey(made)]
  const app = await buildRest({ services, keys, log })
  try {
    await app.listen({ port: api.port, host: api.host })
  } catch (error) {
    throw new FatalError('bad-arguments', `the REST face cannot be served on ${api.host}:${api.port} (${error instanceof Error ? error.message : String(error)}): choose another --port or --host`)
  }
  const port = portOf(app.server.address()) ?? api.port
  const url = `http://${api.host.includes(':') ? `[${api.host}]` : api.host}:${port}`
  const keyFile = made === undefined || keyDir === undefined ? undefined : join(keyDir, `api-${port}.key`)
  if (made !== undefined && keyFile !== undefined) leaveKey(keyFile, made, log)
  log.info({ url, keys: keys.map((k) => k.id) }, 'the REST face is open')
  return {
    url,
    key: made,
    close: async () => {
      if (keyFile !== undefined) rmSync(keyFile, { force: true })
      await app.close()
    },
  }
}

const portOf = (address: string | { readonly port: number } | null): number | undefined => (typeof address === 'object' && address !== null ? address.port : undefined)

/** Why the REST face may not be served as it is asked for; undefined when it may. */
export function faceFault({ host, keys }: ApiArguments, demo: boolean): string | undefined {
  if (keys.length > 0 || (demo && LOOPBACK.has(host))) return undefined
  const how = 'name keys with --keys FILE or in the settings under api.keys'
  return demo ? `a demo without keys is served on loopback only, not on ${host}: ${how}` : `the REST face wants keys: ${how}, or try it with --demo`
}

function leaveKey(file: string, key: string, log: Log): void {
  try {
    rmSync(file, { force: true })
    writeFileSync(file, key, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    log.warn({ err: error, file }, 'the demo key could not be left for npm run walk')
  }
}
