import type { Migration } from '../migrate.ts'

/** Which files the log names: asked before one that nobody names is dropped, and by verify, backup and restore. */
export const attachments: Migration = {
  version: 4,
  name: 'attachments',
  sql: `CREATE INDEX event_attached ON event (json_extract(body, '$.hash')) WHERE type = 'case.attached';`,
}
