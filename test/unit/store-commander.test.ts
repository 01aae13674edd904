import { onlyTable } from '../../electron/domain/code-book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCommander } from '../../electron/commands/commander.ts'
import { ok } from '../../electron/contract/error.ts'
import type { CaseCommand } from '../../electron/domain/case-command.ts'
import { CaseEventBody, caseStream, isCaseEventType, type EventEnvelope } from '../../electron/domain/case-event.ts'
import { Step } from '../../electron/domain/case-flow.ts'
import { foldCase, foldNext, type CaseState } from '../../electron/domain/case-state.ts'
import { caseRecord } from '../../electron/readmodels/case-record.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { readCase, writeCase } from '../../electron/store/case-table.ts'
import type { WriteHandle } from '../../electron/store/database.ts'
import { readStream } from '../../electron/store/event-log.ts'
import { reporterOf } from '../../electron/store/personal-data.ts'
import { caseEvent, CODES, command, DEPARTMENTS, EVENT_TYPES, EVERYONE, loopCommands, NINE, NO_FILES, reportCommand, stepCommand } from '../builders/case-builder.ts'
import { FACTS, freshStore } from '../builders/store-builder.ts'

/** A commander on a fresh store; `poison` makes the projection of that case fail. */
function hall(poison: string | undefined = undefined) {
  const db = freshStore()
  const batches: EventEnvelope[][] = []
  const errors: unknown[] = []
  let id = 0
  const commander = makeCommander({
    db, station: 'hall-1', stationNumber: 1, codes: onlyTable(CODES), departments: DEPARTMENTS, inCity: () => true, gridAt: () => null, files: NO_FILES, now: () => NINE, newId: () => `id-${String(++id).padStart(6, '0')}`,
    lastHlc: { wall: 0, count: 0 },
    project: (stream, events) => {
      if (stream === poison) throw new Error('poisoned')
      const state = foldCase(stream.slice('case/'.length), events)
      if (state) writeCase(db, caseRecord(state, events, reporterOf(db, state.id, state.report.reporter), FACTS))
    },
    onCommitted: (events) => void batches.push([...events]),
    onError: (error) => void errors.push(error),
    isDiskFull: () => false,
  })
  return { db, commander, batches, errors }
}

const expectSame = (db: WriteHandle, ids: readonly string[]): void => {
  for (const id of ids) expect(readCase(db, id)?.state).toEqual(foldCase(id, readStream(db, caseStream(id))))
  expect(verifyChains(db)).toBeUndefined()
}

const reported = (caseId: string): CaseCommand => reportCommand({}, { caseId })

describe('commands that share a transaction', () => {
  it('see what those before them did, get numbers of their own, and leave projections that equal the fold', async () => {
    const { db, commander, batches } = hall()
    const ids = ['a', 'b', 'c']
    const answers = await Promise.all(ids.flatMap((id) => [reported(id), ...loopCommands(id)]).map((c) => commander.submit(c, EVERYONE)))
    expect(answers.filter((a) => !a.ok)).toEqual([])
    expect(batches).toHaveLength(1)
    expect(ids.map((id) => readCase(db, id)?.state.report.number)).toEqual(['20261125-01-00001', '20261125-01-00002', '20261125-01-00003'])
    expectSame(db, ids)
  })

  it('write bodies that read back as they were decided, whatever the step', async () => {
    const { db, commander } = hall()
    const steps = Step.options.flatMap((step) => [stepCommand('a', step, step === 'merge' ? { into: 'b' } : {}), stepCommand('c', step, { emergency: '断电' })])
    await Promise.all([reported('a'), reported('b'), reported('c'), ...loopCommands('a').slice(0, 4), ...steps, ...loopCommands('c')].map((c) => commander.submit(c, EVERYONE)))
    for (const id of ['a', 'b', 'c']) {
      for (const { type, body } of readStream(db, caseStream(id))) if (isCaseEventType(type)) expect(CaseEventBody[type].parse(body)).toEqual(body)
    }
    expectSame(db, ['a', 'b', 'c'])
  })

  it('are undone alone when one of them cannot be written, and the others stand', async () => {
    const { db, commander, errors } = hall('case/b')
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => commander.submit(reported(id), EVERYONE)))
    expect(answers.map((a) => a.ok)).toEqual([true, false, true])
    expect(errors).toHaveLength(1)
    expect(readStream(db, 'case/b')).toEqual([])
    expect([readCase(db, 'a'), readCase(db, 'c')].map((c) => c?.state.report.number)).toEqual(['20261125-01-00001', '20261125-01-00002'])
    expectSame(db, ['a', 'c'])
  })

  it('leave nothing behind when they are only tried, amid others that count', async () => {
    const { db, commander } = hall()
    const [first, tried, last] = await Promise.all([
      commander.submit(reported('a'), EVERYONE),
      commander.submitTogether([reported('x'), command({ type: 'case.accept', caseId: 'a' })], EVERYONE, { dryRun: true }),
      commander.submit(reported('b'), EVERYONE),
    ])
    expect([first.ok, tried.ok, last.ok]).toEqual([true, true, true])
    expect(readStream(db, 'case/x')).toEqual([])
    expect([readCase(db, 'a')?.state.stage, readCase(db, 'a')?.state.report.number, readCase(db, 'b')?.state.report.number]).toEqual(['reported', '20261125-01-00001', '20261125-01-00002'])
    expectSame(db, ['a', 'b'])
  })

  it('are projected before facts are gathered in the same transaction', async () => {
    const { db, commander } = hall()
    const seen: (CaseState | undefined)[] = []
    await Promise.all([
      commander.submit(reported('a'), EVERYONE),
      commander.record(() => {
        seen.push(readCase(db, 'a')?.state)
        return ok([])
      }, EVERYONE),
    ])
    expect(seen[0]?.id).toBe('a')
  })
})

describe('one more event', () => {
  it('makes the same case as folding all of them, whatever the events', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENT_TYPES), { minLength: 1, maxLength: 14 }), (types) => {
        const events = types.map((type, i) => caseEvent('c', i === 0 ? 'case.reported' : type, i, i === 0 ? [] : [`e${String(i - 1).padStart(4, '0')}`]))
        for (let n = 1; n < events.length; n++) {
          const before = foldCase('c', events.slice(0, n))
          const event = events[n]
          const next = before && event && foldNext(before, event)
          if (next) expect(next).toEqual(foldCase('c', events.slice(0, n + 1)))
          else expect(event?.type).toBe('case.recalled')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('must be folded with all others when it did not know the last', () => {
    const state = foldCase('c', [caseEvent('c', 'case.reported', 0), caseEvent('c', 'case.accepted', 1, ['e0000'])])
    expect(state && foldNext(state, caseEvent('c', 'case.refused', 2, ['e0000']))).toBeUndefined()
  })
})
