import type { Commander } from '../commands/commander.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import type { CaseState } from '../domain/case-state.ts'
import type { Log } from '../platform/log.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { startSimulator, type CaseMoved, type Simulator } from '../sources/simulator/simulator.ts'
import type { UnitPosition } from '../sources/simulator/unit-walk.ts'
import { pageCases } from '../store/case-query.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { readFact, writeFact } from '../store/facts.ts'
import type { CityIndex } from './city-index.ts'

/** Hours of history that an empty demo city starts with. */
const BACKFILL_HOURS = 30
/** Open cases that the simulator takes up at start, at most. */
const MAX_TAKEN_UP = 10_000
const SEED = 20260

/** The demo's simulator, given what any source is given: a way to submit. */
export function demoSimulator(given: {
  readonly city: CityIndex
  readonly facts: CaseFacts
  readonly commander: Commander
  readonly inHand: (caseId: string) => boolean
  readonly positions: (positions: readonly UnitPosition[]) => void
}): Simulator {
  const { city, facts, commander, inHand, positions } = given
  return startSimulator(
    {
      city: city.data,
      codes: () => facts.codes.current,
      describe: (at) => city.describe(at),
      departmentName: facts.departmentName,
      submit: (command, actor) => commander.submit(command, actor),
      positions,
      inHand,
      now: Date.now,
    },
    SEED,
  )
}

const moved = (state: CaseState): CaseMoved => ({ caseId: state.id, stage: state.stage, department: state.dispatch?.department ?? null })

/** The cases that these events moved, as they stand now. */
export const movedCases = (db: ReadHandle, events: readonly EventEnvelope[]): CaseMoved[] =>
  events.flatMap((e) => {
    const stored = readCase(db, e.stream.slice('case/'.length))
    return stored ? [moved(stored.state)] : []
  })

/** Whether the demo city has not been filled yet. */
export const mustFill = (db: ReadHandle): boolean => readFact(db, 'backfilled') === undefined

/** Fills an empty demo city and lets it run. Answers what is to be told of cases that move from now on. */
export async function beginDemo(db: WriteHandle, simulator: Simulator, pace: { readonly on: boolean; readonly speed: number }, log: Log): Promise<(cases: readonly CaseMoved[]) => void> {
  try {
    if (pace.on && mustFill(db)) {
      writeFact(db, 'backfilled', 'begun')
      log.info({ cases: await simulator.backfill(BACKFILL_HOURS) }, 'filled the demo city')
    }
    simulator.moved(pageCases(db, { open: true }, { limit: MAX_TAKEN_UP }).cases.map((c) => moved(c.state)))
    simulator.set(pace.on, pace.speed)
  } catch (error) {
    log.error({ err: error }, 'the demo city could not be filled')
  }
  return (cases) => simulator.moved(cases)
}
