import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar } from '../../electron/domain/calendar.ts'
import { calendarSheet, readCalendarSheet, readDay } from '../../electron/domain/calendar-sheet.ts'
import { CODE_HEADS, codeSheet, readCodeSheet, readLimit } from '../../electron/domain/code-sheet.ts'
import { CodeTable, type CaseClass } from '../../electron/domain/code-table.ts'
import { findColumns } from '../../electron/domain/sheet-mapping.ts'
import { decodeSheets } from '../../electron/sources/sheets/decode.ts'
import { writeCsv } from '../../electron/sources/sheets/csv.ts'
import { writeXlsx } from '../../electron/sources/sheets/xlsx-write.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../resources/codes/${name}`, import.meta.url), 'utf8'))
const { version: _version, ...SHIPPED } = CodeTable.parse(read('code-table.json'))
const DAYS = Calendar.parse(read('calendar.json'))

const word = (max: number) => fc.string({ unit: fc.constantFrom(...'井盖缺失道路ab 12"\n,;='), minLength: 1, maxLength: max }).map((s) => s.trim()).filter((s) => s !== '')
const plainWord = fc.string({ unit: fc.constantFrom(...'井盖路ab1'), minLength: 1, maxLength: 12 })

const classes: fc.Arbitrary<CaseClass[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 })
  .chain((codes) =>
    fc.tuple(
      ...codes.sort((a, b) => a - b).map((n) => {
        const code = String(n).padStart(2, '0')
        const sub = fc.record({
          name: word(20), nameEn: fc.option(word(20), { nil: '' }), department: fc.constantFrom('cg', 'ps'), words: fc.uniqueArray(plainWord, { maxLength: 4 }),
          conditions: fc.array(fc.record({ text: word(40), closing: fc.option(word(20), { nil: '' }), kind: fc.constantFrom('urgent', 'hours', 'days'), amount: fc.integer({ min: 1, max: 1000 }) }), { minLength: 1, maxLength: 3 }),
        })
        return fc.tuple(word(12), fc.option(word(12), { nil: '' }), fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 }).chain((subs) => fc.tuple(...subs.sort((a, b) => a - b).map((s) => sub.map((made) => ({ s, made })))))).map(([name, nameEn, subs]): CaseClass => ({
          code, name, nameEn,
          subClasses: subs.map(({ s, made }) => {
            const own = `${code}${String(s).padStart(2, '0')}`
            return { code: own, name: made.name, nameEn: made.nameEn, department: made.department, words: made.words, initials: '', conditions: made.conditions.map((c, i) => ({ code: `${own}-${i + 1}`, text: c.text, limit: { kind: c.kind as 'urgent', amount: c.amount }, closing: c.closing })) }
          }),
        }))
      }),
    ),
  )

describe('a code table as a sheet', () => {
  it('comes back as it was, for every table', () => {
    fc.assert(
      fc.property(classes, classes, (event, component) => {
        fc.pre(event.length + component.length > 0)
        const { table, faults } = readCodeSheet(codeSheet({ event, component }), [])
        expect(faults).toEqual([])
        expect(table).toEqual({ event, component })
      }),
      { numRuns: 60 },
    )
  })

  it.each(['csv', 'xlsx', 'gbk'] as const)('comes back as it was through a file: %s', async (format) => {
    const rows = codeSheet(SHIPPED)
    const bytes = format === 'xlsx' ? await writeXlsx(rows) : Buffer.from(writeCsv(rows))
    const [sheet] = await decodeSheets(format === 'gbk' ? GBK : bytes, 50_000)
    if (format === 'gbk') return expect(readCodeSheet(sheet?.rows ?? [], []).table?.event[0]).toMatchObject({ name: '市容环境', subClasses: [{ code: '0101', name: '垃圾' }] })
    expect(readCodeSheet(sheet?.rows ?? [], [])).toMatchObject({ faults: [], table: SHIPPED })
  })

  it('is read where cells of class and sub-class are merged, heads differ, and departments stand by name', () => {
    const cells = [
      ['类型', '大类', '小类编码', '小类', '责任部门', '条件', '时限(小时)', '备注'],
      ['部件', '公用设施', '101', '上水井盖', '排水管理处', '缺失', '2 紧急工作时', 'x'],
      ['', '', '', '', '', '破损', '1 工作日', ''],
      ['', '', '', '', '', '', '', ''],
      ['', '', '102', '污水井盖', '排水', '缺失', '2紧急工作时', ''],
    ]
    const { table, faults, used, rows } = readCodeSheet(cells, [{ id: 'ps', name: '排水管理处', shortName: '排水' }])
    expect(faults).toEqual([])
    expect([rows, used.at(-1)]).toEqual([3, null])
    expect(table?.component).toMatchObject([{ code: '01', name: '公用设施', subClasses: [{ code: '0101', department: 'ps', conditions: [{ code: '0101-1', limit: { kind: 'urgent', amount: 2 } }, { code: '0101-2', limit: { kind: 'days', amount: 1 } }] }, { code: '0102' }] }])
  })

  it('tells all that is wrong, each with its row, column and value', () => {
    const cells = [
      [...CODE_HEADS],
      ['事件', '02', '市容', '', '0101', '垃圾', '', '环卫', '', '', '有垃圾', '四', '小时', ''],
      ['故障', '', '', '', '0101', '垃圾', '', 'hw', '', '', 'x', '4', '工作时', ''],
      ['事件', '01', '市容', '', '01x', '垃圾', '', 'hw', '', '', 'x', '4', '工作时', ''],
      ['事件', '01', '别的', '', '0102', '', '', 'hw', '', '0101-1', '', '', '', ''],
    ]
    expect(readCodeSheet(cells, [{ id: 'hw', name: '环卫处', shortName: '环卫处' }]).faults.map((f) => [f.row, f.column, f.code, f.value])).toEqual([
      [2, '大类代码', 'elsewhere', '02'], [2, '处置部门', 'unknown-department', '环卫'], [2, '处置时限', 'bad-limit', '四 小时'],
      [3, '类型', 'bad-kind', '故障'], [4, '小类代码', 'bad-code', '01x'],
      [5, '大类名称', 'other-than-before', '别的'], [5, '小类名称', 'missing', ''], [5, '立案条件代码', 'elsewhere', '0101-1'], [5, '立案条件', 'missing', ''], [5, '处置时限', 'missing', ''],
    ])
    expect(readCodeSheet([['a']], []).faults[0]).toMatchObject({ row: 1, code: 'column-missing' })
    expect(readCodeSheet([[...CODE_HEADS]], []).faults[0]).toMatchObject({ code: 'no-rows' })
  })

  it('takes columns by a mapping, which is checked', () => {
    const fields = [{ field: 'code', heads: ['代码'], needed: true }, { field: 'name', heads: ['名称'], needed: false }] as const
    expect(findColumns(['a', '名称'], fields, { a: 'code', 名称: '-' })).toMatchObject({ used: ['code', null], faults: [] })
    expect(findColumns(['代码', '代码'], fields, { b: 'code', 代码: 'thing' }).faults.map((f) => f.code)).toEqual(['mapped-column-missing', 'unknown-field', 'column-missing'])
    expect(findColumns(['代码', 'CODE'], fields).faults.map((f) => f.code)).toEqual(['field-twice'])
  })

  it('reads limits as offices write them', () => {
    expect([readLimit('4', '工作时'), readLimit('２紧急工作时', ''), readLimit('1.5 天', ''), readLimit('4', ''), readLimit('0', '工作时'), readLimit('4工作日', '工作时'), readLimit('9999', 'days')]).toEqual([
      { kind: 'hours', amount: 4 }, { kind: 'urgent', amount: 2 }, { kind: 'days', amount: 1.5 }, undefined, undefined, undefined, undefined,
    ])
  })
})

/** 类型,小类代码,小类名称,处置部门,立案条件,处置时限,大类名称 / 事件,0101,垃圾,hw,有垃圾,4工作时,市容环境 in GBK. */
const GBK = Buffer.from('c0e0d0cd2cd0a1c0e0b4fac2eb2cd0a1c0e0c3fbb3c62cb4a6d6c3b2bfc3c52cc1a2b0b8ccf5bcfe2cb4a6d6c3cab1cfde2cb4f3c0e0c3fbb3c60acac2bcfe2c303130312cc0acbbf82c68772cd3d0c0acbbf82c34b9a4d7f7cab12ccad0c8ddbbb7beb30a', 'hex')

describe('a file', () => {
  it('is refused where it is no table, or an old workbook', async () => {
    await expect(decodeSheets(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 10)).rejects.toThrow('.xls')
    await expect(decodeSheets(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xff, 0, 0]), 10)).rejects.toThrow('neither')
    await expect(decodeSheets(Buffer.from('PK\u0003\u0004nothing'), 10)).rejects.toThrow('workbook')
    await expect(decodeSheets(Buffer.from('a\n1\n2\n3\n'), 2)).rejects.toThrow('more than 2 rows')
  })

  it('may part its cells by tab or semicolon', async () => {
    expect((await decodeSheets(Buffer.from('a;b\n1;2\n'), 5))[0]?.rows).toEqual([['a', 'b'], ['1', '2']])
    expect((await decodeSheets(Buffer.from('\ufeffa\tb\r\n1\t"2\t3"\r\n', 'utf16le'), 5))[0]?.rows).toEqual([['a', 'b'], ['1', '2\t3']])
  })
})

describe('a holiday notice', () => {
  const notice = [['日期', '类型', '名称'], ['2026-12-31', '休', '元旦'], ['2027/1/1', '放假', '元旦'], ['2027年2月14日', '调休上班', '春节']]

  it('that names ten days of a year tells it whole; a correction is added', () => {
    const year = Array.from({ length: 10 }, (_, i) => [`2026-05-${String(i + 10)}`, '休', ''])
    expect(readCalendarSheet([notice[0] ?? [], ...year], DAYS).calendar?.holidays).toEqual(year.map(([day]) => day))
    expect(readCalendarSheet([notice[0] ?? [], ['2026-10-01', '班', '']], DAYS).calendar).toMatchObject({ holidays: DAYS.holidays.filter((d) => d !== '2026-10-01'), workedWeekends: [...DAYS.workedWeekends, '2026-10-01'].sort() })
  })

  it('adds a new year and December days of the year before, and keeps the rest', () => {
    const { calendar, faults } = readCalendarSheet(notice, DAYS)
    expect(faults).toEqual([])
    expect(calendar).toMatchObject({ coveredFrom: '2026-01-01', coveredTo: '2027-12-31', workedWeekends: [...DAYS.workedWeekends, '2027-02-14'], holidays: [...DAYS.holidays, '2026-12-31', '2027-01-01'] })
    const again = calendar && readCalendarSheet(calendarSheet({ ...calendar, version: 'x' }), calendar).calendar
    expect(again).toEqual(calendar)
  })

  it('is refused with what is wrong', () => {
    const wrong = [...notice, ['2027-02-30', '休', ''], ['2027-03-01', '忙', ''], ['2027-1-1', '休', ''], ['', '休', '']]
    expect(readCalendarSheet(wrong, DAYS).faults.map((f) => [f.row, f.code])).toEqual([[5, 'bad-day'], [6, 'bad-day-kind'], [7, 'twice'], [8, 'missing']])
    expect(readCalendarSheet([['日期', '类型'], ['2028-05-01', '休']], DAYS).faults).toMatchObject([{ code: 'year-missing', value: '2027' }])
    expect(readCalendarSheet([['日期', '类型']], DAYS).faults).toMatchObject([{ code: 'no-rows' }])
    expect([readDay('2027-01-01 00:00:00'), readDay('2027.5.1'), readDay('27-1-1')]).toEqual(['2027-01-01', '2027-05-01', undefined])
  })
})
