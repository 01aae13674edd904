import { describe, expect, it } from 'vitest'
import type { CaseRow, RollRow } from '../../electron/contract/views.ts'
import { boardOf, casesIn, dueOf, movedSince, notesSince, shiftStart } from '../../renderer/panels/handover/handover.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const NOW = at('2026-11-25T20:00')

type Clock = NonNullable<CaseRow['clock']>
const clock = (state: Clock['state'], dueAt: number | null): Clock => ({
  what: 'case', limit: { kind: 'urgent', amount: 1 }, limitMs: 3_600_000, usedMs: 0, startedAt: NOW, dueAt, asOf: NOW, ticking: state === 'running', changesAt: null, state, overdueMs: 0,
})
const row = (id: string, stage: CaseRow['stage'], its: Clock | null): CaseRow => ({
  id, number: id, stage, kind: 'event', subClass: '0101', className: 'x', classNameEn: 'x', description: '', place: '', district: '', at: [0, 0], source: 'hotline', department: null, supervised: false, reportedAt: 0, changedAt: 0, clock: its,
})
const event = (id: string, type: string, occurredAt: number): RollRow => ({ id, caseId: 'c', number: 'n', type, occurredAt, actor: 'a', className: '', classNameEn: '', detail: '', place: '' })

describe('the hand-over', () => {
  it.each([
    ['overdue', clock('overdue', at('2026-11-25T19:00'))],
    ['overdue', clock('warn', at('2026-11-25T19:59'))],
    ['soon', clock('running', at('2026-11-25T22:00'))],
    ['today', clock('running', at('2026-11-25T23:59'))],
    ['later', clock('running', at('2026-11-26T00:00'))],
    ['paused', clock('paused', null)],
    ['none', clock('stopped', at('2026-11-25T21:00'))],
    ['none', null],
  ] as const)('puts a case under %s', (due, its) => expect(dueOf({ clock: its }, NOW)).toBe(due))

  it('counts every open case once, by stage and by due', () => {
    const rows = [row('a', 'dispatched', clock('overdue', NOW - 1)), row('b', 'reported', clock('running', NOW + 1)), row('c', 'dispatched', clock('paused', null)), row('d', 'closed', null)]
    const board = boardOf(rows, NOW)
    expect(casesIn(board, null, null).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c'])
    expect(casesIn(board, 'dispatched', null)).toHaveLength(2)
    expect(casesIn(board, null, 'overdue').map(({ id }) => id)).toEqual(['a'])
    expect(casesIn(board, 'filed', 'soon')).toEqual([])
  })

  it('lists the notes of the shift, newest first, and says how far back it looked', () => {
    const rows = [event('1', 'case.noted', NOW - 1_000), event('2', 'case.noted', NOW - 500), event('3', 'case.supervised', NOW - 700), event('4', 'case.noted', NOW - 9_000), event('5', 'case.closed', NOW)]
    const notes = notesSince(rows, NOW - 5_000, true)
    expect(notes.notes.map(({ id }) => id)).toEqual(['2', '1'])
    expect(notes.supervised.map(({ id }) => id)).toEqual(['3'])
    expect(notes.from).toBe(NOW - 5_000)
    expect(notesSince(rows, NOW - 50_000, true).from).toBe(NOW - 9_000)
    expect(notesSince(rows, NOW - 50_000, false).from).toBe(NOW - 50_000)
  })

  it('starts a shift on the half hour, and moves it within three days', () => {
    expect(shiftStart(at('2026-11-25T20:47'), 8)).toBe(at('2026-11-25T12:30'))
    expect(movedSince(at('2026-11-25T12:30'), -1, NOW)).toBe(at('2026-11-25T12:00'))
    expect(movedSince(NOW - 1_800_000, 3, NOW)).toBe(NOW - 1_800_000)
    expect(movedSince(NOW, -1_000, NOW)).toBe(NOW - 72 * 3_600_000)
  })
})
