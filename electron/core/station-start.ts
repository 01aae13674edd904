import type { Notice, Settings } from '../contract/settings.ts'
import type { WriteHandle } from '../store/database.ts'
import { readFact, writeFact } from '../store/facts.ts'
import { mustFill } from './demo.ts'
import { NOTHING_SELECTED, type StationState } from './station-state.ts'

/** The state that a station begins a run with; counts the run. */
export function startStation(db: WriteHandle, settings: Settings, demo: boolean, notices: readonly Notice[]): StationState {
  const run = Number(readFact(db, 'run') ?? 0) + 1
  writeFact(db, 'run', String(run))
  const now = Date.now()
  return {
    selection: NOTHING_SELECTED,
    simulator: { available: demo, on: demo && settings.simulator.on, speed: settings.simulator.speed, filling: demo && settings.simulator.on && mustFill(db) },
    notices: notices.map((n) => ({ ...n, since: now })),
    startedAt: now,
    run,
  }
}
