import { cpus } from 'node:os'
import { type Demand, type Pace, costOf, sharePaces } from '../domain/media-budget.ts'
import { type Load, type LoadReport, startLoad, stepLoad } from '../domain/media-load.ts'

/** What a core is trusted with before it showed what it can, in decoded pixels a second: about 20 D1 cameras at 25 pictures a second. */
const PER_CORE = 280e6

/** Decides each second how often every camera's pictures are brought, from what windows report. */
export class PaceKeeper {
  readonly #fixed: number | null
  readonly #reports = new Map<object, LoadReport>()
  #load: Load
  readonly #busy = new BusyMeter()
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
    if (this.#fixed === null) this.#load = stepLoad(this.#load, worst, { used: this.#used, reduced: this.#reduced > 0, busy: this.#busy.share() }, now)
    const paces = sharePaces(demands, this.#load.limit)
    this.#used = demands.reduce((sum, demand) => sum + costOf(demand, paces.get(demand.id) ?? 'full'), 0)
    this.#reduced = [...paces.values()].filter((pace) => pace !== 'full').length
    return paces
  }
}

/** Measures which share of all cores' time anybody on this machine took. */
class BusyMeter {
  #before = coreTimes()

  /** The share since the last call, 0–1. */
  share(): number {
    const now = coreTimes()
    const all = now.all - this.#before.all
    const idle = now.idle - this.#before.idle
    this.#before = now
    return all > 0 ? 1 - idle / all : 0
  }
}

function coreTimes(): { idle: number; all: number } {
  const times = cpus().map(({ times: of }) => of)
  return { idle: times.reduce((sum, { idle }) => sum + idle, 0), all: times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0) }
}
