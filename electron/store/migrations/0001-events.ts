import type { Migration } from '../migrate.ts'

/**
 * Events with their chain, the case projection with its search and place indexes, telemetry, station facts. Open cases
 * are few and asked for in every way: B-trees that cover every filter, an R*Tree and a word index of their own. The
 * archive is large and read newest first: one inverted index of words and labels, which yields keys in that order.
 * `due_at` and `warn_at` of a case whose clock does not press are the end of time; `mark` tells whether the words of a
 * case must be indexed again.
 */
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
      class       TEXT NOT NULL,
      sub_class   TEXT NOT NULL,
      district    TEXT NOT NULL,
      department  TEXT,
      lng         REAL NOT NULL,
      lat         REAL NOT NULL,
      reported_at INTEGER NOT NULL,
      changed_at  INTEGER NOT NULL,
      due_at      INTEGER NOT NULL,
      warn_at     INTEGER NOT NULL,
      mark        BLOB NOT NULL
    ) STRICT;
    CREATE TABLE case_state (key INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
    CREATE INDEX case_number ON case_row (number);
    CREATE INDEX case_open_due ON case_row (due_at, key, stage, class, sub_class, department, district, warn_at, lng, lat) WHERE open = 1;
    CREATE INDEX case_open_department ON case_row (department, due_at, key, stage, class, sub_class, district, warn_at, lng, lat) WHERE open = 1;
    CREATE INDEX case_open_class ON case_row (class, due_at, key, sub_class, stage, department, district, warn_at, lng, lat) WHERE open = 1;
    CREATE INDEX case_open_warn ON case_row (warn_at) WHERE open = 1;
    CREATE TABLE case_count (stage TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE case_place USING rtree (key, min_lng, max_lng, min_lat, max_lat);
    CREATE VIRTUAL TABLE case_open_text USING fts5 (body, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':/_'");
    CREATE VIRTUAL TABLE case_text USING fts5 (body, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':/_'");

    CREATE TABLE unit_track (unit TEXT NOT NULL, at INTEGER NOT NULL, lng REAL NOT NULL, lat REAL NOT NULL, heading REAL NOT NULL, PRIMARY KEY (unit, at)) STRICT, WITHOUT ROWID;
    CREATE INDEX unit_track_at ON unit_track (at);
  `,
}
