import { OPEN_STAGES, type Stage } from '../../../electron/contract/case-terms.ts'
import type { CaseRow, RollRow } from '../../../electron/contract/views.ts'

/** When open cases fall due, seen from the hand-over. `none`: no clock runs for the case now. */
export const DUES = ['overdue', 'soon', 'today', 'later', 'paused', 'none'] as const
export type Due = (typeof DUES)[number]

/** Due within so long is the next shift's first work, ms. */
export const SOON = 2 * 3_600_000
const DAY = 86_400_000
/** The city's zone, Asia/Shanghai. */
const OFFSET = 8 * 3_600_000

/** In which column of the hand-over a case stands at `now`, epoch ms. */
export function dueOf({ clock }: Pick<CaseRow, 'clock'>, now: number): Due {
  if (!clock || clock.state === 'stopped') return 'none'
  if (clock.state === 'overdue' || (clock.dueAt !== null && clock.dueAt < now)) return 'overdue'
  if (clock.state === 'paused' || clock.dueAt === null) return 'paused'
  if (clock.dueAt - now <= SOON) return 'soon'
  return Math.floor((clock.dueAt + OFFSET) / DAY) === Math.floor((now + OFFSET) / DAY) ? 'today' : 'later'
}

/** Open cases by stage and due; each list keeps the order that it was given. */
export type Board = ReadonlyMap<Stage, ReadonlyMap<Due, readonly CaseRow[]>>

export function boardOf(rows: readonly CaseRow[], now: number): Board {
  const board = new Map(OPEN_STAGES.map((stage) => [stage, new Map(DUES.map((due): [Due, CaseRow[]] => [due, []]))]))
  for (const row of rows) board.get(row.stage)?.get(dueOf(row, now))?.push(row)
  return board
}

/** Cases of a stage (null: of all stages) in a column (null: in all). */
export const casesIn = (board: Board, stage: Stage | null, due: Due | null): readonly CaseRow[] =>
  [...board].flatMap(([each, dues]) => (stage === null || each === stage ? [...dues].flatMap(([column, rows]) => (due === null || column === due ? rows : [])) : []))

/** What was promised or asked for in the shift, newest first, one line an event; `from` is how far back the list reaches. */
export interface ShiftNotes {
  readonly notes: readonly RollRow[]
  readonly supervised: readonly RollRow[]
  readonly from: number
}

/** Notes and 督办 since an instant among the newest events of the city. `full`: older events may be missing. */
export function notesSince(rows: readonly RollRow[], since: number, full: boolean): ShiftNotes {
  const oldest = rows.reduce((least, { occurredAt }) => Math.min(least, occurredAt), Number.POSITIVE_INFINITY)
  const inShift = (type: string): RollRow[] => rows.filter((row) => row.type === type && row.occurredAt >= since).sort((a, b) => b.occurredAt - a.occurredAt)
  return { notes: inShift('case.noted'), supervised: inShift('case.supervised'), from: full ? Math.max(since, oldest) : since }
}

const HALF_HOUR = 1_800_000
/** A shift that is handed over lasts so long at most, ms. */
const LONGEST = 72 * 3_600_000

/** Where a shift began: half hours back from now, at least one, and no further than three days. */
export const movedSince = (since: number, steps: number, now: number): number => Math.min(now - HALF_HOUR, Math.max(now - LONGEST, since + steps * HALF_HOUR))

/** The beginning of a shift of so many hours that ends now, on the half hour. */
export const shiftStart = (now: number, hours: number): number => Math.floor((now - hours * 3_600_000) / HALF_HOUR) * HALF_HOUR
