import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseText } from '../../electron/readmodels/case-record.ts'
import { countCases, cursorText, pageCases, readCursor, type CaseCursor, type CaseFilter, type CaseOrder } from '../../electron/store/case-query.ts'
import { classOf, readCase, type StoredCase } from '../../electron/store/case-table.ts'
import type { WriteHandle } from '../../electron/store/database.ts'
import { countByDepartment, countByDistrict, countByStage, countOpen } from '../../electron/store/figures.ts'
import { holdsWords, searchQuery, textTokens } from '../../electron/store/search-text.ts'
import { isOpen } from '../../electron/domain/case-state.ts'
import { yearAfter } from '../../electron/domain/calendar.ts'
import { OPEN_STAGES, Stage } from '../../electron/domain/case-flow.ts'
import type { CaseEventType, EventEnvelope } from '../../electron/domain/case-event.ts'
import { caseEvent, loopEvents, NINE, reportCommand } from '../builders/case-builder.ts'
import { FACTS, freshStore, putCase } from '../builders/store-builder.ts'

const CASES = 300
const PLACES = ['人民路与学府路交叉口', '民人巷口', '滨江大道Café门前', '为民路人民医院']
const SOURCES = ['hotline', 'collector', 'video'] as const
const WORDS = ['积水', '堆放垃圾', '井盖缺失', 'A12栋']

let db: WriteHandle
const all: StoredCase[] = []

/** A case of its own in every respect, from its number. */
function history(n: number): EventEnvelope[] {
  const id = `c${n}`
  const kind = n % 5 === 0 ? 'component' : 'event'
  const subClass = kind === 'event' && n % 3 === 0 ? '0102' : '0101'
  const report = reportCommand({
    kind, subClass, description: `${WORDS[n % 4]}，第${n}处`, place: PLACES[n % 7 % 4] ?? '', at: [118.4 + (n % 20) * 0.011, 31.1 + (n % 17) * 0.013],
    source: SOURCES[n % 3] ?? 'hotline',
    grid: n % 2 === 0 ? `330${100 + (n % 3)}001001${String(n % 1000).padStart(3, '0')}` : null, reporter: n % 4 === 0 ? { name: '王女士', phone: `1390000${String(n).padStart(4, '0')}` } : {},
  }).report
  const end: readonly CaseEventType[] = [[], ['case.refused'], ['case.accepted', 'case.voided']][n % 7] as CaseEventType[] ?? []
  const base = end.length > 0 ? ['case.reported' as const, ...end] : undefined
  const marks: readonly CaseEventType[] = [...(n % 11 === 0 ? ['case.supervised' as const] : []), ...(n % 13 === 0 ? ['case.extend-approved' as const] : []), ...(n % 17 === 0 ? ['case.suspend-approved' as const] : [])]
  const begun = base ? base.map((type, i) => caseEvent(id, type, i, i === 0 ? [] : [`${id}-${i - 1}`])) : loopEvents(id, 1 + (n % 8))
  const events = [...begun, ...marks.map((type, i) => caseEvent(id, type, begun.length + i))]
  return events.map((e, i) => ({
    ...e, id: `${id}-${i}`, parents: i === 0 ? [] : [`${id}-${i - 1}`], occurredAt: NINE + n * 997_000 + i * 60_000,
    body: i === 0 ? { ...report, number: `20261125-01-${String(n).padStart(5, '0')}` } : e.type === 'case.dispatched' ? { department: n % 3 === 0 ? 'water' : 'sanitation', assist: [], note: '' } : e.body,
  }))
}

beforeAll(() => {
  db = freshStore()
  for (let n = 0; n < CASES; n++) {
    const events = history(n)
    // As in life: first the report alone, then what became of it.
    putCase(db, `c${n}`, events.slice(0, 1))
    if (events.length > 1) putCase(db, `c${n}`, events)
    const stored = readCase(db, `c${n}`)
    if (stored) all.push(stored)
  }
})

afterAll(() => db.close())

/** Every case that a filter means, in order, by looking at all of them. */
function scan(filter: CaseFilter, order: CaseOrder, words: string): StoredCase[] {
  const found = all.filter((c) => {
    const { state } = c
    const [lng, lat] = state.report.at
    const { within, classes } = filter
    return (
      (filter.open === undefined || filter.open === isOpen(state)) &&
      (!filter.stages || filter.stages.includes(state.stage)) &&
      (!classes || classes.some((k) => k === state.report.kind || k === classOf(state) || k === `${state.report.kind}/${state.report.subClass}`)) &&
      (!filter.departments || filter.departments.includes(state.dispatch?.department ?? '')) &&
      (!filter.districts || filter.districts.includes(c.district)) &&
      (!filter.streets || filter.streets.includes(state.report.grid?.slice(0, 9) ?? '')) &&
      (!filter.sources || filter.sources.includes(state.report.source)) &&
      (!filter.supervised || state.supervisions.length > 0) &&
      (!filter.extended || state.extensions.length > 0) &&
      (filter.suspendedAt === undefined || (isOpen(state) && state.suspensions.some(({ from, to }) => to === undefined && (filter.suspendedAt ?? 0) < yearAfter(from)))) &&
      (filter.reportedFrom === undefined || state.reportedAt >= filter.reportedFrom) &&
      (filter.dueFrom === undefined || (isOpen(state) && (c.dueAt ?? Infinity) >= filter.dueFrom)) &&
      (filter.dueBefore === undefined || (c.dueAt !== null && c.dueAt <= filter.dueBefore)) &&
      (!within || (lng >= within[0] && lng <= within[2] && lat >= within[1] && lat <= within[3])) &&
      words.split(' ').every((w) => caseText(state, {}, FACTS).toLowerCase().normalize('NFKD').replaceAll(/\p{Mn}/gu, '').includes(w))
    )
  })
  const rank = (c: StoredCase): [number, number, number] => (isOpen(c.state) ? [0, c.dueAt ?? Infinity, c.key] : [1, 0, -c.key])
  const before = (a: StoredCase, b: StoredCase): number => {
    const [x, y] = [rank(a), rank(b)]
    return x[0] - y[0] || (x[1] === y[1] ? 0 : x[1] - y[1]) || x[2] - y[2]
  }
  return order === 'newest' ? found.sort((a, b) => b.key - a.key) : found.sort(before)
}

const ids = (cases: readonly StoredCase[]): string[] => cases.map((c) => c.state.id)

function allPages(filter: CaseFilter, order: CaseOrder, limit: number): string[] {
  const found: string[] = []
  let after: CaseCursor | undefined
  for (let i = 0; i < 1_000; i++) {
    const page = pageCases(db, filter, { order, limit, after, fits: ({ state }) => holdsWords(caseText(state, {}, FACTS), filter.search?.near ?? []) })
    found.push(...ids(page.cases))
    if (!page.next) return found
    after = readCursor(cursorText(page.next))
  }
  throw new Error('pages without end')
}

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const filters = fc.record({
  open: optional(fc.boolean()),
  stages: optional(fc.uniqueArray(fc.constantFrom(...Stage.options), { minLength: 1, maxLength: 4 })),
  classes: optional(fc.uniqueArray(fc.constantFrom('event', 'component', 'event/01', 'event/0101', 'event/0102', 'component/01'), { minLength: 1, maxLength: 2 })),
  departments: optional(fc.uniqueArray(fc.constantFrom('water', 'sanitation'), { minLength: 1 })),
  districts: optional(fc.uniqueArray(fc.constantFrom('330100', '330101', '330102'), { minLength: 1, maxLength: 2 })),
  streets: optional(fc.uniqueArray(fc.constantFrom('330100001', '330101001', '330102001'), { minLength: 1, maxLength: 2 })),
  sources: optional(fc.uniqueArray(fc.constantFrom(...SOURCES), { minLength: 1, maxLength: 2 })),
  supervised: optional(fc.constant(true as const)),
  extended: optional(fc.constant(true as const)),
  suspendedAt: optional(fc.integer({ min: NINE, max: NINE + 400 * 86_400_000 })),
  reportedFrom: optional(fc.integer({ min: NINE, max: NINE + CASES * 997_000 })),
  dueFrom: optional(fc.integer({ min: NINE, max: NINE + CASES * 997_000 })),
  dueBefore: optional(fc.integer({ min: NINE, max: NINE + CASES * 997_000 })),
  within: optional(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })).map(([x, y, w, h]): [number, number, number, number] => [118.4 + x * 0.02, 31.1 + y * 0.02, 118.4 + (x + w) * 0.02, 31.1 + (y + h) * 0.02])),
})

describe('cases by filter', () => {
  it('are what a look at every case finds, in each order, page by page, all filters combined', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom('', '垃圾', '人民', '民人', '水', '人民路', '为民路 积水', '民路人民', '139000', 'cafe', '01-0002', '王女士'), fc.constantFrom<CaseOrder>('due', 'newest'), fc.integer({ min: 1, max: 40 }), (parts, words, order, limit) => {
        const search = searchQuery(words)
        const given = Object.fromEntries(Object.entries({ ...parts, search }).filter(([, value]) => value !== undefined)) as CaseFilter
        const plain = words === '01-0002' ? '' : words
        const wanted = ids(scan(given, order, plain)).filter((id) => words !== '01-0002' || Number(id.slice(1)) >= 20 && Number(id.slice(1)) < 30)
        expect(allPages(given, order, limit)).toEqual(wanted)
        const counted = countCases(db, given, 10_000)
        if (search && search.near.length > 0) expect(counted).toBeGreaterThanOrEqual(wanted.length)
        else expect(counted).toBe(wanted.length)
        expect(countCases(db, given, 3)).toBe(Math.min(3, counted))
      }),
      { numRuns: 600 },
    )
  })

  it('are counted by stage, district and department as they stand', () => {
    const byStage = countByStage(db)
    for (const stage of Stage.options) expect(byStage.get(stage) ?? 0).toBe(all.filter((c) => c.state.stage === stage).length)
    const open = all.filter((c) => isOpen(c.state))
    const now = NINE + 150 * 997_000
    expect(countOpen(db, now)).toMatchObject({ open: open.length, overdue: open.filter((c) => c.dueAt !== null && c.dueAt < now).length })
    expect(countByDepartment(db, now).get('water')?.open).toBe(open.filter((c) => c.state.dispatch?.department === 'water').length)
    expect(countByDistrict(db, now).get('330101')).toEqual({ open: open.filter((c) => c.district === '330101').length, today: all.filter((c) => c.district === '330101' && c.state.reportedAt >= now).length })
    expect(OPEN_STAGES.length).toBeLessThan(Stage.options.length)
  })
})

describe('search words', () => {
  it('are one to three characters of Chinese, and beginnings of all else', () => {
    expect([...textTokens('人民路 A12')]).toEqual(['人', '民', '路', '人民', '民路', '人民路', 'a', 'a1', 'a12'])
    expect(searchQuery('人民 １３９')).toEqual({ match: '"人民" AND "139"', near: [] })
    expect(searchQuery('人民路')).toEqual({ match: '"人民路"', near: [] })
    expect(searchQuery('人民路口')).toEqual({ match: '"人民路" AND "民路口"', near: ['人民路口'] })
    expect(searchQuery('  "*() ')).toBeUndefined()
    expect(searchQuery('" OR case_text : *')?.match).toBe('"or" AND "case" AND "text"')
  })
})
