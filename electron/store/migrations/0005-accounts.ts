import type { Migration } from '../migrate.ts'

/**
 * People who sign in here, with the hash of their PIN: kept beside the events, which never hold it. Audit records as
 * their events tell them, each found by when, who (as actor or as whom it was about), which act, which case.
 */
export const accounts: Migration = {
  version: 5,
  name: 'accounts',
  sql: `
    CREATE TABLE account (
      id         TEXT PRIMARY KEY COLLATE NOCASE,
      name       TEXT NOT NULL,
      roles      TEXT NOT NULL,
      department TEXT,
      language   TEXT,
      disabled   INTEGER NOT NULL,
      pin        TEXT NOT NULL,
      wrong      INTEGER NOT NULL DEFAULT 0,
      wrong_at   INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit_row (
      key     INTEGER PRIMARY KEY,
      id      TEXT NOT NULL UNIQUE,
      at      INTEGER NOT NULL,
      person  TEXT NOT NULL,
      name    TEXT NOT NULL,
      act     TEXT NOT NULL,
      case_id TEXT,
      number  TEXT,
      account TEXT,
      detail  TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_at ON audit_row (at, key);
    CREATE INDEX audit_person ON audit_row (person, at, key);
    CREATE INDEX audit_account ON audit_row (account, at, key) WHERE account IS NOT NULL;
    CREATE INDEX audit_case ON audit_row (case_id, at, key) WHERE case_id IS NOT NULL;
    CREATE INDEX audit_act ON audit_row (act, at, key);
  `,
}
