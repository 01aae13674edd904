import { describe, expect, it } from 'vitest'
import type { KpiFigure, KpiReport } from '../../electron/contract/kpi.ts'
import { BY_BOUNCES, BY_NAME, csvOf, nextSort, sortRows, tableOf } from '../../renderer/panels/kpi-page/figure-table.ts'

const figure = (name: string, rows: readonly [string, number, number][], more: Partial<KpiFigure> = {}): KpiFigure => ({
  name,
  version: 1,
  term: name,
  kind: 'rate',
  rows: rows.map(([group, numerator, denominator]) => ({ group, groupName: `=${group}`, numerator, denominator, value: denominator === 0 ? null : numerator / denominator })),
  ...more,
})

const report: KpiReport = {
  from: 0,
  to: 1,
  asOf: 1,
  group: 'department',
  figures: [figure('new-figure', [['b', 1, 3]]), figure('closing-rate', [['b', 1, 2], ['a', 3, 4], ['', 0, 0]]), figure('rework-rate', [['a', 0, 4]], { version: 2 }), figure('filing-rate', [['c', 1, 1]])],
  bounces: [{ department: 'd', name: 'D', count: 2, events: ['e1', 'e2'] }],
  takenOut: [],
}

const table = tableOf(report)
const collator = new Intl.Collator('en')
const groups = (by: string, down: boolean): string[] => sortRows(table.rows, { by, down }, collator).map(({ group }) => group)

describe('the table of figures', () => {
  it('has the figures in the order of the loop, and those it does not know at the end', () => {
    expect(table.columns.map(({ key, part }) => `${part} ${key}`)).toEqual(['intake filing-rate@1', 'closing closing-rate@1', 'closing rework-rate@2', 'other new-figure@1'])
  })

  it('has every group that any figure or return names', () => expect(table.rows.map(({ group }) => group)).toEqual(['', 'a', 'b', 'c', 'd']))

  it('counts returns of departments, and of the city in all', () => {
    expect(table.rows.map(({ bounces }) => bounces?.count)).toEqual([0, 0, 0, 0, 2])
    expect(tableOf({ ...report, group: 'city' }).rows[0]?.bounces).toEqual({ count: 2, events: ['e1', 'e2'] })
    expect(tableOf({ ...report, group: 'class' }).rows[0]?.bounces).toBeUndefined()
  })

  it('sorts by any column, with those that have no value last either way', () => {
    expect(groups('closing-rate@1', false).slice(0, 2)).toEqual(['b', 'a'])
    expect(groups('closing-rate@1', true).slice(0, 2)).toEqual(['a', 'b'])
    expect(groups(BY_BOUNCES, true)[0]).toBe('d')
    expect(groups(BY_NAME, false).at(-1)).toBe('d')
  })

  it('turns the sort round when the column is chosen again', () => {
    expect(nextSort({ by: BY_NAME, down: false }, 'x')).toEqual({ by: 'x', down: false })
    expect(nextSort({ by: 'x', down: false }, 'x')).toEqual({ by: 'x', down: true })
    expect(nextSort({ by: 'x', down: true }, BY_BOUNCES)).toEqual({ by: BY_BOUNCES, down: true })
  })

  it('writes CSV that no spreadsheet takes for a formula', () => {
    const lines = csvOf(table, { group: 'group, all', bounces: 'returns', figure: ({ key }) => key, numerator: 'n', denominator: 'd' }).split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[0]).toMatch(/^"group, all",filing-rate@1,filing-rate@1 n,filing-rate@1 d,/)
    expect(lines[3]).toBe('"\'=b",,,,0.5,1,2,,,,0.333333,1,3,0')
  })
})
