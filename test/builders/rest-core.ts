import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSettings, type ApiKey } from '../../electron/contract/settings.ts'
import { startCore, type Core } from '../../electron/core/core.ts'
import { Role } from '../../electron/domain/role.ts'
import { openLog } from '../../electron/platform/log.ts'
import type { RestApp } from '../../electron/sources/rest/app.ts'
import { hashKey } from '../../electron/sources/rest/keys.ts'
import { buildRest } from '../../electron/sources/rest/server.ts'

/** A key that may do everything, and what is written down of it. */
export const KEY = 'wf_test-key'
export const apiKey = (over: Partial<ApiKey> = {}, key = KEY): ApiKey => ({ id: 'test', name: '测试接口', sha256: hashKey(key), scopes: ['read', 'report', 'command', 'admin'], roles: [...Role.options], perMinute: 1_000_000, ...over })

/** Departments of the shipped code table, so that cases can be dispatched without a city. */
const DEPARTMENTS = ['cg', 'ps', 'dl', 'hw', 'yl', 'jj', 'gd', 'rq', 'gs', 'zj', 'hb', 'yj'].map((id) => ({ id, name: `部门 ${id}`, shortName: id, nameEn: id, phone: '8000', at: [110, 33] }))

export const SILENT = openLog('test', undefined, 'silent')

/** A core of this process on a folder of its own, with its REST face. */
export interface RestCore {
  readonly core: Core
  readonly app: RestApp
  readonly dir: string
  /** Ends both; with `keep` the folder stays, to be started on again. */
  stop(keep?: boolean): Promise<void>
}

export async function startRestCore(keys: readonly ApiKey[] = [apiKey()], dir = mkdtempSync(join(tmpdir(), 'rest-'))): Promise<RestCore> {
  const { settings } = checkSettings({ demo: false, departments: DEPARTMENTS })
  const core = await startCore({ dataDir: dir, resourcesDir: join(import.meta.dirname, '..', '..', 'resources'), cityDir: undefined, settings, notices: [], log: SILENT })
  const app = await buildRest({ services: core.rest, keys, log: SILENT })
  return {
    core,
    app,
    dir,
    stop: async (keep = false) => {
      await app.close()
      core.stop()
      if (!keep) rmSync(dir, { recursive: true, force: true })
    },
  }
}

export const AUTH = { authorization: `Bearer ${KEY}` }

/** A report that fits. */
export const report = (over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({ kind: 'event', subClass: '0102', description: '一堆垃圾', at: [110, 33], place: '测试路', source: 'hotline', reporter: { phone: '13900001234' }, ...over })
