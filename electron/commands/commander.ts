import { caseStream, knowDecided, type EventEnvelope, type NewCaseEvent } from '../domain/case-event.ts'
import { decideFile, type FileContext } from '../domain/case-attach.ts'
import { isFileCommand, type CaseCommand, type CaseReportCommand } from '../domain/case-command.ts'
import { decideReport, decideStep, type DecideContext, type Decision } from '../domain/case-decide.ts'
import type { CaseState } from '../domain/case-state.ts'
import { formatHlc, tickHlc, type Hlc } from '../domain/hlc.ts'
import type { Position } from '../domain/reference.ts'
import type { Actor } from '../domain/role.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue } from '../contract/messages.ts'
import type { WriteHandle } from '../store/database.ts'
import { appendEvent } from '../store/event-log.ts'
import { lastNumber } from '../store/case-table.ts'
import { personOf, sealReporter } from '../store/personal-data.ts'
import { caseNumberPrefix, nextCaseNumber } from './case-number.ts'
import { StreamMemory } from './stream-memory.ts'

/** What commands rest on; core composes it. Time, ids and the city come from outside. */
export interface CommanderOptions {
  readonly db: WriteHandle
  readonly station: string
  readonly stationNumber: number
  readonly codes: DecideContext['codes']
  readonly departments: ReadonlySet<string>
  readonly inCity: (at: Position) => boolean
  readonly gridAt: (at: Position) => string | null
  /** Files of the store, and how many and how large they may be. */
  readonly files: Omit<FileContext, 'now'>
  readonly now: () => number
  readonly newId: () => string
  readonly lastHlc: Hlc
  /** Brings the projections of a stream up to date, inside the transaction of its events; `folded` is their fold where it is known. */
  readonly project: (stream: string, events: readonly EventEnvelope[], folded: CaseState | undefined) => void
  /** Called after the commit, never before. */
  readonly onCommitted: (events: readonly EventEnvelope[]) => void
  readonly onError: (error: unknown) => void
  readonly isDiskFull: (error: unknown) => boolean
}

/** Nothing was written, and why. */
const no = (result: Result<CommandValue>): Carried<CommandValue> => ({ result, events: [] })

export interface SubmitOptions {
  /** Carries the step out only when the case as it stands inside the transaction answers true; else `conflict` at `If-Match`. */
  readonly expect?: (state: CaseState) => boolean
}

export interface TogetherOptions {
  /** Looks what would come of it, and writes nothing. */
  readonly dryRun: boolean
  /** Those that are refused do not undo the others. */
  readonly keepGood?: boolean
}

/** An event that nobody decides: a fact from outside, on a stream that is no case's. */
export interface Fact {
  readonly stream: string
  readonly type: string
  readonly occurredAt: number
  readonly body: unknown
}

/** Takes commands, answers when their events are durable. */
export interface Commander {
  submit(command: CaseCommand, actor: Actor, options?: SubmitOptions): Promise<Result<CommandValue>>
  /** All of these or, when one is refused, none of them: an answer for each, in one transaction. */
  submitTogether(commands: readonly CaseCommand[], actor: Actor, options: TogetherOptions): Promise<Result<readonly Result<CommandValue>[]>>
  /** Writes the facts that `gather` finds inside the transaction; it reads what is there and may refuse. */
  record(gather: () => Result<readonly Fact[]>, actor: Actor): Promise<Result<readonly EventEnvelope[]>>
  /** Commands that wait for their transaction. */
  waiting(): number
}

/** So many commands share a transaction at most. */
const BATCH = 512
/** More than this waiting is refused, not queued. */
const MAX_WAITING = 10_000

/** Work that waits for its transaction. */
interface Waiting {
  readonly carry: () => Answered
  readonly refuse: (failure: Failure) => void
}

type Failure = ReturnType<typeof fail>

/** What came of some work, to be told after the commit. */
interface Answered {
  readonly events: readonly EventEnvelope[]
  readonly answer: () => void
}

/** What one command came to inside the transaction. */
interface Carried<T> {
  readonly result: Result<T>
  readonly events: readonly EventEnvelope[]
}

/** Thrown to undo what was carried out together; holds what it had come to. */
class Undone extends Error {
  readonly results: readonly Result<CommandValue>[]
  constructor(results: readonly Result<CommandValue>[]) {
    super('undone')
    this.results = results
  }
}

export function makeCommander(options: CommanderOptions): Commander {
  const queue: Waiting[] = []
  let scheduled = false
  let hlc = options.lastHlc
  const memory = new StreamMemory(options.db)
  /** The last number given under a prefix by work that is not projected yet. */
  const numbers = new Map<string, string>()

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      drain(queue.splice(0, BATCH))
      if (queue.length > 0) schedule()
    })
  }

  /** One transaction for the batch. When one piece of work fails inside, each is tried alone. Answers go out after the commit. */
  const drain = (batch: readonly Waiting[]): void => {
    const carried = commit(batch)
    if (!carried) return
    const events = carried.flatMap((c) => c.events)
    try {
      if (events.length > 0) options.onCommitted(events)
    } catch (error) {
      options.onError(error)
    }
    for (const { answer } of carried) answer()
  }

  /** Undefined when the batch could not be written; it has then been answered. */
  const commit = (batch: readonly Waiting[]): readonly Answered[] | undefined => {
    const before = hlc
    try {
      return options.db.transaction(() => {
        const all = batch.map((waiting) => waiting.carry())
        project()
        return all
      })
    } catch (error) {
      hlc = before
      end()
      if (batch.length > 1 && !options.isDiskFull(error)) {
        for (const waiting of batch) drain([waiting])
        return undefined
      }
      options.onError(error)
      for (const waiting of batch) waiting.refuse(writeFailure(error))
      return undefined
    } finally {
      end()
    }
  }

  /** Brings the projections up to date with what was appended so far; numbers can then be read from them. */
  const project = (): void => {
    for (const touched of memory.takeTouched()) options.project(...touched)
    numbers.clear()
  }

  const end = (): void => {
    memory.clear()
    numbers.clear()
  }

  const writeFailure = (error: unknown) =>
    options.isDiskFull(error)
      ? fail('disk-full', 'the data disk is full; nothing was written: free some space and try again')
      : fail('internal', error instanceof Error ? error.message : String(error))

  const enqueue = <T>(work: () => Carried<T>): Promise<Result<T>> =>
    new Promise((done) => {
      if (queue.length >= MAX_WAITING) {
        done(fail('too-many', `${MAX_WAITING} commands are waiting already: send slower`))
        return
      }
      queue.push({
        carry: () => {
          const { result, events } = work()
          return { events, answer: () => done(result) }
        },
        refuse: done,
      })
      schedule()
    })

  const carryTogether = (commands: readonly CaseCommand[], actor: Actor, { dryRun, keepGood = false }: TogetherOptions): Carried<readonly Result<CommandValue>[]> => {
    try {
      return options.db.savepoint(() => {
        const carried = commands.map((command) => carry(command, actor))
        const results = carried.map((c) => c.result)
        if (dryRun || (!keepGood && results.some((r) => !r.ok))) throw new Undone(results)
        return { result: ok(results), events: carried.flatMap((c) => c.events) }
      })
    } catch (error) {
      if (!(error instanceof Undone)) throw error
      memory.forget()
      project()
      return { result: ok(error.results), events: [] }
    }
  }

  const carry = (command: CaseCommand, actor: Actor, { expect }: SubmitOptions = {}): Carried<CommandValue> => {
    const context: DecideContext = { codes: options.codes, departments: options.departments, now: options.now(), other: (id) => memory.state(id) }
    return command.type === 'case.report' ? carryReport(command, actor, context) : carryStep(command, actor, context, expect)
  }

  const carryReport = (command: CaseReportCommand, actor: Actor, context: DecideContext): Carried<CommandValue> => {
    if (!options.inCity(command.report.at)) {
      return no(fail('outside-city', 'the position lies outside the city', { where: 'report.at', params: { at: command.report.at.join(', ') } }))
    }
    const id = command.caseId ?? options.newId()
    if (memory.events(caseStream(id)).length > 0) {
      return no(fail('conflict', `a case with the id ${id} is already there`, { where: 'caseId', params: { id } }))
    }
    const prefix = caseNumberPrefix(command.occurredAt ?? context.now, options.stationNumber)
    const number = nextCaseNumber(prefix, numbers.get(prefix) ?? lastNumber(options.db, prefix))
    const reporter = personOf(options.db, command.report.reporter)
    const { person } = reporter
    const report = { ...command.report, reporter, grid: command.report.grid ?? options.gridAt(command.report.at) }
    const carried = write(decideReport({ ...command, report }, id, number, actor, context), id, number, actor)
    if (!carried.result.ok) return carried
    numbers.set(prefix, number)
    if (person !== undefined) sealReporter(options.db, id, person, command.report.reporter)
    return carried
  }

  const carryStep = (command: Exclude<CaseCommand, CaseReportCommand>, actor: Actor, context: DecideContext, expect: SubmitOptions['expect']): Carried<CommandValue> => {
    const state = memory.state(command.caseId)
    if (!state) return no(fail('not-found', `no case has the id ${command.caseId}`, { where: 'caseId', params: { id: command.caseId } }))
    if (expect && !expect(state)) return no(fail('conflict', 'the case has changed since it was read: read it again', { where: 'If-Match', params: { events: String(state.events) } }))
    const decision = isFileCommand(command) ? decideFile(state, command, actor, { ...options.files, now: context.now }) : decideStep(state, command, actor, context)
    return write(decision, state.id, state.report.number, actor)
  }

  /** Writes what was decided: each event with the heads of its stream as parents, and its projection. */
  const write = (decision: Decision, caseId: string, number: string, actor: Actor): Carried<CommandValue> => {
    if (!decision.ok) {
      const { code, params, lawful } = decision.refusal
      return no(fail(code, `refused: ${code} ${JSON.stringify(params)}`, { params: { ...params }, lawful: [...lawful] }))
    }
    const by = { id: actor.id, name: actor.name, role: decision.role }
    const events = decision.events.map(({ caseId: target, event }) => append({ stream: caseStream(target), type: event.type, occurredAt: decision.occurredAt, body: event.body }, by, event))
    return { result: ok({ caseId, number, eventIds: events.map((e) => e.id) }), events }
  }

  const append = ({ stream, type, occurredAt, body }: Fact, actor: EventEnvelope['actor'], decided?: NewCaseEvent): EventEnvelope => {
    const now = options.now()
    hlc = tickHlc(hlc, now)
    const written: EventEnvelope = {
      id: options.newId(), stream, parents: [...memory.heads(stream)], hlc: formatHlc(hlc), type, version: 1, occurredAt, recordedAt: now, actor, station: options.station, body,
    }
    if (decided) knowDecided(written, decided)
    appendEvent(options.db, written)
    memory.add(written)
    return written
  }

  const carryFacts = (gather: () => Result<readonly Fact[]>, { id, name, roles }: Actor): Carried<readonly EventEnvelope[]> => {
    project()
    const facts = gather()
    if (!facts.ok) return { result: facts, events: [] }
    const events = facts.value.map((fact) => append(fact, { id, name, role: roles[0] ?? 'collector' }))
    return { result: ok(events), events }
  }

  return {
    submit: (command, actor, submitOptions) => enqueue(() => carry(command, actor, submitOptions)),
    submitTogether: (commands, actor, together) => enqueue(() => carryTogether(commands, actor, together)),
    record: (gather, actor) => enqueue(() => carryFacts(gather, actor)),
    waiting: () => queue.length,
  }
}
