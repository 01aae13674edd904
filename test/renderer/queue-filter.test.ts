import { describe, expect, it } from 'vitest'
import { QueueFilter } from '../../electron/contract/queue-filter.ts'
import { tidyFilter } from '../../renderer/client/desk.ts'
import { isWatched, joinPages } from '../../renderer/client/queue-pages.ts'
import { filterValues, holds, toggled, valuesIn } from '../../renderer/panels/queue/filter-parts.ts'
import { viewNamed } from '../../renderer/panels/queue/saved-views.ts'
import { caseAfter } from '../builders/case-hall.ts'
import { headOf } from './case-head.ts'

const SUB = { code: '0101', name: '暴露垃圾', nameEn: 'Exposed rubbish', department: 'env', words: [], initials: 'blj', conditions: [] }
const CATALOG = {
  codes: { version: '1', event: [{ code: '01', name: '市容环境', nameEn: 'Street scene', subClasses: [SUB] }], component: [] },
  departments: [{ id: 'env', name: '环境卫生管理处', shortName: '环卫', nameEn: 'Sanitation', phone: '1', at: [110, 33] as [number, number], initials: 'hw' }],
  areas: [{ code: '330101', name: '上城', initials: 'sc' }, { code: '330101001', name: '清波', initials: 'qb' }],
}

describe('the filters of the queue', () => {
  it('are every stage, class, place, department, source, window of time and mark, and each makes a lawful filter', () => {
    const values = filterValues(CATALOG)
    expect(new Set(values.map(({ part }) => part))).toEqual(new Set(['due', 'marks', 'stages', 'sources', 'reported', 'departments', 'districts', 'streets', 'classes']))
    for (const { part, value } of values) {
      const filter = tidyFilter(toggled({}, part, value))
      expect(QueueFilter.safeParse(filter).success, `${part} ${value}`).toBe(true)
      expect(valuesIn(filter)).toEqual([{ part, value }])
      expect(tidyFilter(toggled(filter, part, value))).toEqual({})
    }
  })

  it('combine: values of one part add up, a window of time takes the place of another', () => {
    const two = toggled(toggled({}, 'stages', 'filed'), 'stages', 'reported')
    const filter = tidyFilter(toggled(toggled(toggled(two, 'due', '2h'), 'due', 'overdue'), 'marks', 'supervised'))
    expect(filter).toEqual({ due: 'overdue', stages: ['filed', 'reported'], supervised: true })
    expect(holds(filter, 'marks', 'supervised')).toBe(true)
  })

  it('are the same text however they were put together', () => {
    const a = tidyFilter(toggled(toggled({}, 'stages', 'filed'), 'sources', 'hotline'))
    const b = tidyFilter(toggled(toggled({}, 'sources', 'hotline'), 'stages', 'filed'))
    expect(JSON.stringify(a)).toBe(JSON.stringify(b))
  })
})

describe('a view that is named', () => {
  const view = { id: 'v1', name: '超时督办', lens: 'open' as const, filter: {}, digit: '5' as const }

  it('takes the first key that is free, or the place of the one of its name', () => {
    expect(viewNamed('热线', 'mine', { sources: ['hotline'] }, [view])).toMatchObject({ name: '热线', digit: '6' })
    expect(viewNamed('超时督办', 'mine', {}, [view])).toMatchObject({ id: 'v1', digit: '5', lens: 'mine' })
  })
})

describe('pages of the queue', () => {
  const row = headOf(caseAfter(), []).row
  const page = (...ids: string[]) => ({ order: ids, rows: row ? Object.fromEntries(ids.map((id) => [id, { ...row, id }])) : {} })

  it('are one list in which no case stands twice', () => {
    expect(joinPages([page('a', 'b'), page('b', 'c'), undefined]).order).toEqual(['a', 'b', 'c'])
    expect(Object.keys(joinPages([page('a', 'b'), page('b', 'c')]).rows).sort()).toEqual(['a', 'b', 'c'])
  })

  it('are watched near what is in sight, and the first always', () => {
    const near = { first: 6, last: 7 }
    expect([0, 4, 5, 6, 7, 8, 9].map((n) => isWatched(n, near))).toEqual([true, false, true, true, true, true, false])
  })
})
