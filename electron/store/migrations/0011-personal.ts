import type { Migration } from '../migrate.ts'

/** Who reported a case, sealed for each person beside the events, which only point to the person. Without the key nothing can be read any more. */
export const personal: Migration = {
  version: 11,
  name: 'personal',
  sql: `
    CREATE TABLE person (id TEXT PRIMARY KEY, key BLOB) STRICT, WITHOUT ROWID;
    CREATE TABLE personal (case_id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX personal_person ON personal (person, case_id);
  `,
}
