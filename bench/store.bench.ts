import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectionsOf, rebuild } from '../electron/core/rebuild.ts'
import { openReader, openWriter } from '../electron/store/database.ts'
import { CoreLink } from '../test/builders/core-process.ts'
import type { Bench } from './run.ts'
import { measureAppend, type AppendFigures } from './store/append.ts'
import { measureQueries, median, pairsOf, round, type Spread } from './store/queries.ts'
import { FACTS, loadedStore, loadStore } from './store/load.ts'
import { endBenchCore, measurePatches, rssOf, startBenchCore } from './store/patches.ts'
import { measureLike, measurePouch } from './store/peers.ts'

const CACHE = join(import.meta.dirname, '..', '.cache', 'bench')
/** The peer with documents, and the tables with LIKE, at this size at most. */
const PEER_ROWS = 100_000
/** A rebuild is measured on a copy of a store of this size at most. */
const REBUILD_ROWS = 1_000_000
const GROWTH = [100_000, 1_000_000, 10_000_000]

/** Goals of the product, to read the figures by. */
const GOALS = { append_over_raw: 0.5, viewport_p99_ms: 16, text_p99_ms: 16, queue_p99_ms: 16, case_p99_ms: 16, text_due_p99_ms: 300, kpi_month_ms: 1_000, core_rss_mb: 1_024, patch_p99_ms: 50 }

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/**
 * The store at its full size: append, every query of the console, figures, memory, rebuild, and the same work in what
 * people pick instead. `--rows N` chooses the size of the archive (10^6 unless said, 10^5 with `--quick`).
 */
export const bench: Bench = async ({ quick, rows: wanted }) => {
  const rows = wanted ?? (quick ? PEER_ROWS : 1_000_000)
  const runs = quick ? 100 : 200
  mkdirSync(CACHE, { recursive: true })
  say('append')
  const appends: AppendFigures[] = []
  for (let i = 0; i < (quick ? 3 : 5); i++) appends.push(await measureAppend(CACHE, quick ? 1_000 : 3_000))
  const ofAppends = (key: keyof AppendFigures): number => median(appends.map((a) => a[key]))
  say('patches')
  const rounds: Awaited<ReturnType<typeof measurePatches>>[] = []
  for (let i = 0; i < 3; i++) rounds.push(await measurePatches(CACHE, quick ? 4 : 12))
  const patches = rounds.toSorted((a, b) => a.all.p99 - b.all.p99)[1] ?? rounds[0]
  say('peers')
  const pouch = await measurePouch(CACHE, quick ? 5_000 : PEER_ROWS)
  const peerRows = Math.min(rows, PEER_ROWS)
  const like = measureLike(CACHE, loadStore(CACHE, peerRows, say).file, peerRows, quick ? 20 : 100)
  const loaded = loadStore(CACHE, rows, say)
  say('queries')
  const growth = GROWTH.filter((size) => size < rows && loadedStore(CACHE, size)).map((size) => ({ rows: size, ...queriesAt(size, Math.ceil(runs / 2)) }))
  const queries = queriesAt(rows, runs)
  say('memory of core')
  const memory = await measureMemory(loaded.dir, rows)
  say('rebuild')
  const rebuilt = measureRebuild(Math.min(rows, REBUILD_ROWS))
  return {
    rows,
    events: countEvents(loaded.file),
    goals: GOALS,
    append_per_s: ofAppends('eventsPerSecond'),
    append_over_raw: ofAppends('overSame'),
    append_over_bare: ofAppends('overBare'),
    raw_append_per_s: ofAppends('sameEventsPerSecond'),
    bare_append_per_s: ofAppends('bareEventsPerSecond'),
    pouchdb_append_per_s: pouch.eventsPerSecond,
    append_over_pouchdb: round(ofAppends('eventsPerSecond') / pouch.eventsPerSecond),
    viewport_p99_ms: p99(queries, 'viewport_3_filters'),
    text_p99_ms: Math.max(p99(queries, 'text_newest'), p99(queries, 'text_newest_commonest')),
    text_due_p99_ms: Math.max(p99(queries, 'text_due'), p99(queries, 'text_due_commonest')),
    queue_p99_ms: Math.max(p99(queries, 'queue_first_page'), p99(queries, 'queue_pages')),
    case_p99_ms: p99(queries, 'case_open'),
    kpi_month_ms: (queries['kpi_month'] as Spread).max,
    core_rss_mb: memory,
    rebuild_rows: rebuilt.rows,
    rebuild_events_per_s: rebuilt.eventsPerSecond,
    patch_p99_ms: patches?.all.p99 ?? Number.NaN,
    patch: rounds,
    like_rows: peerRows,
    like_text_p99_ms: like.text.p99,
    like_viewport_p99_ms: like.viewport.p99,
    load_cases_per_s: loaded.casesPerSecond ?? null,
    queries,
    growth,
    appends,
  }
}

const p99 = (figures: ReturnType<typeof measureQueries>, name: string): number => {
  const value = figures[name]
  return typeof value === 'object' ? value.p99 : Number.NaN
}

function queriesAt(rows: number, runs: number): ReturnType<typeof measureQueries> {
  const db = openReader({ file: loadStore(CACHE, rows, say).file })
  try {
    return measureQueries(db, rows, runs)
  } finally {
    db.close()
  }
}

function countEvents(file: string): number {
  const db = openReader({ file })
  const last = db.get<{ n: number }>('SELECT max(seq) AS n FROM event')?.n ?? 0
  db.close()
  return last
}

/** Core on the archive itself, with every view watched and a row of searches behind it: its resident memory, MB. */
async function measureMemory(dir: string, rows: number): Promise<number> {
  const core = await startBenchCore(dir)
  try {
    const link = await CoreLink.connect(core.socket)
    const views = [
      link.watch({ view: 'queue', lens: 'open', filter: {}, limit: 200 }), link.watch({ view: 'map', bbox: [118.4, 31.1, 118.5, 31.2], limit: 800 }),
      link.watch({ view: 'figures' }), link.watch({ view: 'roll', limit: 30 }),
    ]
    await link.until(() => views.every((v) => v.view() !== undefined), 120_000)
    for (const { pair } of pairsOf(rows, 1_000).slice(0, 200)) await link.query({ type: 'search', text: pair, limit: 50 })
    const rss = rssOf(core.child.pid ?? 0)
    link.close()
    return rss
  } finally {
    await endBenchCore(core)
  }
}

function measureRebuild(rows: number): { readonly rows: number; readonly eventsPerSecond: number } {
  const dir = mkdtempSync(join(CACHE, 'rebuild-'))
  try {
    copyFileSync(loadStore(CACHE, rows, say).file, join(dir, 'wufeng.sqlite'))
    const db = openWriter({ file: join(dir, 'wufeng.sqlite') })
    const { events, seconds } = rebuild(db, projectionsOf(FACTS))
    db.close()
    return { rows, eventsPerSecond: Math.round(events / seconds) }
  } finally {
    if (existsSync(dir)) rmSync(dir, { recursive: true, force: true })
  }
}
