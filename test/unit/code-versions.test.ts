import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareCalendar, type Calendar } from '../../electron/domain/calendar.ts'
import { calendarBook, endedAt, foldCalendars, preparedHistory } from '../../electron/domain/calendar-book.ts'
import { diffCalendars, touchesPast } from '../../electron/domain/calendar-diff.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { foldCodes } from '../../electron/domain/code-book.ts'
import { diffTables } from '../../electron/domain/code-diff.ts'
import { nextVersion, putSubClass, removeSubClass, tableFaults } from '../../electron/domain/code-edit.ts'
import { CODES, DEPARTMENTS, NINE } from '../builders/case-builder.ts'
import { Hall } from '../builders/case-hall.ts'

const DAY = 86_400_000
const DAYS: Calendar = { version: '1', coveredFrom: '2026-01-01', coveredTo: '2026-12-31', periods: [['08:00', '12:00'], ['14:00', '18:00']], holidays: ['2026-10-01'], workedWeekends: ['2026-10-10'] }

let n = 0
const event = (type: string, at: number, body: unknown): EventEnvelope => {
  n += 1
  const id = `e${String(n).padStart(4, '0')}`
  return { id, stream: 's', parents: [], hlc: id, type, version: 1, occurredAt: at, recordedAt: at, actor: { id: 'a', name: '管理员', role: 'admin' }, station: 'hall-1', body }
}

describe('versions', () => {
  it('are what the product ships with until somebody chooses, and then what was chosen last', () => {
    const shipped = event('codes.shipped', 1, { table: CODES })
    const newer = event('codes.shipped', 2, { table: { ...CODES, version: 'test-2' } })
    const own = event('codes.activated', 3, { version: 'own-1', table: { ...CODES, version: 'x' } })
    const later = event('codes.shipped', 4, { table: { ...CODES, version: 'test-3' } })
    const back = event('codes.activated', 5, { version: 'test-1', note: 'undo' })
    expect(foldCodes([], CODES).current.version).toBe('test-1')
    expect(foldCodes([shipped, newer], CODES).current.version).toBe('test-2')
    const all = foldCodes([back, later, own, newer, shipped], CODES)
    expect(all.activations.map((a) => a.version)).toEqual(['test-1', 'test-2', 'own-1', 'test-1'])
    expect(all.at(0).version).toBe('test-1')
    expect(all.at(3).version).toBe('own-1')
    expect(all.version('test-3')?.version).toBe('test-3')
    expect(all.version('test-1')?.event[0]?.subClasses[0]).toBe(all.version('own-1')?.event[0]?.subClasses[0])
  })

  it('are passed over where they cannot be read or name what nobody knows', () => {
    const history = foldCodes([event('codes.activated', 1, { version: 'nobody' }), event('codes.activated', 2, { table: 7 }), event('other', 3, {})], CODES)
    expect(history.activations).toEqual([expect.objectContaining({ version: 'test-1', eventId: undefined })])
  })

  it('have names that grow', () => {
    expect(nextVersion('2026.1', () => false)).toBe('2026.2')
    expect(nextVersion('2026.9', (name) => name === '2026.10')).toBe('2026.11')
    expect(nextVersion('2026', () => false)).toBe('2026.1')
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abc.019-_'), maxLength: 32 }), (version) => {
      expect(nextVersion(version, () => false).length).toBeLessThanOrEqual(32)
    }))
  })
})

describe('the calendar of a case', () => {
  const history = foldCalendars([event('calendar.activated', NINE + DAY, { version: '2', calendar: { ...DAYS, version: '2', holidays: ['2026-10-01', '2026-11-25'] } })], DAYS)
  const book = calendarBook(preparedHistory(history))

  it('is the one in force while it is open, and that of its end ever after', () => {
    const { state } = new Hall().report()
    expect(endedAt(state)).toBeUndefined()
    expect(book.of(state).version).toBe('2')
    expect(book.of({ ...state, stage: 'closed', closedAt: NINE }).version).toBe('1')
    expect(book.of({ ...state, stage: 'closed', closedAt: NINE + 2 * DAY }).version).toBe('2')
    expect(book.of({ ...state, stage: 'voided', voidedAt: NINE }).version).toBe('1')
  })

  it('differs day by day; only what has been and was worked otherwise touches the past', () => {
    const diff = diffCalendars(DAYS, { ...DAYS, holidays: ['2026-11-24', '2026-11-28', '2026-12-24'] }, NINE)
    expect(diff.days.map((d) => [d.day, d.before, d.after, d.worked, d.works])).toEqual([
      ['2026-10-01', 'holiday', 'plain', false, true], ['2026-11-24', 'plain', 'holiday', true, false],
      ['2026-11-28', 'plain', 'holiday', false, false], ['2026-12-24', 'plain', 'holiday', true, false],
    ])
    expect(diff.past).toEqual(['2026-10-01', '2026-11-24'])
    expect(touchesPast(diffCalendars(DAYS, { ...DAYS, holidays: ['2026-10-01', '2026-12-31'], coveredTo: '2027-12-31' }, NINE))).toBe(false)
    expect(touchesPast(diffCalendars(DAYS, { ...DAYS, periods: [['09:00', '17:00']] }, NINE))).toBe(true)
  })

  it('that only adds days to come changes no time that has been', () => {
    const days = fc.array(fc.integer({ min: 1, max: 400 }).map((d) => new Date(NINE + d * DAY).toISOString().slice(0, 10)), { maxLength: 30 })
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100 }), (holidays, ago, length) => {
        const [before, after] = [prepareCalendar(DAYS), prepareCalendar({ ...DAYS, holidays: [...DAYS.holidays, ...holidays] })]
        const from = NINE - ago * DAY
        const to = Math.min(NINE, from + length * DAY)
        expect(after.between(from, to)).toBe(before.between(from, to))
      }),
    )
  })
})

describe('a change of the code table', () => {
  const sub = CODES.event[0]?.subClasses[0]
  if (!sub) throw new Error('no sub-class')

  it('puts, replaces and removes a sub-class, and the difference says so', () => {
    const added = putSubClass(CODES, 'event', { ...sub, code: '0199', conditions: [{ code: '0199-1', text: 'x', limit: { kind: 'hours', amount: 1 }, closing: '' }] })
    expect(added && diffTables(CODES, added)).toMatchObject([{ code: '0199', how: 'added', conditions: [{ code: '0199-1', how: 'added' }] }])
    const changed = putSubClass(CODES, 'event', { ...sub, name: '垃圾堆', conditions: sub.conditions.map((c) => ({ ...c, limit: { kind: 'hours' as const, amount: 9 } })) })
    expect(changed && diffTables(CODES, changed)).toEqual([
      { kind: 'event', code: '0101', name: '垃圾堆', how: 'changed', fields: ['name'], conditions: [{ code: '0101-1', how: 'changed', fields: ['limit'], before: '4 hours', after: '9 hours' }] },
    ])
    const removed = removeSubClass(CODES, 'component', '0101')
    expect(removed?.component).toEqual([])
    expect(removed && diffTables(CODES, removed)).toMatchObject([{ kind: 'component', code: '0101', how: 'removed' }])
    expect(putSubClass(CODES, 'event', { ...sub, code: '7701' })).toBeUndefined()
    expect(removeSubClass(CODES, 'event', '0999')).toBeUndefined()
    expect(diffTables(CODES, CODES)).toEqual([])
  })

  it('is looked through as a whole', () => {
    expect(tableFaults(CODES, DEPARTMENTS)).toEqual([])
    const bad = { ...CODES, event: [...CODES.event, { code: '01', name: 'x', nameEn: 'x', subClasses: [] }, { code: '02', name: 'y', nameEn: 'y', subClasses: [{ ...sub, department: 'nobody' }] }] }
    expect(tableFaults(bad, DEPARTMENTS).map((f) => f.fault)).toEqual(['class-twice', 'sub-class-twice', 'no-sub-class', 'sub-class-elsewhere', 'unknown-department'])
  })
})
