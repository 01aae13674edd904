import { describe, expect, it } from 'vitest'
import { codeDraft, draftFaults, moreConditions, subClassOf } from '../../renderer/panels/admin/code-draft.ts'
import { dayAfter, daysOf, draftKind, nextKind, sameDraft, weekdayOf, withDay, type Draft } from '../../renderer/panels/admin/calendar-draft.ts'
import { mapped } from '../../renderer/panels/imports/column-table.tsx'
import { CODES } from '../builders/case-builder.ts'

const SUB = CODES.event[0]?.subClasses[0]
if (!SUB) throw new Error('no sub-class')
const DRAFT: Draft = { coveredFrom: '2026-01-01', coveredTo: '2026-12-31', periods: [['08:00', '12:00']], holidays: ['2026-10-01'], workedWeekends: ['2026-10-10'] }

describe('a sub-class that is typed', () => {
  it('comes out as it went in', () => expect(subClassOf(codeDraft(SUB))).toEqual(SUB))

  it('is told what is missing', () => {
    const more = moreConditions({ ...codeDraft(SUB), code: '0102', name: ' ' })
    expect(draftFaults(more, new Set(['0102']), true)).toEqual(['code', 'name', 'text.1'])
    expect(draftFaults({ ...codeDraft(SUB), conditions: [] }, new Set(), false)).toEqual(['conditions'])
    const wrong = codeDraft(SUB)
    expect(draftFaults({ ...wrong, conditions: wrong.conditions.map((c) => ({ ...c, amount: '0' })) }, new Set(), false)).toEqual(['amount.0'])
  })

  it('numbers its conditions after its code', () => {
    expect(subClassOf({ ...moreConditions(codeDraft(SUB)), code: '0177' }).conditions.map((c) => c.code)).toEqual(['0177-1', '0177-2'])
  })
})

describe('a calendar that is changed', () => {
  it('turns a day from plain to holiday to worked and back', () => {
    const day = '2026-11-30'
    let draft = DRAFT
    const seen = [0, 1, 2].map(() => {
      draft = withDay(draft, day, nextKind(draftKind(draft, day)))
      return draftKind(draft, day)
    })
    expect(seen).toEqual(['holiday', 'worked', 'plain'])
    expect(sameDraft(draft, DRAFT)).toBe(true)
  })

  it('covers the year of a day that is marked', () => expect(withDay(DRAFT, '2027-05-01', 'holiday').coveredTo).toBe('2027-12-31'))

  it('knows its days', () => {
    expect([daysOf('2026-02').length, daysOf('2028-02').length, weekdayOf('2026-11-30'), dayAfter('2026-12-31', 1)]).toEqual([28, 29, 0, '2027-01-01'])
  })
})

it('a field that is chosen for a column leaves the one that it had', () => {
  const look = { sheets: [''], sheet: '', heads: ['a', 'b'], used: ['code', null], fields: ['code', 'name'], rows: 1, faults: [], faultCount: 0 }
  expect(mapped(look, {}, 'b', 'code')).toEqual({ a: '-', b: 'code' })
  expect(mapped(look, { a: 'code' }, 'a', '-')).toEqual({ a: '-' })
})
