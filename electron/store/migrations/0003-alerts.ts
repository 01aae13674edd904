import type { Migration } from '../migrate.ts'

/** Alerts (CAP) as their events tell them; those that may still hold have `closed` 0. Times are epoch ms, boxes degrees. */
export const alerts: Migration = {
  version: 3,
  name: 'alerts',
  sql: `
    CREATE TABLE alert_row (
      key        INTEGER PRIMARY KEY,
      id         TEXT NOT NULL UNIQUE,
      sent_at    INTEGER NOT NULL,
      expires_at INTEGER,
      closed     INTEGER NOT NULL,
      west       REAL,
      south      REAL,
      east       REAL,
      north      REAL,
      state      TEXT NOT NULL
    ) STRICT;
    CREATE INDEX alert_held ON alert_row (closed, expires_at);
  `,
}
