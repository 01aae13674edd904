import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Calendar, prepareCalendar } from '../../electron/domain/calendar.ts'
import type { Limit } from '../../electron/domain/case-clock.ts'
import { CodeTable, findSubClass, type SubClass } from '../../electron/domain/code-table.ts'
import { COMPONENT_RULES } from '../../electron/sources/demo-city/component-types.ts'
import { Recipe } from '../../electron/sources/demo-city/recipe.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'))

const table = CodeTable.parse(read('codes/code-table.json'))
const calendar = Calendar.parse(read('codes/calendar.json'))
const recipe = Recipe.parse(read('demo-city/recipe.json'))
const kinds = ['event', 'component'] as const

const subClasses = (kind: (typeof kinds)[number]): SubClass[] => table[kind].flatMap((c) => c.subClasses)
const duplicates = (list: readonly string[]): string[] => list.filter((item, i) => list.indexOf(item) !== i)

describe('the code table', () => {
  it('has the classes of GB/T 30428.2', () => {
    expect(table.event.map((c) => `${c.code} ${c.name}`)).toEqual(['01 市容环境', '02 宣传广告', '03 施工管理', '04 街面秩序', '05 突发事件', '06 其他事件'])
    expect(table.component.map((c) => `${c.code} ${c.name}`)).toEqual(['01 公用设施', '02 道路交通设施', '03 市容环境设施', '04 园林绿化设施', '05 其他部件'])
  })

  it('has enough sub-classes to file a day of a city', () => {
    expect(subClasses('event').length).toBeGreaterThanOrEqual(45)
    expect(subClasses('component').length).toBeGreaterThanOrEqual(35)
  })

  it.each(kinds)('gives each %s sub-class a code and a name of its own, under its class', (kind) => {
    expect(duplicates(subClasses(kind).map((s) => s.code))).toEqual([])
    expect(duplicates(subClasses(kind).map((s) => s.name))).toEqual([])
    for (const c of table[kind]) for (const s of c.subClasses) expect(s.code.slice(0, 2)).toBe(c.code)
  })

  it.each(kinds)('numbers the filing conditions of each %s sub-class from 1', (kind) => {
    for (const s of subClasses(kind)) {
      expect(s.conditions.length).toBeLessThanOrEqual(3)
      expect(s.conditions.map((c) => c.code)).toEqual(s.conditions.map((_, i) => `${s.code}-${i + 1}`))
    }
  })

  it.each(kinds)('says of each %s sub-class when a case is filed and closed, and how callers name it', (kind) => {
    for (const s of subClasses(kind)) {
      expect(s.name && s.nameEn, s.code).toBeTruthy()
      expect(s.words.length, s.code).toBeGreaterThanOrEqual(3)
      expect(s.words.length, s.code).toBeLessThanOrEqual(8)
      expect(duplicates(s.words), s.code).toEqual([])
      for (const c of s.conditions) expect(c.text && c.closing, c.code).toBeTruthy()
    }
  })

  it('counts no day in round-the-clock limits and no more than 30 working days in the others', () => {
    for (const s of kinds.flatMap(subClasses)) {
      for (const { code, limit } of s.conditions) expect(limit.amount, code).toBeLessThanOrEqual(limit.kind === 'days' ? 30 : 24)
    }
  })

  const examples: [kind: 'event' | 'component', condition: string, name: string, limit: Limit][] = [
    ['component', '0102-1', '污水井盖', { kind: 'urgent', amount: 2 }],
    ['event', '0501-1', '路面塌陷', { kind: 'urgent', amount: 2 }],
    ['event', '0506-1', '道路积水', { kind: 'urgent', amount: 2 }],
    ['event', '0102-1', '暴露垃圾', { kind: 'hours', amount: 4 }],
    ['event', '0401-1', '无照经营游商', { kind: 'urgent', amount: 2 }],
    ['event', '0110-1', '道路破损', { kind: 'days', amount: 5 }],
  ]
  it.each(examples)('limits the %s condition %s (%s) as cities do', (kind, condition, name, limit) => {
    const found = findSubClass(table, kind, condition.slice(0, 4))
    expect(found?.name).toBe(name)
    expect(found?.conditions.find((c) => c.code === condition)?.limit).toEqual(limit)
  })

  it('gives a missing cover of any kind two hours round the clock', () => {
    const covers = subClasses('component').filter((s) => s.name.endsWith('井盖'))
    expect(covers.length).toBeGreaterThanOrEqual(12)
    for (const s of covers) expect(s.conditions[0]?.limit, s.code).toEqual({ kind: 'urgent', amount: 2 })
  })
})

describe('the code table and the demo city', () => {
  const departments = new Set(recipe.departments.map((d) => d.id))

  it.each(kinds)('sends every %s sub-class to a department of the city', (kind) => {
    for (const s of subClasses(kind)) expect(departments, s.code).toContain(s.department)
  })

  it('gives every department of the city something to answer for', () => {
    const answering = new Set(kinds.flatMap(subClasses).map((s) => s.department))
    expect([...departments].filter((id) => !answering.has(id))).toEqual([])
  })

  it.each(COMPONENT_RULES.map(({ type, name }) => [type, name] as const))('knows component type %s as %s', (type, name) => {
    expect(findSubClass(table, 'component', type)?.name).toBe(name)
  })
})

describe('the calendar of 2026', () => {
  const time = prepareCalendar(calendar)
  const at = (text: string): number => Date.parse(`${text}+08:00`)
  const worked = (day: string): number => time.between(at(`${day}T00:00:00`), at(`${day}T00:00:00`) + 86_400_000) / 3_600_000

  it('covers the year and works eight hours a day', () => {
    expect([calendar.coveredFrom, calendar.coveredTo, time.dayMs]).toEqual(['2026-01-01', '2026-12-31', 8 * 3_600_000])
  })

  it('names every day once, in the year that it covers, and works only on weekend days', () => {
    const days = [...calendar.holidays, ...calendar.workedWeekends]
    expect(duplicates(days)).toEqual([])
    for (const day of days) expect(day >= calendar.coveredFrom && day <= calendar.coveredTo, day).toBe(true)
    for (const day of calendar.workedWeekends) expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay())
  })

  it('has the 33 days off and 6 worked weekend days of the State Council notice', () => {
    expect(calendar.holidays.length).toBe(3 + 9 + 3 + 5 + 3 + 3 + 7)
    expect(calendar.workedWeekends).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
    for (const day of calendar.holidays) expect(worked(day), day).toBe(0)
    for (const day of calendar.workedWeekends) expect(worked(day), day).toBe(8)
  })

  it('has 248 working days in the year', () => {
    expect(time.between(at('2026-01-01T00:00:00'), at('2027-01-01T00:00:00')) / time.dayMs).toBe(248)
  })

  it('carries a limit over Spring Festival', () => {
    expect(time.add(at('2026-02-14T17:00:00'), 2 * 3_600_000)).toBe(at('2026-02-24T09:00:00'))
  })
})
