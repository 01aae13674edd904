import { expect, it } from 'vitest'
import type { Appraisal } from '../../electron/contract/appraisal.ts'
import { appraisalCsv } from '../../renderer/panels/appraisal/appraisal-csv.ts'

const appraisal: Appraisal = {
  role: 'dispatcher', from: 0, to: 1, asOf: 1, version: '1',
  scores: [
    { subject: 'd1', name: '=1+1', score: 90, grade: 'A', parts: [{ name: 'dispatch', term: '按时派遣率', weight: 20, numerator: 2, denominator: 3, value: 2 / 3, points: 40 / 3, formula: { figure: 'in-time-dispatch-rate', version: 1 } }] },
    { subject: 'd2', name: 'A, "B"', score: null, grade: null, parts: [{ name: 'dispatch', term: '按时派遣率', weight: 20, numerator: 0, denominator: 0, value: null, points: null, formula: { figure: 'in-time-dispatch-rate', version: 1 } }] },
  ],
}

it('the roll as a table has a line for each score, no formula of a spreadsheet, and nothing where nothing was to be judged', () => {
  const csv = appraisalCsv(appraisal, { rank: '名次', name: '姓名', score: '得分', grade: '等级', numerator: '分子', denominator: '分母', part: (p) => p.term, points: (p) => `${p.term}得分`, subject: (s) => s.name })
  expect(csv.split('\r\n')).toEqual([
    '名次,姓名,得分,等级,按时派遣率,按时派遣率得分,按时派遣率 分子,按时派遣率 分母',
    `1,"'=1+1",90,A,0.6667,13.3333,2,3`,
    ',"A, ""B""",,,,,0,0',
  ])
})
