import type { Migration } from '../migrate.ts'

/**
 * What each case contributes to the figures, one row a case; every approved 回退; every act of a person that figures
 * count. Flags are 0 or 1; times are epoch ms. The indexes hold what a month's figures by department and person need.
 */
export const kpi: Migration = {
  version: 2,
  name: 'kpi',
  sql: `
    CREATE TABLE case_kpi (
      key                INTEGER PRIMARY KEY,
      counted            INTEGER NOT NULL,
      reported_at        INTEGER NOT NULL,
      filed_at           INTEGER,
      dispatched_at      INTEGER,
      followed_up_at     INTEGER,
      reported           INTEGER NOT NULL,
      filed              INTEGER NOT NULL,
      filed_well         INTEGER NOT NULL,
      should_handle_from INTEGER,
      handled            INTEGER NOT NULL,
      handled_in_time    INTEGER NOT NULL,
      should_close_from  INTEGER,
      closed             INTEGER NOT NULL,
      closed_in_time     INTEGER NOT NULL,
      reworked           INTEGER NOT NULL,
      should_dispatch    INTEGER NOT NULL,
      dispatched_well    INTEGER NOT NULL,
      answered           INTEGER NOT NULL,
      satisfied          INTEGER NOT NULL,
      handling_ms        INTEGER,
      missed             INTEGER NOT NULL,
      department         TEXT,
      merged_into        TEXT,
      district           TEXT NOT NULL,
      street             TEXT NOT NULL,
      grid               TEXT NOT NULL,
      class              TEXT NOT NULL
    ) STRICT;
    CREATE INDEX case_kpi_reported ON case_kpi (reported_at);
    CREATE INDEX case_kpi_filed ON case_kpi (filed_at) WHERE filed_at IS NOT NULL;
    CREATE INDEX case_kpi_dispatched ON case_kpi (dispatched_at) WHERE dispatched_at IS NOT NULL;
    CREATE INDEX case_kpi_followed_up ON case_kpi (followed_up_at) WHERE followed_up_at IS NOT NULL;

    CREATE TABLE case_bounce (
      key        INTEGER NOT NULL,
      event      TEXT NOT NULL,
      department TEXT NOT NULL,
      at         INTEGER NOT NULL,
      PRIMARY KEY (key, event)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX case_bounce_at ON case_bounce (at, department);

    -- took: since when the case waited for the act, ms; in time or not is decided by the limits in force when asked.
    CREATE TABLE case_act (
      key     INTEGER NOT NULL,
      event   TEXT NOT NULL,
      step    TEXT NOT NULL,
      person  TEXT NOT NULL,
      role    TEXT NOT NULL,
      at      INTEGER NOT NULL,
      took    INTEGER,
      decides INTEGER NOT NULL,
      counted INTEGER NOT NULL,
      PRIMARY KEY (key, event)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX case_act_at ON case_act (step, at, took, person, role) WHERE counted = 1 AND took IS NOT NULL;
  `,
}
