import { caseStream, type EventEnvelope } from '../domain/case-event.ts'
import type { CaseCommand, CaseReportCommand } from '../domain/case-command.ts'
import { decideReport, decideStep, type DecideContext, type Decision } from '../domain/case-decide.ts'
import { foldCase } from '../domain/case-state.ts'
import { headsOf } from '../domain/event-graph.ts'
import { formatHlc, tickHlc, type Hlc } from '../domain/hlc.ts'
import type { Position } from '../domain/reference.ts'
import type { Actor } from '../domain/role.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue } from '../contract/messages.ts'
import type { WriteHandle } from '../store/database.ts'
import { appendEvent, readStream } from '../store/event-log.ts'
import { lastNumber } from '../store/case-table.ts'
import { caseNumberPrefix, nextCaseNumber } from './case-number.ts'

/** What commands rest on; core composes it. Time, ids and the city come from outside. */
export interface CommanderOptions {
  readonly db: WriteHandle
  readonly station: string
  readonly stationNumber: number
  readonly codes: DecideContext['codes']
  readonly departments: ReadonlySet<string>
  readonly inCity: (at: Position) => boolean
  readonly gridAt: (at: Position) => string | null
  readonly now: () => number
  readonly newId: () => string
  readonly lastHlc: Hlc
  /** Brings the projections of a stream up to date, inside the transaction of its events. */
  readonly project: (stream: string, events: readonly EventEnvelope[]) => void
  /** Called after the commit, never before. */
  readonly onCommitted: (events: readonly EventEnvelope[]) => void
  readonly onError: (error: unknown) => void
  readonly isDiskFull: (error: unknown) => boolean
}

/** Nothing was written, and why. */
const no = (result: Result<CommandValue>): Carried => ({ result, events: [] })

/** Takes commands, answers when their events are durable. */
export interface Commander {
  submit(command: CaseCommand, actor: Actor): Promise<Result<CommandValue>>
  /** Commands that wait for their transaction. */
  waiting(): number
}

/** So many commands share a transaction at most. */
const BATCH = 256
/** More than this waiting is refused, not queued. */
const MAX_WAITING = 10_000

interface Waiting {
  readonly command: CaseCommand
  readonly actor: Actor
  readonly done: (result: Result<CommandValue>) => void
}

/** What one command came to inside the transaction. */
interface Carried {
  readonly result: Result<CommandValue>
  readonly events: readonly EventEnvelope[]
}

export function makeCommander(options: CommanderOptions): Commander {
  const queue: Waiting[] = []
  let scheduled = false
  let hlc = options.lastHlc

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      drain(queue.splice(0, BATCH))
      if (queue.length > 0) schedule()
    })
  }

  /** One transaction for the batch; a command that fails inside is undone alone. Answers go out after the commit. */
  const drain = (batch: readonly Waiting[]): void => {
    const before = hlc
    try {
      const carried = options.db.transaction(() => batch.map((waiting) => carryAlone(waiting)))
      const events = carried.flatMap((c) => c.events)
      if (events.length > 0) options.onCommitted(events)
      batch.forEach((waiting, i) => waiting.done(carried[i]?.result ?? fail('internal', 'no answer')))
    } catch (error) {
      hlc = before
      options.onError(error)
      for (const waiting of batch) waiting.done(writeFailure(error))
    }
  }

  const writeFailure = (error: unknown) =>
    options.isDiskFull(error)
      ? fail('disk-full', 'the data disk is full; nothing was written: free some space and try again')
      : fail('internal', error instanceof Error ? error.message : String(error))

  const carryAlone = ({ command, actor }: Waiting): Carried => {
    try {
      return options.db.savepoint(() => carry(command, actor))
    } catch (error) {
      if (options.isDiskFull(error)) throw error
      options.onError(error)
      return { result: writeFailure(error), events: [] }
    }
  }

  const carry = (command: CaseCommand, actor: Actor): Carried => {
    const context: DecideContext = { codes: options.codes, departments: options.departments, now: options.now(), other: (id) => foldCase(id, readStream(options.db, caseStream(id))) }
    return command.type === 'case.report' ? carryReport(command, actor, context) : carryStep(command, actor, context)
  }

  const carryReport = (command: CaseReportCommand, actor: Actor, context: DecideContext): Carried => {
    if (!options.inCity(command.report.at)) {
      return no(fail('outside-city', 'the position lies outside the city', { where: 'report.at', params: { at: command.report.at.join(', ') } }))
    }
    const id = command.caseId ?? options.newId()
    if (readStream(options.db, caseStream(id)).length > 0) {
      return no(fail('conflict', `a case with the id ${id} is already there`, { where: 'caseId', params: { id } }))
    }
    const prefix = caseNumberPrefix(command.occurredAt ?? context.now, options.stationNumber)
    const number = nextCaseNumber(prefix, lastNumber(options.db, prefix))
    const report = { ...command.report, grid: command.report.grid ?? options.gridAt(command.report.at) }
    return write(decideReport({ ...command, report }, id, number, actor, context), id, number, actor)
  }

  const carryStep = (command: Exclude<CaseCommand, CaseReportCommand>, actor: Actor, context: DecideContext): Carried => {
    const state = foldCase(command.caseId, readStream(options.db, caseStream(command.caseId)))
    if (!state) return no(fail('not-found', `no case has the id ${command.caseId}`, { where: 'caseId', params: { id: command.caseId } }))
    return write(decideStep(state, command, actor, context), state.id, state.report.number, actor)
  }

  /** Writes what was decided: each event with the heads of its stream as parents, and its projection. */
  const write = (decision: Decision, caseId: string, number: string, actor: Actor): Carried => {
    if (!decision.ok) {
      const { code, params, lawful } = decision.refusal
      return no(fail(code, `refused: ${code} ${JSON.stringify(params)}`, { params: { ...params }, lawful: [...lawful] }))
    }
    const now = options.now()
    const events = decision.events.map(({ caseId: target, event }): EventEnvelope => {
      const stream = caseStream(target)
      const before = readStream(options.db, stream)
      hlc = tickHlc(hlc, now)
      const written: EventEnvelope = {
        id: options.newId(),
        stream,
        parents: headsOf(before),
        hlc: formatHlc(hlc),
        type: event.type,
        version: 1,
        occurredAt: decision.occurredAt,
        recordedAt: now,
        actor: { id: actor.id, name: actor.name, role: decision.role },
        station: options.station,
        body: event.body,
      }
      appendEvent(options.db, written)
      options.project(stream, [...before, written])
      return written
    })
    return { result: ok({ caseId, number, eventIds: events.map((e) => e.id) }), events }
  }

  return {
    submit: (command, actor) =>
      new Promise((done) => {
        if (queue.length >= MAX_WAITING) {
          done(fail('too-many', `${MAX_WAITING} commands are waiting already: send slower`))
          return
        }
        queue.push({ command, actor, done })
        schedule()
      }),
    waiting: () => queue.length,
  }
}
