import type { CaseCommand } from '../../domain/case-command.ts'
import type { Stage } from '../../domain/case-flow.ts'
import type { City, Position } from '../../domain/reference.ts'
import type { CodeTable } from '../../domain/code-table.ts'
import type { Actor } from '../../domain/role.ts'
import { nextMove, reporterOf, type Move } from './colleagues.ts'
import { seeded } from './random.ts'
import { reportMaker, shareOfHour } from './reports.ts'
import { Schedule } from './schedule.ts'
import { unitWalk, type UnitPosition } from './unit-walk.ts'

/** A case that changed, as far as the simulator needs to know. */
export interface CaseMoved {
  readonly caseId: string
  readonly stage: Stage
  readonly department: string | null
}

/** What the simulator may do: send commands and positions like any other source, and hear what became of cases. */
export interface SimulatorWorld {
  readonly city: Pick<City, 'components' | 'roads' | 'floodPoints' | 'units'>
  /** The code table in force. */
  readonly codes: () => CodeTable
  readonly describe: (at: Position) => string
  readonly departmentName: (id: string) => string
  readonly submit: (command: CaseCommand, actor: Actor) => Promise<unknown>
  readonly positions: (positions: readonly UnitPosition[]) => void
  /** A case that a person has before them or has claimed is left alone. */
  readonly inHand: (caseId: string) => boolean
  readonly now: () => number
}

export interface Simulator {
  set(on: boolean, speed: number): void
  moved(cases: readonly CaseMoved[]): void
  /** Fills an empty city with the last hours' cases, as if it had always run. Answers when all is written. */
  backfill(hours: number): Promise<number>
  stop(): void
}

/** Reports a day on the mean at speed 1: a city of a million people. */
const REPORTS_A_DAY = 1100
const TICK_MS = 250
const UNIT_TICKS = 4
const MAX_PLANNED = 20_000
/** Cases that are relived together: the console is served in between. */
const BACKFILL_CHUNK = 40
const LOOP: readonly Stage[] = ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked', 'closed']
/** A case in the operator's hands is looked at again after this, ms of demo time. */
const HANDS_OFF_MS = 120_000
/** More reports than this in one tick are not made: a machine that slept must not drown. */
const MAX_BURST = 20

/** The demo's citizens, collectors and departments. Everything it does comes in as commands of a source. */
export function startSimulator(world: SimulatorWorld, seed: number): Simulator {
  const random = seeded(seed)
  const makeReport = reportMaker(world, random)
  const walk = unitWalk(world.city, random)
  const planned = new Schedule<Move & { readonly caseId: string }>(MAX_PLANNED)
  let on = false
  let speed = 1
  /** Demo time in ms: runs `speed` times as fast as the clock, only while on. */
  let demoNow = 0
  let last = world.now()
  let owed = 0
  let ticks = 0

  const plan = ({ caseId, stage, department }: CaseMoved, from: number): void => {
    const move = nextMove(caseId, stage, department, world.departmentName, random)
    if (move) planned.add(from + move.afterMs, { ...move, caseId })
  }

  const tick = (): void => {
    const now = world.now()
    const passed = Math.min(now - last, 5_000)
    last = now
    ticks += 1
    if (!on) return
    demoNow += passed * speed
    if (ticks % UNIT_TICKS === 0) world.positions(walk.step((TICK_MS * UNIT_TICKS) / 1000))
    owed = Math.min(owed + (passed * speed * REPORTS_A_DAY * shareOfHour(now)) / 86_400_000, MAX_BURST)
    while (owed >= 1) {
      owed -= 1
      const report = makeReport()
      if (report) void world.submit({ type: 'case.report', ...report }, reporterOf(random))
    }
    for (const { item } of planned.due(demoNow)) {
      if (world.inHand(item.caseId)) planned.add(demoNow + HANDS_OFF_MS, item)
      else void world.submit(item.command, item.actor)
    }
  }
  const timer = setInterval(tick, TICK_MS)

  /** One past case, walked as far as it would have come by now: its commands go out together, in order. */
  const relive = (reportedAt: number, until: number): Promise<unknown>[] => {
    const report = makeReport()
    if (!report) return []
    const caseId = `demo-${reportedAt.toString(36)}-${Math.floor(random.next() * 1e9).toString(36)}`
    const sent = [world.submit({ type: 'case.report', ...report, caseId, occurredAt: reportedAt }, reporterOf(random))]
    const department = world.codes()[report.report.kind].flatMap((c) => c.subClasses).find((s) => s.code === report.report.subClass)?.department ?? null
    let at = reportedAt
    for (const stage of LOOP) {
      const move = nextMove(caseId, stage, department, world.departmentName, random)
      if (!move || at + move.afterMs > until) break
      at += move.afterMs
      sent.push(world.submit({ ...move.command, occurredAt: Math.round(at) }, move.actor))
    }
    return sent
  }

  return {
    set: (nextOn, nextSpeed) => {
      on = nextOn
      speed = nextSpeed
      last = world.now()
    },
    moved: (cases) => {
      for (const moved of cases) plan(moved, demoNow)
    },
    backfill: async (hours) => {
      const until = world.now()
      const times: number[] = []
      for (let at = until - hours * 3_600_000; at < until; ) {
        at += random.wait(86_400_000 / (REPORTS_A_DAY * shareOfHour(at)))
        if (at < until) times.push(Math.round(at))
      }
      for (let i = 0; i < times.length; i += BACKFILL_CHUNK) await Promise.all(times.slice(i, i + BACKFILL_CHUNK).flatMap((at) => relive(at, until)))
      world.positions(walk.step(60))
      return times.length
    },
    stop: () => clearInterval(timer),
  }
}
