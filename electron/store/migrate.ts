import type Database from 'better-sqlite3'
import { FatalError } from '../platform/fatal.ts'
import { events } from './migrations/0001-events.ts'
import { kpi } from './migrations/0002-kpi.ts'
import { alerts } from './migrations/0003-alerts.ts'
import { attachments } from './migrations/0004-attachments.ts'
import { accounts } from './migrations/0005-accounts.ts'
import { queueFilters } from './migrations/0006-queue-filters.ts'
import { calls } from './migrations/0007-calls.ts'
import { alarms } from './migrations/0008-alarms.ts'
import { handovers } from './migrations/0009-handovers.ts'
import { callRetention } from './migrations/0010-call-retention.ts'
import { cameraHealth } from './migrations/0012-camera-health.ts'
import { personal } from './migrations/0011-personal.ts'

/** One numbered change of the schema, run in a transaction of its own. Numbers are never reused. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [events, kpi, alerts, attachments, accounts, queueFilters, calls, alarms, handovers, callRetention, personal, cameraHealth]

/** The schema that this version of the product writes. */
export const SCHEMA_VERSION = MIGRATIONS.length

/** Brings a database up to `to` (default: newest); refuses one that a newer version of the product wrote. */
export function migrate(db: Database.Database, file: string, to: number = SCHEMA_VERSION): void {
  const at = Number(db.pragma('user_version', { simple: true }))
  if (at > SCHEMA_VERSION) {
    throw new FatalError('newer-database', `${file} was written by a newer version of Wufeng (schema ${at}, this one knows up to ${SCHEMA_VERSION}): start the newer version, or choose another data folder; nothing was changed`)
  }
  for (const migration of MIGRATIONS.slice(at, to)) {
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}
