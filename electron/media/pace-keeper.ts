import { cpus } from 'node:os'
import { type Demand, type Pace, costOf, sharePaces } from '../domain/media-budget.ts'
import { type Load, type LoadReport, startLoad, stepLoad } from '../domain/media-load.ts'

/** What a core is trusted with before it showed what it can, in decoded pixels a second: about 23 D1 cameras. */
const PER_CORE = 300e6

/** Decides each second how often every camera's pictures are brought, from what windows report. */
export class PaceKeeper {
  readonly #fixed: number | null
  readonly #reports = new Map<object, LoadReport>()
  #load: Load
  #used = 0
  #reduced = 0

  /** `fixed`: the settings' own limit, which is then not adapted. */
  constructor(now: number, fixed: number | null) {
    this.#fixed = fixed
    this.#load = startLoad(fixed ?? PER_CORE * cpus().length, now)
  }

  /** Pixels a second trusted and used, and how many cameras are slowed down. */
  get state(): { limit: number; used: number; reduced: number } {
    return { limit: this.#load.limit, used: this.#used, reduced: this.#reduced }
  }

  report(window: object, report: LoadReport): void {
    this.#reports.set(window, report)
  }

  forget(window: object): void {
    this.#reports.delete(window)
  }

  step(demands: readonly Demand[], now: number): Map<string, Pace> {
    const reports = [...this.#reports.values()]
    const worst = { lateMs: Math.max(0, ...reports.map((r) => r.lateMs)), paintShare: Math.max(0, ...reports.map((r) => r.paintShare)), drops: Math.max(0, ...reports.map((r) => r.drops)) }
    this.#reports.clear()
    if (this.#fixed === null) this.#load = stepLoad(this.#load, worst, { used: this.#used, reduced: this.#reduced > 0 }, now)
    const paces = sharePaces(demands, this.#load.limit)
    this.#used = demands.reduce((sum, demand) => sum + costOf(demand, paces.get(demand.id) ?? 'full'), 0)
    this.#reduced = [...paces.values()].filter((pace) => pace !== 'full').length
    return paces
  }
}
