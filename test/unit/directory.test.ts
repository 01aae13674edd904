import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directoryOfTable } from '../../electron/contract/directory.ts'
import { directoryRows } from '../../electron/core/directory.ts'
import { answeringFor, isOnDuty, normaliseNumber, numbersAt, readDutyNumber, type DutyNumber } from '../../electron/domain/directory.ts'

/** Wednesday 25 November 2026, Shanghai. */
const at = (hour: number, minute = 0, day = 25): number => Date.UTC(2026, 10, day, hour - 8, minute)
const duty = (text: string): DutyNumber => {
  const read = readDutyNumber(text)
  if (!read) throw new Error(`${text} is no number`)
  return read
}

describe('a number with its hours', () => {
  it.each([
    ['8102', '8102'], ['+86 139-0000 1234', '13900001234'], ['（010）6512 3456', '01065123456'], ['８１０２', '8102'], ['*57#', '*57#'], ['0086 2165123456', '2165123456'], ['前台', undefined], ['8', undefined], ['', undefined],
  ])('is dialled as it is meant: %s', (text, number) => expect(normaliseNumber(text)).toBe(number))

  it('holds from its first minute to before its last', () => {
    const day = duty('8102 08:00-18:00')
    expect([at(7, 59), at(8), at(17, 59), at(18)].map((t) => isOnDuty(day, t))).toEqual([false, true, true, false])
  })

  it('runs over midnight and belongs to the day on which it began', () => {
    const friday = duty('8102 18:00-08:00 5')
    expect([at(20, 0, 27), at(3, 0, 28), at(3, 0, 27), at(20, 0, 28)].map((t) => isOnDuty(friday, t))).toEqual([true, true, false, false])
    expect(duty('8102 08:00-18:00 6-1').days).toEqual([6, 7, 1])
  })

  it.each(['8102 8-18', '8102 25:00-26:00 9', 'abc', '8102 08:00'])('is refused when it cannot be read: %s', (text) => expect(readDutyNumber(text)).toBeUndefined())

  it('is tried in the order of the book, and somebody always', () => {
    const numbers = [duty('8302 18:00-08:00'), duty('8102 08:00-18:00'), duty('13900001234')]
    expect(numbersAt(numbers, at(10))).toEqual(['8102', '13900001234'])
    expect(numbersAt(numbers, at(23))).toEqual(['8302', '13900001234'])
    expect(numbersAt(numbers.slice(0, 1), at(10))).toEqual(['8302'])
    const any = fc.record({ number: fc.stringMatching(/^\d{3,6}$/), hours: fc.option(fc.record({ from: fc.nat(1_440), to: fc.nat(1_440) })), days: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 })) })
    fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 10 }), fc.nat(4_000_000_000_000), (list, when) => numbersAt(list, when).length > 0))
  })
})

describe('a directory from a table', () => {
  const table = (...rows: Readonly<Record<string, string>>[]) => ({ head: Object.keys(rows[0] ?? {}), rows: rows.map((cells, i) => ({ line: i + 2, cells })), problem: null })

  it('takes good rows and names the bad ones by line and column', () => {
    const { entries, faults } = directoryOfTable(
      table(
        { 姓名: '周立民', 部门: '排水', 类别: '人员', 电话: '8102 08:00-18:00；139 0000', 备注: 'x' },
        { 姓名: '', 部门: '排水', 类别: '岗位', 电话: '8103', 备注: '' },
        { 姓名: '孙晓燕', 部门: '排水', 类别: '老板', 电话: '8104', 备注: '' },
        { 姓名: '何建国', 部门: '排水', 类别: '', 电话: '8105;请转接', 备注: '' },
        { 姓名: '高志强', 部门: '排水', 类别: '', 电话: '', 备注: '' },
        { 姓名: '罗秀英', 部门: '排水', 类别: '岗位', 电话: '8106; 13900001234 18:00-08:00', 备注: '' },
      ),
      new Set(),
    )
    expect(entries.map((e) => [e.name, e.kind, e.numbers.map((n) => n.number)])).toEqual([['罗秀英', 'post', ['8106', '13900001234']]])
    expect(faults.map((f) => [f.line, f.column])).toEqual([[1, '备注'], [2, 'numbers'], [3, 'name'], [4, 'kind'], [5, 'numbers'], [6, 'numbers']])
  })

  it('reads what somebody answers for, and which unit is reached so', () => {
    const { entries, faults } = directoryOfTable(table({ 姓名: '城北网格中心', 电话: '8601', 网格: '990101001; 990101002001', 力量: 'U01' }, { 姓名: '甲', 电话: '8602', 网格: '城北', 力量: '' }), new Set())
    expect(entries.map(({ areas, unit }) => [areas, unit])).toEqual([[['990101001', '990101002001'], 'U01']])
    expect(faults.map(({ line, column }) => [line, column])).toEqual([[3, 'areas']])
  })

  it('says what the first row must hold', () => expect(directoryOfTable(table({ 甲: '1' }), new Set()).faults.at(-1)?.message).toContain('name and numbers'))
})

describe('who answers for a grid', () => {
  const of = (id: string, areas: readonly string[], number = '8601') => ({ id, areas, numbers: [duty(number)] })
  const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id)

  it('is whoever names the least around it, and of several whoever is on duty before who is not', () => {
    const entries = [of('district', ['990101']), of('street', ['990102001', '990101001']), of('grid', ['990101001001001'], '8601 18:00-08:00'), of('elsewhere', ['990102']), of('nobody', [])]
    expect(ids(answeringFor(entries, '990101001001001', at(20)))).toEqual(['grid', 'street', 'district'])
    expect(ids(answeringFor(entries, '990101001001001', at(12)))).toEqual(['street', 'district', 'grid'])
    expect(answeringFor(entries, '990103001001001', at(12))).toEqual([])
  })
})

describe('the directory of a station', () => {
  const departments = [{ id: 'ps', name: '水务局排水管理处', shortName: '排水', nameEn: 'Drainage', phone: '8102', at: [110, 33] as [number, number] }, { id: 'gd', name: '临江供电公司', shortName: '供电', nameEn: 'Power', phone: '', at: [110, 33] as [number, number] }]
  const people = { departments, streets: [{ code: '990101001', name: '城北街道' }], units: [{ id: 'U01', name: '监督员01', kind: 'collector' as const, department: 'ps', home: [110, 33] as [number, number] }] }

  it('has a line for each department with a number, found by pinyin initials', () => {
    expect(directoryRows([], people, false).map((r) => [r.name, r.numbers[0]?.number, r.initials])).toEqual([['排水', '8102', 'ps swjpsglc ps']])
  })

  it('puts the demo’s people beside them, so that the next number is tried where the first is busy', () => {
    const rows = directoryRows([], people, true)
    expect(rows.map((r) => r.kind)).toEqual(['department', 'post', 'person', 'department', 'post', 'person', 'post', 'post', 'post', 'post', 'unit'])
    expect(rows.find((r) => r.id === 'gd-line')?.numbers.map((n) => n.number.slice(0, 2))).toEqual(['82', '81'])
  })

  it('places people by their department’s name, and keeps those of none', () => {
    const entry = { id: 'a', kind: 'person' as const, department: '排水', name: '周立民', nameEn: '', title: '', numbers: [{ number: '1', hours: null, days: null }], areas: [], unit: '' }
    expect(directoryRows([entry, { ...entry, id: 'b', department: '外单位' }], people, true).map((r) => [r.id, r.departmentName])).toEqual([['department-ps', '水务局排水管理处'], ['a', '水务局排水管理处'], ['b', '外单位']])
  })
})
