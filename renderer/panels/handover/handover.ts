import type { HandoverDue, HandoverReport, HandoverRow } from '../../../electron/contract/handover.ts'
import type { Stage } from '../../../electron/contract/case-terms.ts'

const HOUR = 3_600_000
const HALF_HOUR = HOUR / 2
/** A shift that is handed over lasts so long at most, ms. */
const LONGEST = 72 * HOUR

/** Where a shift began: half hours back from now, at least one, and no further than three days. */
export const movedSince = (since: number, steps: number, now: number): number => Math.min(now - HALF_HOUR, Math.max(now - LONGEST, since + steps * HALF_HOUR))

/** The beginning of a shift of so many hours that ends now, on the half hour. */
export const shiftStart = (now: number, hours: number): number => Math.floor((now - hours * HOUR) / HALF_HOUR) * HALF_HOUR

/** Where this shift began: at the last hand-over, if that was within three days; else so many hours ago. */
export const startOfShift = (last: Pick<HandoverRow, 'until'> | undefined, now: number, hours: number): number =>
  last !== undefined && now - last.until < LONGEST && now - last.until >= HALF_HOUR ? last.until : shiftStart(now, hours)

/** Open cases in a cell of the board; null sums over all. */
export const countIn = ({ board }: Pick<HandoverReport, 'board'>, stage: Stage | null, due: HandoverDue | null): number =>
  board.reduce((sum, cell) => sum + ((stage === null || cell.stage === stage) && (due === null || cell.due === due) ? cell.n : 0), 0)

/** How much of each part there is, as a hand-over records it. */
export const countsOf = ({ open, parts }: HandoverReport): Record<string, number> => ({ open, ...Object.fromEntries(parts.map(({ section, total }) => [section, total])) })
