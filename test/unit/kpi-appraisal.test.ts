import { describe, expect, it } from 'vitest'
import { APPRAISAL_PARTS, AppraisalSettings, DEFAULT_APPRAISAL, gradeOf, onDuty, scoreOf, type AppraisedRole } from '../../electron/domain/appraisal.ts'
import { checkSettings } from '../../electron/contract/settings.ts'
import { appraisalCases, appraise } from '../../electron/core/appraisal-report.ts'
import { LIMITS, moment, play } from '../builders/kpi-history.ts'
import { BINJIANG, NOVEMBER, NOVEMBER_PERIOD, XINCHENG } from '../builders/kpi-november.ts'
import { storeOf } from '../builders/kpi-store.ts'
import { FACTS } from '../builders/store-builder.ts'

const known = { city: { name: '临江市', areas: [] }, facts: FACTS, limits: LIMITS }
const rules = AppraisalSettings.parse({ rosters: [{ person: 'c1', grids: [BINJIANG] }, { person: 'c2', grids: [XINCHENG.slice(0, 9)] }] })
const { from, to, now } = NOVEMBER_PERIOD
const november = storeOf(play(NOVEMBER))

/** Scores by subject: `score grade`, then each part's numerator, denominator and points. */
const scores = (role: AppraisedRole, db = november, settings = rules) =>
  Object.fromEntries(
    appraise({ type: 'appraisal', from, to, role }, db, known, settings, now).scores.map((s) => [
      s.subject,
      [`${s.score === null ? '—' : Math.round(s.score * 100) / 100} ${s.grade ?? '—'}`, ...s.parts.map((p) => `${p.name} ${p.numerator}/${p.denominator} ${p.points === null ? '—' : Math.round(p.points * 100) / 100}`)],
    ]),
  )

describe('the appraisal of November, worked by hand', () => {
  it('of collectors: 40 有效上报 + 20 (1 − 漏报) + 20 核实 + 20 核查', () => {
    // c1 reported a (k is taken out). In its grid, 08–18, were reported and filed a b d: b d by others; m came at 23:50. 核实 nobody asked for:
    // (40·1 + 20·1/3 + 20·1) of 80. c2: e reported; e g h filed, g h by others; f came at 23:30.
    expect(scores('collector')).toEqual({
      c1: ['83.33 B', 'effective-report 1/1 40', 'missed 2/3 6.67', 'verify 0/0 —', 'check 4/4 20'],
      c2: ['83.33 B', 'effective-report 1/1 40', 'missed 2/3 6.67', 'verify 0/0 —', 'check 2/2 20'],
    })
  })

  it('of call-takers: 25 受理 + 40 发核实 + 35 发核查', () => {
    // t1: (25 + 35) of 60. t2 accepted b late: 25·4/5 of 25.
    expect(scores('call-taker')).toEqual({
      t1: ['100 A', 'accept 2/2 25', 'send-verify 0/0 —', 'send-check 1/1 35'],
      t2: ['80 B', 'accept 4/5 20', 'send-verify 0/0 —', 'send-check 0/0 —'],
    })
  })

  it('of duty officers: 25 立案 + 40 结案 + 35 准确立案', () => {
    // o2 filed f after 20 min, and voided h: 18.75 + 40 + 26.25.
    expect(scores('duty-officer')).toEqual({
      o1: ['100 A', 'file 4/4 25', 'close 3/3 40', 'accurate-filing 4/4 35'],
      o2: ['85 B', 'file 3/4 18.75', 'close 2/2 40', 'accurate-filing 3/4 26.25'],
    })
  })

  it('of dispatchers: 20 派遣 + 40 准确派遣 + 40 审批', () => {
    // d1 sent d to the wrong department: 20 + 30 + 40, just an A. d2: (20 + 40) of 60.
    expect(scores('dispatcher')).toEqual({
      d1: ['90 A', 'dispatch 4/4 20', 'accurate-dispatch 3/4 30', 'approve 1/1 40'],
      d2: ['100 A', 'dispatch 3/3 20', 'accurate-dispatch 2/2 40', 'approve 0/0 —'],
    })
  })

  it('of departments: 10 立案数 share + 30 结案 + 30 按期处置 + 30 (1 − 返工)', () => {
    // 2 and 5 of the 7 cases that were sent to somebody.
    expect(scores('department')).toEqual({
      sanitation: ['92.86 A', 'filed-share 2/7 2.86', 'closing 2/2 30', 'handling-in-time 2/2 30', 'rework 0/2 30'],
      water: ['67.14 C', 'filed-share 5/7 7.14', 'closing 3/4 22.5', 'handling-in-time 2/4 15', 'rework 1/4 22.5'],
    })
  })

  it('of 核实 and 发核实', () => {
    const db = storeOf(play(`
      11-25 09:00 a/report 0101 @t1
      09:05 a/accept @t1
      09:20 a/ask-verify @t1
      09:50 a/verify @c1
      11-26 09:00 b/report 0101 @t1
      09:16 b/ask-verify @t1
      09:47 b/verify @c1
      09:50 b/accept @t1`))
    // t1: 受理 in time twice; 发核实 in time (15 min after 受理), then late (16 min after 上报): (25 + 20) of 65.
    expect(scores('call-taker', db)).toEqual({ t1: ['69.23 C', 'accept 2/2 25', 'send-verify 1/2 20', 'send-check 0/0 —'] })
    // c1: 核实 30 and 31 min: 10 of 20. No case was filed, so the roster has nothing to say.
    expect(scores('collector', db)['c1']).toEqual(['50 D', 'effective-report 0/0 —', 'missed 0/0 —', 'verify 1/2 10', 'check 0/0 —'])
  })

  it('does not charge a person with what they did in another post', () => {
    const db = storeOf(play('11-25 09:00 report 0102 @t1\n09:05 accept @t1\n09:10 file @o1\n12:00 dispatch emergency @o1'))
    expect(scores('dispatcher', db)).toEqual({})
    expect(scores('duty-officer', db)).toEqual({ o1: ['100 A', 'file 1/1 25', 'close 0/0 —', 'accurate-filing 1/1 35'] })
  })

  it('names one subject’s events behind each part', () => {
    const [one, ...more] = appraise({ type: 'appraisal', from, to, role: 'duty-officer', subject: 'o2' }, november, known, rules, now).scores
    expect(more).toEqual([])
    expect(one).toMatchObject({ subject: 'o2', name: '人员o2', score: 85, grade: 'B' })
    const hall = play(NOVEMBER)
    const filed = (...ids: string[]) => ids.map((id) => hall.events(id).find((e) => e.type === 'case.filed')?.id).sort()
    const voided = hall.events('h').find((e) => e.type === 'case.voided')?.id
    const [file, close, accurate] = one?.parts ?? []
    expect([file?.events?.numerator.toSorted(), file?.events?.denominator.toSorted()]).toEqual([filed('e', 'g', 'h'), filed('e', 'f', 'g', 'h')])
    expect(close?.events?.denominator.toSorted()).toEqual(['b', 'g'].map((id) => hall.events(id).find((e) => e.type === 'case.closed')?.id).sort())
    expect([accurate?.events?.numerator.toSorted(), accurate?.events?.denominator.toSorted()]).toEqual([filed('e', 'f', 'g'), [...filed('e', 'f', 'g', 'h'), voided].sort()])
    const [c1] = appraise({ type: 'appraisal', from, to, role: 'collector', subject: 'c1' }, november, known, rules, now).scores
    expect(c1?.parts[1]?.events?.denominator.toSorted()).toEqual(filed('a', 'b', 'd'))
  })
})

describe('the rules of appraisal', () => {
  it('have weights that come to a hundred, for every part one', () => {
    for (const role of ['collector', 'call-taker', 'duty-officer', 'dispatcher', 'department'] as const) {
      expect(Object.keys(DEFAULT_APPRAISAL.weights[role])).toEqual(APPRAISAL_PARTS[role].map((p) => p.name))
      expect(Object.values(DEFAULT_APPRAISAL.weights[role]).reduce((a, b) => a + b, 0)).toBe(100)
    }
  })

  it.each([[100, 'A'], [90, 'A'], [89.999, 'B'], [75, 'B'], [74.999, 'C'], [60, 'C'], [59.999, 'D'], [40, 'D'], [39.999, 'E'], [0, 'E']] as const)('grade %d as %s', (score, grade) => {
    expect(gradeOf(score, DEFAULT_APPRAISAL)).toBe(grade)
  })

  it('are settings with a version; wrong ones are named', () => {
    const other = AppraisalSettings.parse({ version: '2', weights: { 'call-taker': { accept: 50, 'send-verify': 25, 'send-check': 25 } }, minutes: { sendCheck: 60 } })
    expect(other).toMatchObject({ version: '2', weights: { 'call-taker': { accept: 50 }, collector: { missed: 20 } }, minutes: { sendCheck: 60, close: 15 } })
    expect(checkSettings({ appraisal: { weights: { dispatcher: { dispatch: 90 } } } })).toMatchObject({ settings: { appraisal: DEFAULT_APPRAISAL }, faults: [{ path: ['appraisal', 'weights', 'dispatcher'], message: 'weights of a post must come to 100' }] })
    expect(checkSettings({ appraisal: { grades: { B: 95 } } }).faults).toMatchObject([{ message: 'grades must fall from A to D' }])
    expect(scores('call-taker', november, other)['t2']?.[0]).toBe('80 B')
  })

  it('have no score where there is nothing to judge', () => {
    expect(scoreOf('dispatcher', APPRAISAL_PARTS.dispatcher.map((part) => ({ part, numerator: 0, denominator: 0 })), DEFAULT_APPRAISAL)).toMatchObject({ score: null, grade: null })
  })

  it('put a collector on duty by grid, weekday and half-open shift', () => {
    const roster = AppraisalSettings.parse({ rosters: [{ person: 'c', grids: ['320101'], shifts: [['08:00', '12:00'], ['14:00', '24:00']], days: [1, 2, 3, 4, 5] }] }).rosters[0]
    if (!roster) throw new Error('no roster')
    const at = (text: string, grid = BINJIANG): boolean => onDuty(roster, grid, moment(text))
    // 2026-11-27 is a Friday.
    expect([at('11-27 07:59:59'), at('11-27 08:00'), at('11-27 12:00'), at('11-27 14:00'), at('11-27 23:59:59'), at('11-28 08:00'), at('11-27 08:00', XINCHENG), at('11-27 08:00', '')]).toEqual([false, true, false, true, true, false, false, false])
  })
})

describe('what a part of a score is made of', () => {
  const casesOf = (role: AppraisedRole, subject: string, part: string, side: 'numerator' | 'denominator', after = 0, limit = 200) =>
    appraisalCases({ type: 'appraisal-cases', from, to, role, subject, part, side, after, limit }, november, known, rules, now)

  it('is its cases, as many as it counts, each with events; page by page the same', () => {
    for (const role of ['collector', 'call-taker', 'duty-officer', 'dispatcher', 'department'] as const) {
      for (const { subject, parts } of appraise({ type: 'appraisal', from, to, role }, november, known, rules, now).scores) {
        for (const { name, numerator, denominator, formula } of parts) {
          expect(formula.version).toBeGreaterThan(0)
          for (const [side, n] of [['numerator', numerator], ['denominator', denominator]] as const) {
            const whole = casesOf(role, subject, name, side)
            const found = whole.ok ? whole.value.cases : []
            const acts = found.reduce((sum, c) => sum + c.events.length, 0)
            expect([found.length, acts], `${role} ${subject} ${name} ${side}`).toContain(n)
            expect(found.every((c) => c.events.length > 0)).toBe(true)
            const paged: string[] = []
            for (let after: number | null = 0; after !== null; ) {
              const page = casesOf(role, subject, name, side, after, 1)
              paged.push(...(page.ok ? page.value.cases.map((c) => c.row.id) : []))
              after = page.ok ? page.value.next : null
            }
            expect(paged.toSorted()).toEqual(found.map((c) => c.row.id).toSorted())
          }
        }
      }
    }
  })

  it('is refused for a part that the score has not', () => {
    expect(casesOf('department', 'hw', 'nothing', 'numerator')).toMatchObject({ ok: false, error: { code: 'not-found', where: 'part' } })
  })
})
