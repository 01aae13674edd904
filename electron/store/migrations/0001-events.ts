import type { Migration } from '../migrate.ts'

/** Events with their chain, the case projection with its search and place indexes, telemetry, station facts. */
export const events: Migration = {
  version: 1,
  name: 'events',
  sql: `
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE event (
      seq         INTEGER PRIMARY KEY AUTOINCREMENT,
      id          TEXT NOT NULL UNIQUE,
      stream      TEXT NOT NULL,
      station     TEXT NOT NULL,
      station_seq INTEGER NOT NULL,
      parents     TEXT NOT NULL,
      hlc         TEXT NOT NULL,
      type        TEXT NOT NULL,
      version     INTEGER NOT NULL,
      occurred_at INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      actor       TEXT NOT NULL,
      body        TEXT NOT NULL,
      hash        BLOB NOT NULL,
      UNIQUE (station, station_seq)
    ) STRICT;
    CREATE INDEX event_stream ON event (stream, seq);
    CREATE INDEX event_occurred ON event (occurred_at, type);
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

    CREATE TABLE case_row (
      key         INTEGER PRIMARY KEY,
      id          TEXT NOT NULL UNIQUE,
      number      TEXT NOT NULL,
      stage       TEXT NOT NULL,
      open        INTEGER NOT NULL,
      kind        TEXT NOT NULL,
      sub_class   TEXT NOT NULL,
      district    TEXT NOT NULL,
      department  TEXT,
      lng         REAL NOT NULL,
      lat         REAL NOT NULL,
      reported_at INTEGER NOT NULL,
      changed_at  INTEGER NOT NULL,
      due_at      INTEGER,
      warn_at     INTEGER,
      state       TEXT NOT NULL
    ) STRICT;
    CREATE INDEX case_due ON case_row (open, due_at, key);
    CREATE INDEX case_warn ON case_row (open, warn_at);
    CREATE INDEX case_stage_due ON case_row (stage, due_at, key);
    CREATE INDEX case_changed ON case_row (changed_at);
    CREATE INDEX case_number ON case_row (number);
    CREATE VIRTUAL TABLE case_place USING rtree (key, min_lng, max_lng, min_lat, max_lat);
    CREATE VIRTUAL TABLE case_text USING fts5 (body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');

    CREATE TABLE unit_track (unit TEXT NOT NULL, at INTEGER NOT NULL, lng REAL NOT NULL, lat REAL NOT NULL, heading REAL NOT NULL, PRIMARY KEY (unit, at)) STRICT, WITHOUT ROWID;
    CREATE INDEX unit_track_at ON unit_track (at);
  `,
}
