import type { WriteHandle } from './database.ts'

const INDEXES = ['case_text', 'case_open_text'] as const
/** What a word index gathers in memory before it writes a segment: in bulk, and by default, bytes. */
const BULK_BYTES = 64 * 1024 * 1024
const DEFAULT_BYTES = 1024 * 1024
/** Segments of a level that are merged at once: in bulk hardly ever, and by default. */
const BULK_CRISIS = 1_999
const DEFAULT_CRISIS = 16
/** Pages that one step of the final merge writes: short enough to report progress between. */
const MERGE_PAGES = 4_000

/**
 * Tunes the word indexes for many cases in a row: large segments that are merged once, at the end. Call
 * {@link endBulk} after it, or call this again to go on.
 */
export function beginBulk(db: WriteHandle): void {
  for (const index of INDEXES) {
    tune(db, index, 'hashsize', BULK_BYTES)
    tune(db, index, 'automerge', 0)
    tune(db, index, 'crisismerge', BULK_CRISIS)
  }
}

/** Merges what {@link beginBulk} left in pieces and restores the settings of daily work; `onStep` is called between. */
export function endBulk(db: WriteHandle, onStep: () => void = () => undefined): void {
  for (const index of INDEXES) {
    tune(db, index, 'hashsize', DEFAULT_BYTES)
    tune(db, index, 'crisismerge', DEFAULT_CRISIS)
    for (let pages = -MERGE_PAGES, changed = 2; changed >= 2; pages = MERGE_PAGES) {
      const before = changes(db)
      tune(db, index, 'merge', pages)
      changed = changes(db) - before
      onStep()
    }
    tune(db, index, 'automerge', 4)
  }
}

const tune = (db: WriteHandle, index: (typeof INDEXES)[number], option: string, value: number): void =>
  void db.run(`INSERT INTO ${index} (${index}, rank) VALUES ('${option}', ?)`, BigInt(value))

const changes = (db: WriteHandle): number => db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0
