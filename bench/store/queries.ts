import { ACT_FIGURES, actLimits } from '../../electron/domain/case-act.ts'
import { FIGURES } from '../../electron/domain/case-kpi.ts'
import { Stage } from '../../electron/domain/case-flow.ts'
import { caseText } from '../../electron/readmodels/case-record.ts'
import { seeded, type Random } from '../../electron/sources/simulator/random.ts'
import { caseStream, CaseSource } from '../../electron/domain/case-event.ts'
import { casesInView, countCases, pageCases, type CaseCursor } from '../../electron/store/case-query.ts'
import { readCase, type StoredCase } from '../../electron/store/case-table.ts'
import type { ReadHandle } from '../../electron/store/database.ts'
import { readStream } from '../../electron/store/event-log.ts'
import { sumActs } from '../../electron/store/act-table.ts'
import { sumFigures } from '../../electron/store/kpi-table.ts'
import { reporterOf } from '../../electron/store/personal-data.ts'
import { holdsWords, searchQuery } from '../../electron/store/search-text.ts'
import { ARCHIVE_END, caseMaker, CODES, DEPARTMENTS } from './cases.ts'
import { FACTS, STATION } from './load.ts'

/** Half and 99th percentile of some runs, ms, each the median of several rounds, and the worst of all. */
export interface Spread {
  readonly p50: number
  readonly p99: number
  readonly max: number
  readonly runs: number
}

export const round = (n: number, digits = 2): number => Math.round(n * 10 ** digits) / 10 ** digits
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const share = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

/** What one round of runs came to. */
export const spread = (times: readonly number[]): Spread => ({ p50: round(share(times, 0.5)), p99: round(share(times, 0.99)), max: round(Math.max(...times)), runs: times.length })

const ROUNDS = 5

/** Times each run of `work`, in rounds, after a few that only warm up. */
export function timed(runs: number, work: (i: number) => unknown): Spread {
  for (let i = 0; i < Math.min(20, runs); i++) work(i)
  const rounds = Array.from({ length: ROUNDS }, (_r, r) => oneRound(runs, (i) => work((i * ROUNDS + r) % runs)))
  const of = (key: keyof Spread): number => median(rounds.map((s) => s[key]))
  return { p50: of('p50'), p99: of('p99'), max: Math.max(...rounds.map((s) => s.max)), runs: runs * ROUNDS }
}

const oneRound = (runs: number, work: (i: number) => unknown): Spread =>
  spread(Array.from({ length: runs }, (_, i) => {
    const start = performance.now()
    work(i)
    return performance.now() - start
  }))

/** Pairs of neighbouring Chinese characters by how many of some made cases hold them, the commonest first. */
export function pairsOf(rows: number, sample: number): readonly { readonly pair: string; readonly share: number }[] {
  const make = caseMaker(rows, STATION)
  const counts = new Map<string, number>()
  for (let i = 0; i < sample; i++) {
    const [first] = make(Math.floor((i / sample) * rows)).events
    const text = JSON.stringify(first?.body)
    const pairs = new Set([...text.matchAll(/(?=(\p{Script=Han}{2}))/gu)].map((m) => m[1] ?? ''))
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return [...counts].map(([pair, n]) => ({ pair, share: n / sample })).sort((a, b) => b.share - a.share)
}

const LIMITS = actLimits(FACTS.stageLimits, { sendVerify: 15, sendCheck: 15, file: 15, close: 15, approve: 30 }, FACTS.calendars.current)
const PAGE = 50
const SOURCES = CaseSource.options
const COUNT_CAP = 10_000

/** A piece of the city: about two by two kilometres. */
function somewhere(random: Random): readonly [number, number, number, number] {
  const [west, south] = [118.3 + random.next() * 0.3, 31.05 + random.next() * 0.21]
  return [west, south, west + 0.02, south + 0.02]
}

const classOf = (random: Random): string => {
  const kind = random.pick(['event', 'component'] as const)
  return `${kind}/${random.pick(CODES[kind]).code}`
}

/** Every query of the console at its full size, each with inputs of its own for every run. */
export function measureQueries(db: ReadHandle, rows: number, runs: number): Readonly<Record<string, Spread | number | string>> {
  const random = seeded(7)
  const pairs = pairsOf(rows, 5_000)
  const commonest = pairs[0]?.pair ?? ''
  const some = (i: number): string => pairs[Math.floor((i / runs) ** 2 * (pairs.length - 1))]?.pair ?? commonest
  const fits = (text: string) => ({ state }: StoredCase): boolean => holdsWords(caseText(state, reporterOf(db, state.id, state.report.reporter), FACTS), searchQuery(text)?.near ?? [])
  const search = (text: string, order: 'due' | 'newest') => {
    const asked = searchQuery(text)
    if (!asked) return []
    return [pageCases(db, { search: asked }, { order, limit: PAGE, fits: fits(text) }), countCases(db, { search: asked }, COUNT_CAP)]
  }
  const ids = Array.from({ length: 500 }, () => db.get<{ id: string }>('SELECT id FROM case_row WHERE key >= ? LIMIT 1', Math.floor(random.next() * rows))?.id ?? '')
  let cursor: CaseCursor | undefined
  const month = (n: number): { from: number; to: number; now: number } => ({ from: ARCHIVE_END - (n + 1) * 30 * 86_400_000, to: ARCHIVE_END - n * 30 * 86_400_000, now: ARCHIVE_END })
  const open = Stage.options.slice(0, 6)
  return {
    open_cases: countCases(db, { open: true }, rows),
    commonest_pair: `${commonest} in ${round((pairs[0]?.share ?? 0) * 100, 1)} % of cases`,
    viewport: timed(runs, () => casesInView(db, somewhere(random), 800)),
    viewport_3_filters: timed(runs, () => casesInView(db, somewhere(random), 800, { classes: [classOf(random)], stages: [random.pick(open), random.pick(open)], departments: [random.pick(DEPARTMENTS)], dueBefore: ARCHIVE_END })),
    viewport_city_3_filters: timed(runs, () => casesInView(db, [118, 31, 119, 32], 800, { classes: [classOf(random)], stages: [random.pick(open), random.pick(open)], dueBefore: ARCHIVE_END })),
    viewport_archive_3_filters: timed(runs, () => pageCases(db, { within: somewhere(random), classes: [classOf(random)], stages: [random.pick(['refused', 'voided', 'closed', 'followed-up'] as const)], open: false, ...(random.next() < 0.5 ? { departments: [random.pick(DEPARTMENTS)] } : {}) }, { limit: PAGE })),
    text_newest: timed(runs, (i) => search(some(i), 'newest')),
    text_newest_commonest: timed(Math.min(runs, 100), () => search(commonest, 'newest')),
    text_three: timed(runs, (i) => search(`${some(i)}路`, 'newest')),
    text_due: timed(runs, (i) => search(some(i), 'due')),
    text_due_commonest: timed(Math.min(runs, 100), () => search(commonest, 'due')),
    text_and_filters: timed(runs, (i) => {
      const asked = searchQuery(some(i))
      return asked && pageCases(db, { search: asked, classes: [classOf(random)], departments: [random.pick(DEPARTMENTS)] }, { order: 'newest', limit: PAGE })
    }),
    queue_first_page: timed(runs, () => pageCases(db, { open: true }, { limit: PAGE })),
    queue_pages: timed(runs, () => {
      const page = pageCases(db, { open: true }, { limit: PAGE, after: cursor })
      cursor = page.next
    }),
    queue_3_filters: timed(runs, () => pageCases(db, { classes: [classOf(random)], stages: [random.pick(open)], departments: [random.pick(DEPARTMENTS)], dueBefore: ARCHIVE_END }, { limit: PAGE })),
    queue_new_filters: timed(runs, () => pageCases(db, { open: true, sources: [random.pick(SOURCES)], supervised: true, reportedFrom: ARCHIVE_END - 7 * 86_400_000, dueBefore: ARCHIVE_END + 86_400_000 }, { limit: 200 })),
    queue_200: timed(runs, () => pageCases(db, { open: true }, { limit: 200 })),
    queue_archive_source: timed(runs, () => pageCases(db, { sources: [random.pick(SOURCES)], open: false }, { limit: 200 })),
    queue_archive_rare: timed(runs, () => pageCases(db, { supervised: true, departments: [random.pick(DEPARTMENTS)], sources: [random.pick(SOURCES)], open: false }, { limit: 200 })),
    queue_archive_week: timed(runs, () => pageCases(db, { reportedFrom: ARCHIVE_END - 7 * 86_400_000, sources: [random.pick(SOURCES)] }, { limit: 200 })),
    queue_filtered_counts: timed(runs, () => [countCases(db, { sources: [random.pick(SOURCES)] }, COUNT_CAP), countCases(db, { supervised: true, reportedFrom: ARCHIVE_END - 7 * 86_400_000 }, COUNT_CAP)]),
    queue_counts: timed(runs, () => [countCases(db, { open: true }, COUNT_CAP), countCases(db, { open: true, warnBefore: ARCHIVE_END }, COUNT_CAP), countCases(db, { stages: ['reported', 'accepted', 'filed', 'checked', 'closed'] }, COUNT_CAP), countCases(db, {}, COUNT_CAP)]),
    case_open: timed(runs, (i) => {
      const id = ids[i % ids.length] ?? ''
      return [readCase(db, id), readStream(db, caseStream(id))]
    }),
    kpi_month: timed(6, (i) => [sumFigures(db, FIGURES, month(i), 'department'), ACT_FIGURES.map((of) => sumActs(db, of, LIMITS, month(i), 'department'))]),
  }
}
