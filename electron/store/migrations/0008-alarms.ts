import type { Migration } from '../migrate.ts'

/** What the people on duty were alarmed for, once each by `id`; kept for its history, the oldest dropped. `acked_by` is the name of who acknowledged it. */
export const alarms: Migration = {
  version: 8,
  name: 'alarms',
  sql: `
    CREATE TABLE alarm (
      key       INTEGER PRIMARY KEY AUTOINCREMENT,
      id        TEXT NOT NULL UNIQUE,
      kind      TEXT NOT NULL,
      subject   TEXT NOT NULL,
      raised_at INTEGER NOT NULL,
      acked_at  INTEGER,
      acked_by  TEXT
    ) STRICT;
    CREATE INDEX alarm_open ON alarm (kind, key) WHERE acked_at IS NULL;
  `,
}
