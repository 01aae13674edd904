import type { Migration } from '../migrate.ts'

/** `recorded` is 1 while a call's recording is kept, so that those to be erased are found without a walk; notes and marks come with a rebuild. */
export const callRetention: Migration = {
  version: 10,
  name: 'call-retention',
  sql: `
    ALTER TABLE call_row ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX call_recorded ON call_row (begun_at, id) WHERE recorded = 1;
    INSERT OR REPLACE INTO fact (name, value) SELECT 'rebuild', '0' WHERE EXISTS (SELECT 1 FROM call_row);
  `,
}
