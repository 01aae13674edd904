import type { Migration } from '../migrate.ts'

/**
 * What a queue is filtered by besides class, stage, department and due time. `supervised` and `extended` are 0 or 1;
 * `suspended_until` is the end that the law sets to 挂账, epoch ms, 0 where there is none; `asked` tells what waits for an
 * answer: 1 回退, 2 延期, 4 挂账, 8 申诉. The covering indexes of open cases hold them; cases that were there before are
 * projected again at the next start.
 */
export const queueFilters: Migration = {
  version: 6,
  name: 'queue-filters',
  sql: `
    ALTER TABLE case_row ADD COLUMN street TEXT NOT NULL DEFAULT '';
    ALTER TABLE case_row ADD COLUMN source TEXT NOT NULL DEFAULT '';
    ALTER TABLE case_row ADD COLUMN supervised INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE case_row ADD COLUMN extended INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE case_row ADD COLUMN suspended_until INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE case_row ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
    DROP INDEX case_open_due;
    DROP INDEX case_open_department;
    DROP INDEX case_open_class;
    CREATE INDEX case_open_due ON case_row (due_at, key, stage, class, sub_class, department, district, street, source, supervised, extended, suspended_until, reported_at, warn_at, lng, lat) WHERE open = 1;
    CREATE INDEX case_open_department ON case_row (department, due_at, key, stage, class, sub_class, district, street, source, supervised, extended, suspended_until, reported_at, warn_at, lng, lat) WHERE open = 1;
    CREATE INDEX case_open_class ON case_row (class, due_at, key, sub_class, stage, department, district, street, source, supervised, extended, suspended_until, reported_at, warn_at, lng, lat) WHERE open = 1;
    CREATE INDEX case_asked ON case_row (asked, key) WHERE asked > 0;
    INSERT OR REPLACE INTO fact (name, value) SELECT 'rebuild', '0' WHERE EXISTS (SELECT 1 FROM event);
  `,
}
