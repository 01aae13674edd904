import { describe, expect, it } from 'vitest'
import { ACT_FIGURES } from '../../electron/domain/case-act.ts'
import { FIGURES, type Figure } from '../../electron/domain/case-kpi.ts'
import { casesOfActs, sumActs } from '../../electron/store/act-table.ts'
import { casesOfFigure, casesTakenOut, countBounces, sumFigures, type KpiGroup, type KpiPeriod } from '../../electron/store/kpi-table.ts'
import { LIMITS, moment, play, table, termOf, written } from '../builders/kpi-history.ts'
import { NOVEMBER, NOVEMBER_PERIOD } from '../builders/kpi-november.ts'
import { storeOf } from '../builders/kpi-store.ts'

const db = storeOf(play(NOVEMBER))

/** Every figure's sums by group, as tables write them; groups to which nothing counts are left out. */
function sums(group: KpiGroup, period: KpiPeriod = NOVEMBER_PERIOD): Record<string, Record<string, string>> {
  const groups: Record<string, Record<string, string>> = {}
  const note = (of: { name: string; version: number }, kind: 'rate' | 'mean', rows: readonly { group: string; numerator: number; denominator: number }[]): void => {
    for (const row of rows) groups[row.group] = { ...groups[row.group], [termOf(of)]: written(kind, row) }
  }
  const found = sumFigures(db, FIGURES, period, group)
  FIGURES.forEach((of, i) => note(of, of.kind, found[i] ?? []))
  for (const of of ACT_FIGURES) note(of, 'rate', sumActs(db, of, LIMITS, period, group))
  return groups
}

const figure = (name: string): Figure => FIGURES.find((f) => f.name === name) ?? FIGURES[0]
const ids = (name: string, part: 'numerator' | 'denominator', group: KpiGroup = 'city', value = ''): string =>
  casesOfFigure(db, figure(name), NOVEMBER_PERIOD, { part, group, value }, 0, 100).map((c) => c.id).sort().join(' ')

describe('November worked by hand', () => {
  it('for the city', () => {
    expect(sums('city')).toEqual({
      // 上报 in November: a b d e f g h i; j went into g, k is taken out, m was reported in October. Of them all but i are filed.
      // 立案 in November: a b d e f g h m. Handled: a b d g m; e is overdue; in time: a d g m; closed in time: a d m.
      // First 派遣 in November: a b d e g m; all but d accurate. 漏报: all but a and e. Answers: a b g j; all but b satisfied.
      // 时长: a 120, b 165, d 60, g 120, m 50. 受理: a b d e f g h, b late; 立案: a b d e f g h m, f late. 派遣: d twice.
      '': table('立案 7/8 · 处置 5/6 · 按期处置 4/6 · 结案 5/6 · 按期结案 3/6 · 返工 1/6 · 返工二 1/5 · 准确派遣 5/6 · 准确立案 7/8 · 漏报 6/8 · 满意 3/4 · 时长 515/5 · 按时受理 6/7 · 按时立案 7/8 · 按时派遣 7/7 · 按时审批 1/1 · 按时发核查 1/1 · 按时核查 6/6 · 按时结案 5/5'),
    })
  })

  it('by district; the answer of j counts in 新城, where the case is that it went into', () => {
    const byDistrict = {
      // a b d m
      '320101': table('立案 3/3 · 处置 4/4 · 按期处置 3/4 · 结案 4/4 · 按期结案 3/4 · 返工 0/4 · 返工二 0/4 · 准确派遣 3/4 · 准确立案 4/4 · 漏报 3/4 · 满意 1/2 · 时长 395/4 · 按时受理 2/3 · 按时立案 4/4 · 按时派遣 5/5 · 按时审批 1/1 · 按时发核查 1/1 · 按时核查 4/4 · 按时结案 4/4'),
      // e f g h i
      '320102': table('立案 4/5 · 处置 1/2 · 按期处置 1/2 · 结案 1/2 · 按期结案 0/2 · 返工 1/2 · 返工二 1/1 · 准确派遣 2/2 · 准确立案 3/4 · 漏报 3/4 · 满意 2/2 · 时长 120/1 · 按时受理 4/4 · 按时立案 3/4 · 按时派遣 2/2 · 按时核查 2/2 · 按时结案 1/1'),
    }
    expect(sums('district')).toEqual(byDistrict)
    expect(sums('street')).toEqual({ '320101001': byDistrict['320101'], '320102001': byDistrict['320102'] })
  })

  it('by department: who took first, else who it was sent to; none for what was never sent', () => {
    expect(sums('department')).toEqual({
      // a d
      sanitation: table('立案 2/2 · 处置 2/2 · 按期处置 2/2 · 结案 2/2 · 按期结案 2/2 · 返工 0/2 · 返工二 0/2 · 准确派遣 1/2 · 准确立案 2/2 · 漏报 1/2 · 满意 1/1 · 时长 180/2 · 按时受理 2/2 · 按时立案 2/2 · 按时派遣 3/3 · 按时审批 1/1 · 按时发核查 1/1 · 按时核查 2/2 · 按时结案 2/2'),
      // b e f g m, and the answer of j
      water: table('立案 4/4 · 处置 3/4 · 按期处置 2/4 · 结案 3/4 · 按期结案 1/4 · 返工 1/4 · 返工二 1/3 · 准确派遣 4/4 · 准确立案 5/5 · 漏报 4/5 · 满意 2/3 · 时长 335/3 · 按时受理 3/4 · 按时立案 4/5 · 按时派遣 4/4 · 按时核查 4/4 · 按时结案 3/3'),
      // h i
      '': table('立案 1/2 · 准确立案 0/1 · 漏报 1/1 · 按时受理 1/1 · 按时立案 1/1'),
    })
    expect(countBounces(db, NOVEMBER_PERIOD)).toMatchObject([{ department: 'sanitation', count: 1, events: [expect.any(String)] }])
  })

  it('by class', () => {
    expect(sums('class')).toEqual({
      // e f
      'component/01': table('立案 2/2 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 准确派遣 1/1 · 准确立案 2/2 · 漏报 1/2 · 按时受理 2/2 · 按时立案 1/2 · 按时派遣 1/1'),
      // a b d g h i m, and the answer of j
      'event/01': table('立案 5/6 · 处置 5/5 · 按期处置 4/5 · 结案 5/5 · 按期结案 3/5 · 返工 1/5 · 返工二 1/5 · 准确派遣 4/5 · 准确立案 5/6 · 漏报 5/6 · 满意 3/4 · 时长 515/5 · 按时受理 4/5 · 按时立案 6/6 · 按时派遣 6/6 · 按时审批 1/1 · 按时发核查 1/1 · 按时核查 6/6 · 按时结案 5/5'),
    })
  })

  it('by post', () => {
    expect(sums('role')).toEqual({
      // reported a e; checked
      collector: table('立案 2/2 · 漏报 0/2 · 按时核查 6/6'),
      // reported b d f g h i (and m in October, filed in November); asked a b g j
      'call-taker': table('立案 5/6 · 漏报 6/6 · 满意 3/4 · 按时受理 6/7 · 按时发核查 1/1'),
      'duty-officer': table('结案 5/6 · 按期结案 3/6 · 准确立案 7/8 · 按时立案 7/8 · 按时结案 5/5'),
      dispatcher: table('准确派遣 5/6 · 按时派遣 7/7 · 按时审批 1/1'),
      // took a b d g m
      department: table('处置 5/5 · 按期处置 4/5 · 返工 1/5 · 返工二 1/5 · 时长 515/5'),
      // nobody took e
      '': table('处置 0/1 · 按期处置 0/1 · 返工 0/1'),
    })
  })

  it('by person', () => {
    expect(sums('person')).toEqual({
      c1: table('立案 1/1 · 漏报 0/1 · 按时核查 4/4'),
      c2: table('立案 1/1 · 漏报 0/1 · 按时核查 2/2'),
      // reported b d m; asked a b j; accepted a d
      t1: table('立案 2/2 · 漏报 3/3 · 满意 2/3 · 按时受理 2/2 · 按时发核查 1/1'),
      // reported f g h i; asked g; accepted b (late) e f g h
      t2: table('立案 3/4 · 漏报 3/3 · 满意 1/1 · 按时受理 4/5'),
      // filed a b d m; closed a d m
      o1: table('结案 4/4 · 按期结案 3/4 · 准确立案 4/4 · 按时立案 4/4 · 按时结案 3/3'),
      // filed e f g h; closed b g
      o2: table('结案 1/2 · 按期结案 0/2 · 准确立案 3/4 · 按时立案 3/4 · 按时结案 2/2'),
      // dispatched a d g m first
      d1: table('准确派遣 3/4 · 按时派遣 4/4 · 按时审批 1/1'),
      // dispatched b e first, and d again
      d2: table('准确派遣 2/2 · 按时派遣 3/3'),
      s1: table('处置 2/2 · 按期处置 2/2 · 返工 0/2 · 返工二 0/2 · 时长 180/2'),
      w1: table('处置 3/3 · 按期处置 2/3 · 返工 1/3 · 返工二 1/3 · 时长 335/3'),
      '': table('处置 0/1 · 按期处置 0/1 · 返工 0/1'),
    })
  })

  it('each number down to its cases', () => {
    expect([ids('filing-rate', 'denominator'), ids('filing-rate', 'numerator')]).toEqual(['a b d e f g h i', 'a b d e f g h'])
    expect([ids('handling-rate', 'denominator', 'department', 'water'), ids('handling-rate', 'numerator', 'department', 'water')]).toEqual(['b e g m', 'b g m'])
    expect([ids('satisfaction-rate', 'denominator', 'district', '320102'), ids('satisfaction-rate', 'denominator', 'district', '320101')]).toEqual(['g j', 'a b'])
    expect([ids('closing-rate', 'denominator', 'person', 'o2'), ids('handling-rate', 'denominator', 'person', '')]).toEqual(['e g', 'e'])
    expect(casesTakenOut(db, NOVEMBER_PERIOD, 10)).toEqual(['k'])
    const check = ACT_FIGURES[7]
    expect(casesOfActs(db, check, LIMITS, NOVEMBER_PERIOD, { part: 'numerator', group: 'person', value: 'c2' }, 0, 10)).toMatchObject([{ id: 'g', events: { length: 2 } }])
  })

  it('October and December hold what falls there', () => {
    expect(sums('city', { from: moment('10-01 00:00'), to: moment('11-01 00:00'), now: moment('12-01 09:00') })).toEqual({ '': table('立案 1/1 · 按时受理 1/1') })
    expect(sums('city', { from: moment('12-01 00:00'), to: moment('2027-01-01 00:00'), now: moment('12-01 09:00') })).toEqual({ '': table('准确派遣 1/1 · 按时派遣 0/1') })
  })

  it('leaves out the answer of a merged reporter with the case it went into', () => {
    const merged = (end: string) => storeOf(play(`
      11-25 09:00 report 0102 @t1
      09:05 accept @t1
      09:10 file @o1
      09:15 dispatch @d1
      09:20 d/report 0102 @t2
      09:26 d/merge into=c @t2
      10:15 handle @w1
      10:20 check @c1
      10:25 close @o1
      10:30 follow-up satisfied @t1
      10:40 d/follow-up satisfied @t2
      11:00 ask-appeal @w1
      11:10 ${end} @o1`))
    const answers = (end: string) => sumFigures(merged(end), [figure('satisfaction-rate')], NOVEMBER_PERIOD, 'department')[0]
    expect(answers('deny-appeal')).toMatchObject([{ group: 'water', numerator: 2, denominator: 2 }])
    expect(answers('grant-appeal')).toEqual([])
  })

  it('a period holds its first instant and not its last', () => {
    // a is filed at 11-02 09:10, b at 11-03 09:25.
    const filed = (to: number) => sums('city', { ...NOVEMBER_PERIOD, from: moment('11-02 09:10'), to })['']
    expect(filed(moment('11-03 09:25'))).toMatchObject(table('准确立案 1/1 · 按时立案 1/1'))
    expect(filed(moment('11-03 09:25') + 1)).toMatchObject(table('准确立案 2/2 · 按时立案 2/2'))
    expect(sums('city', { ...NOVEMBER_PERIOD, from: moment('11-02 09:10') + 1, to: moment('11-03 09:25') })['']).not.toHaveProperty('准确立案')
  })

  it('f falls due without any event, in the very instant after its limit', () => {
    const due = moment('12-01 10:50')
    expect(sums('class', { ...NOVEMBER_PERIOD, now: due })['component/01']).toMatchObject(table('处置 0/1'))
    expect(sums('class', { ...NOVEMBER_PERIOD, now: due + 1 })['component/01']).toMatchObject(table('处置 0/2 · 按期处置 0/2 · 结案 0/2 · 按期结案 0/2 · 返工 0/2'))
  })
})
