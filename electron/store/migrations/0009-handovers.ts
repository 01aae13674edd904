import type { Migration } from '../migrate.ts'

/** Hand-overs of shifts (交接班) as their events tell them, by when they were given, epoch ms. */
export const handovers: Migration = {
  version: 9,
  name: 'handovers',
  sql: `
    CREATE TABLE handover (id TEXT PRIMARY KEY, given_at INTEGER NOT NULL, taken INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
    CREATE INDEX handover_given ON handover (given_at);
  `,
}
