import type { Migration } from '../migrate.ts'

/** Telephone calls as their events tell them. `open` is 1 until a call's end is known; times are epoch ms. */
export const calls: Migration = {
  version: 7,
  name: 'calls',
  sql: `
    CREATE TABLE call_row (
      id       TEXT PRIMARY KEY,
      begun_at INTEGER NOT NULL,
      case_id  TEXT,
      open     INTEGER NOT NULL,
      state    TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX call_by_time ON call_row (begun_at);
    CREATE INDEX call_by_case ON call_row (case_id, begun_at) WHERE case_id IS NOT NULL;
    CREATE INDEX call_open ON call_row (open) WHERE open = 1;
  `,
}
