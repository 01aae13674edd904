import { describe, expect, it } from 'vitest'
import { answering, contributions, moment, play, table } from '../builders/kpi-history.ts'

/**
 * Cases worked by hand from the definitions: what each contributes to every figure. A figure that a row does not name
 * gets 0/0 from the case. 0101 is 暴露垃圾, 4 工作时, sanitation; 0102 is 道路积水, 2 紧急工作时, water.
 * 2026-11-25 is a Wednesday. 时长 is in minutes.
 */
interface Row {
  readonly of: string
  readonly history: string
  readonly asOf?: string
  readonly id?: string
  readonly expected: string
  readonly department?: string
  readonly bounces?: readonly string[]
}

/** 上报 09:00, 受理 09:05, 立案 09:10, 派遣 09:15: each in time. */
const flooding = `
  11-25 09:00 report 0102 @t1
  09:05 accept @t1
  09:10 file @o1
  09:15 dispatch @d1`
const rubbish = flooding.replace('0102', '0101')
const begun = '按时受理 1/1 · 按时立案 1/1 · 按时派遣 1/1'
/** 立案, 准确立案, and 漏报 because the hotline reported it. */
const filed = '立案 1/1 · 准确立案 1/1 · 漏报 1/1'

const rows: readonly Row[] = [
  {
    of: 'straight round the loop', history: `${rubbish}
      09:30 take @s1
      11:00 handle @s1
      11:05 ask-check @t1
      11:20 check @c1
      11:30 close @o1
      14:00 follow-up satisfied @t1`,
    // Used 1 h 45 of 4 h; due 15:15, closed 11:30. 09:15 to 11:00 are 105 min.
    expected: `${filed} · ${begun} · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 准确派遣 1/1 · 满意 1/1 · 时长 105/1 · 按时发核查 1/1 · 按时核查 1/1 · 按时结案 1/1`,
    department: 'sanitation',
  },
  {
    of: 'found by a collector: no 漏报', history: `${rubbish.replace('@t1\n  09:05', '@c1\n  09:05')}
      11:00 handle @s1
      11:20 check @c1
      11:30 close @o1`,
    // Nobody sent for the 核查: its 30 min run from 处置. No 回访 yet.
    expected: `立案 1/1 · 准确立案 1/1 · 漏报 0/1 · ${begun} · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 准确派遣 1/1 · 时长 105/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  { of: 'only reported', history: '09:00 report 0101 @t1', expected: '立案 0/1' },
  { of: 'accepted after exactly 15 min', history: '09:00 report 0101 @t1\n09:15 accept @t1', expected: '立案 0/1 · 按时受理 1/1' },
  { of: 'accepted a second later than that', history: '09:00 report 0101 @t1\n09:15:01 accept @t1', expected: '立案 0/1 · 按时受理 0/1' },
  { of: '不予受理', history: '09:00 report 0101 @t1\n09:10 refuse @t1', expected: '立案 0/1' },
  {
    of: '核实 finds nothing, then 不予受理', history: '09:00 report 0101 @t1\n09:10 ask-verify @t1\n09:40 verify false @c1\n09:45 refuse @t1',
    // 发核实 10 min after 上报; 核实 30 min after that.
    expected: '立案 0/1 · 按时发核实 1/1 · 按时核实 1/1',
  },
  {
    of: '核实 late and nothing found, 作废 before 立案', history: '09:00 report 0101 @t1\n09:05 accept @t1\n09:21 ask-verify @t1\n09:52 verify false @c1\n09:55 void @o1',
    // 发核实 16 min after 受理; 核实 took 31 min.
    expected: '立案 0/1 · 按时受理 1/1 · 按时发核实 0/1 · 按时核实 0/1',
  },
  {
    of: '核实 real: 立案 is due from then', history: '09:00 report 0101 @t1\n09:05 accept @t1\n09:10 ask-verify @t1\n09:35 verify @c1\n09:50 file @o1',
    expected: `${filed} · 按时受理 1/1 · 按时发核实 1/1 · 按时核实 1/1 · 按时立案 1/1`,
  },
  {
    of: '核实 asked before 受理: 受理 is due from when it is done', history: '09:00 report 0101 @t1\n09:05 ask-verify @t1\n09:30 verify @c1\n09:40 accept @t1',
    expected: '立案 0/1 · 按时发核实 1/1 · 按时核实 1/1 · 按时受理 1/1',
  },
  { of: '作废 before 立案', history: '09:00 report 0101 @t1\n09:05 accept @t1\n09:06 void @o1', expected: '立案 0/1 · 按时受理 1/1' },
  {
    of: '作废 after 立案: still 立案, not 准确立案', history: '09:00 report 0101 @t1\n09:05 accept @t1\n09:10 file @o1\n09:30 void @o1',
    expected: '立案 1/1 · 准确立案 0/1 · 漏报 1/1 · 按时受理 1/1 · 按时立案 1/1',
  },
  { of: '作废 after 派遣, long overdue: out of 应派遣, 应处置 and 应结案', history: `${flooding}\n13:00 void @o1`, asOf: '11-26 09:00', expected: `立案 1/1 · 准确立案 0/1 · 漏报 1/1 · ${begun}` },
  { of: '作废 after 处置: the same', history: `${flooding}\n10:00 handle @w1\n10:30 void @o1`, expected: `立案 1/1 · 准确立案 0/1 · 漏报 1/1 · ${begun}` },
  {
    of: '撤回 of 作废: as if it had not been', history: '09:00 report 0101 @t1\n09:05 accept @t1\n09:10 file @o1\n09:12 void @o1\n09:13 recall @o1',
    expected: `${filed} · 按时受理 1/1 · 按时立案 1/1`,
  },
  {
    of: 'not due yet', history: flooding, asOf: '11:15', expected: `${filed} · ${begun} · 准确派遣 1/1`, department: 'water',
    // Due 11:15; in time means used ≤ limit.
  },
  { of: 'overdue and open from the next second', history: flooding, asOf: '11:15:01', expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1` },
  {
    of: '处置 exactly on the limit, 结案 after it', history: `${flooding}\n11:15 handle @w1\n11:20 check @c1\n11:30 close @o1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 120/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  {
    of: 'overdue by a second and closed', history: `${flooding}\n11:15:01 handle @w1\n11:50 check @c1\n12:10 close @o1`,
    // 核查 took 34 min 59 s; 结案 20 min. 7201 s are 120.016… min.
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 0/1 · 结案 1/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 ${7201 / 60}/1 · 按时核查 0/1 · 按时结案 0/1`,
  },
  {
    of: '结案 exactly at the due instant', history: `${flooding}\n10:55 handle @w1\n11:00 check @c1\n11:15 close @o1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 时长 100/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  {
    of: 'handled, 核查 outstanding: 应结案', history: `${flooding}\n10:15 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1`,
  },
  {
    of: 'limit ends with the morning, handled at lunch: used 4 h of 4 h', history: '11-25 07:50 report 0101 @t1\n07:55 accept @t1\n07:58 file @o1\n08:00 dispatch @d1\n13:00 handle @s1\n13:10 check @c1\n13:20 close @o1',
    // Due 12:00; the clock stands still until 14:00, so nothing is overrun; 结案 is judged by the instant.
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 300/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  {
    of: 'the same, open at lunch: the limit is used but not passed', history: '11-25 07:50 report 0101 @t1\n07:55 accept @t1\n07:58 file @o1\n08:00 dispatch @d1', asOf: '14:00',
    expected: `${filed} · ${begun} · 准确派遣 1/1`,
  },
  {
    of: 'the same, open a second into the afternoon', history: '11-25 07:50 report 0101 @t1\n07:55 accept @t1\n07:58 file @o1\n08:00 dispatch @d1', asOf: '14:00:01',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1`,
  },
  {
    of: 'over a weekend: Friday 16:00 to Monday 10:00 are 4 工作时', history: '11-27 15:45 report 0101 @t1\n15:50 accept @t1\n15:55 file @o1\n16:00 dispatch @d1\n11-30 10:00 handle @s1',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 3960/1`,
  },
  {
    of: 'over 国庆: 30 September 17:00 to 8 October 11:00 are 4 工作时', history: '09-30 16:45 report 0101 @t1\n16:50 accept @t1\n16:55 file @o1\n17:00 dispatch @d1\n10-08 11:00 handle @s1',
    // 7 d 18 h of wall time.
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 11160/1`,
  },
  {
    of: '调休: Saturday 10 October is worked, so the limit was up then at 11:00', history: '10-09 16:45 report 0101 @t1\n16:50 accept @t1\n16:55 file @o1\n17:00 dispatch @d1\n10-10 11:00:01 handle @s1',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 ${(18 * 3600 + 1) / 60}/1`,
  },
  {
    of: '紧急工作时 run through the night of a holiday', history: '10-01 23:00 report 0102 @t1\n23:05 accept @t1\n23:10 file @o1\n23:15 dispatch @d1\n10-02 01:15 handle @w1',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 120/1`,
  },
  {
    of: '延期 once: 4 h', history: `${flooding}\n11:00 ask-extend @w1\n11:10 approve-extend @d1\n13:00 handle @w1\n13:10 check @c1\n13:15 close @o1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 时长 225/1 · 按时审批 1/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  {
    of: '延期 twice, asked when overdue: 6 h, due 15:15', history: `${flooding}\n12:00 ask-extend @w1\n12:30 approve-extend @d1\n12:40 ask-extend @w1\n12:45 approve-extend @d1\n15:15 handle @w1\n15:30 check @c1\n15:40 close @o1`,
    // The first approval took 30 min, the second 5.
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 360/1 · 按时审批 1/2 · 按时核查 1/1 · 按时结案 1/1`,
  },
  { of: '延期 granted while overdue: not passed any more', history: `${flooding}\n12:00 ask-extend @w1\n12:10 approve-extend @d1`, asOf: '13:15', expected: `${filed} · ${begun} · 准确派遣 1/1 · 按时审批 1/1` },
  {
    of: '延期 denied', history: `${flooding}\n11:00 ask-extend @w1\n11:10 deny-extend @d1\n12:15 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 180/1 · 按时审批 1/1`,
  },
  {
    of: '回退 by one that never took it: the case counts for the other', history: `${rubbish}\n09:30 ask-return @s1\n09:40 approve-return @d1\n09:50 dispatch water @d2\n10:00 take @w1\n11:00 handle @w1`,
    // 派遣 twice, 5 and 10 min after the case came to wait for it. The clock runs from 09:15.
    expected: `${filed} · 按时受理 1/1 · 按时立案 1/1 · 按时派遣 2/2 · 准确派遣 0/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 105/1 · 按时审批 1/1`,
    department: 'water', bounces: ['sanitation'],
  },
  {
    of: '首接: who took it first answers, though another finished it', history: `${rubbish}\n09:20 take @s1\n09:30 ask-return @s1\n09:46 approve-return @d1\n10:02 dispatch water @d1\n11:00 handle @w1`,
    // 审批 and the second 派遣 took 16 min each.
    expected: `${filed} · 按时受理 1/1 · 按时立案 1/1 · 按时派遣 1/2 · 准确派遣 0/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 105/1 · 按时审批 0/1`,
    department: 'sanitation', bounces: ['sanitation'],
  },
  {
    of: '回退 and never sent again: the clock runs on', history: `${flooding}\n09:30 ask-return @w1\n09:40 approve-return @d1`, asOf: '11:15:01',
    expected: `${filed} · ${begun} · 准确派遣 0/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 按时审批 1/1`, department: 'water', bounces: ['water'],
  },
  {
    of: '回退 denied: accurate, and no 推诿', history: `${flooding}\n09:30 ask-return @w1\n09:40 deny-return @d1\n10:15 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1 · 按时审批 1/1`, bounces: [],
  },
  {
    of: '改派: not accurate, but no 推诿 and no second limit', history: `${rubbish}\n09:30 redispatch water @d1\n10:15 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 0/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1`, department: 'water', bounces: [],
  },
  {
    of: '挂账 for a day: an hour before and an hour after', history: `${flooding}\n10:00 ask-suspend @w1\n10:15 approve-suspend @d1\n11-26 10:15 resume @d1\n11:15 handle @w1`,
    // 26 h of wall time.
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 1560/1 · 按时审批 1/1`,
  },
  { of: '挂账 and open: not due, however long', history: `${flooding}\n10:00 ask-suspend @w1\n10:15 approve-suspend @d1`, asOf: '12-20 09:00', expected: `${filed} · ${begun} · 准确派遣 1/1 · 按时审批 1/1` },
  {
    of: '挂账 after an overrun: it stays', history: `${flooding}\n11:50 ask-suspend @w1\n12:00 approve-suspend @d1`, asOf: '12-20 09:00',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 按时审批 1/1`,
  },
  { of: '挂账 exactly when the limit was up: used, never passed', history: `${flooding}\n11:10 ask-suspend @w1\n11:15 approve-suspend @d1`, asOf: '12-20 09:00', expected: `${filed} · ${begun} · 准确派遣 1/1 · 按时审批 1/1` },
  { of: '挂账 that nobody ends: over after a year, an hour is left', history: `${flooding}\n10:00 ask-suspend @w1\n10:15 approve-suspend @d1`, asOf: '2027-11-25 11:15', expected: `${filed} · ${begun} · 准确派遣 1/1 · 按时审批 1/1` },
  {
    of: 'and a second later it is overdue, without any event', history: `${flooding}\n10:00 ask-suspend @w1\n10:15 approve-suspend @d1`, asOf: '2027-11-25 11:15:01',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 按时审批 1/1`,
  },
  {
    of: '核查 failed, not sent back yet: handled, not closed', history: `${flooding}\n10:15 handle @w1\n10:30 check fail @c1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1 · 按时核查 1/1`,
  },
  { of: 'in 返工, not due: not handled', history: `${flooding}\n10:15 handle @w1\n10:30 check fail @c1\n10:40 rework @d1`, asOf: '11:15', expected: `${filed} · ${begun} · 准确派遣 1/1 · 按时核查 1/1` },
  {
    of: 'in 返工, overdue: 返工 of 应结案, none of 处置', history: `${flooding}\n10:15 handle @w1\n10:30 check fail @c1\n10:40 rework @d1`, asOf: '11:15:01',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 1/1 · 按时核查 1/1`,
  },
  {
    of: '返工 done on the limit: the clock ran on as if it had not stopped', history: `${flooding}\n10:15 handle @w1\n10:30 check fail @c1\n10:40 rework @d1\n11:15 handle @w1\n11:50 check @c2\n12:00 close @o1`,
    // The second 核查 took 35 min: one of two in time.
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 0/1 · 返工 1/1 · 返工二 1/1 · 时长 120/1 · 按时核查 1/2 · 按时结案 1/1`,
  },
  {
    of: '返工 twice counts one case', history: `${flooding}\n09:30 handle @w1\n09:40 check fail @c1\n09:45 rework @d1\n10:00 handle @w1\n10:10 check fail @c1\n10:15 rework @d1\n10:30 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 1/1 · 返工二 1/1 · 时长 75/1 · 按时核查 2/2`,
  },
  {
    of: '申诉 granted: out of every figure, 推诿 too', history: `${rubbish}\n09:30 ask-return @s1\n09:40 approve-return @d1\n09:50 dispatch water @d1\n11-27 09:00 handle @w1\n09:10 check @c1\n09:20 close @o1\n09:30 follow-up dissatisfied @t1\n10:00 ask-appeal @w1\n11:00 grant-appeal @o1`,
    expected: '', department: 'water', bounces: [],
  },
  {
    of: '申诉 denied: all as before', history: `${flooding}\n12:15 handle @w1\n12:25 check @c1\n12:30 close @o1\n13:00 ask-appeal @w1\n13:30 deny-appeal @o1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 0/1 · 结案 1/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 180/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  {
    of: '申诉 asked, not decided: all as before', history: `${flooding}\n12:15 handle @w1\n12:30 ask-appeal @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 180/1`,
  },
  {
    of: 'merged before 立案: in no figure but for the act of 受理', id: 'd', history: `${flooding}\n09:20 d/report 0102 @t2\n09:25 d/accept @t2\n09:26 d/merge into=c @t2`, asOf: '11-26 09:00',
    expected: '按时受理 1/1',
  },
  {
    of: 'the case it went into: as if alone', history: `${flooding}\n09:20 d/report 0102 @t2\n09:26 d/merge into=c @t2\n10:15 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1`,
  },
  {
    of: 'merged after 立案: still 立案', id: 'd', history: `${flooding}\n09:20 d/report 0102 @t2\n09:25 d/accept @t2\n09:30 d/file @o1\n09:40 d/merge into=c @t2`, asOf: '11-26 09:00',
    expected: `${filed} · 按时受理 1/1 · 按时立案 1/1`,
  },
  {
    of: 'merged after 派遣: its handling and dispatch are those of the other', id: 'd', history: `${flooding}\n09:20 d/report 0102 @t2\n09:25 d/accept @t2\n09:30 d/file @o1\n09:35 d/dispatch @d1\n09:40 d/merge into=c @t2`, asOf: '11-26 09:00',
    expected: `${filed} · ${begun}`,
  },
  {
    of: 'unmerged again: it counts, its clock ran on', id: 'd', history: `${flooding}\n09:20 d/report 0102 @t2\n09:25 d/accept @t2\n09:30 d/file @o1\n09:35 d/dispatch @d1\n09:40 d/merge into=c @t2\n10:00 d/unmerge @t2`, asOf: '11:35:01',
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 0/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1`,
  },
  {
    of: '回访 of the merged reporter counts beside that of the other', id: 'd',
    history: `${flooding}\n09:20 d/report 0102 @t2\n09:26 d/merge into=c @t2\n10:15 handle @w1\n10:20 check @c1\n10:25 close @o1\n10:30 follow-up satisfied @t1\n10:40 d/follow-up dissatisfied @t2`,
    expected: '满意 0/1',
  },
  {
    of: '主办 and 协办: judged when the last is done, and 主办 answers though 协办 took it sooner', history: `
      11-25 09:00 report 0102 @t1
      09:05 accept @t1
      09:10 file @o1
      09:15 dispatch water +sanitation @d1
      09:20 take @s1
      09:30 take @w1
      10:00 handle @w1
      11:20 handle @s1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 0/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 125/1`,
    department: 'water',
  },
  {
    of: '主办 done, 协办 outstanding: not handled', history: `
      11-25 09:00 report 0102 @t1
      09:05 accept @t1
      09:10 file @o1
      09:15 dispatch water +sanitation @d1
      10:00 handle @w1`,
    asOf: '11:00', expected: `${filed} · ${begun} · 准确派遣 1/1`, department: 'water',
  },
  ...(['satisfied 1/1', 'fair 1/1', 'dissatisfied 0/1'] as const).map((said): Row => ({
    of: `回访 ${said}`, history: `${flooding}\n10:15 handle @w1\n10:20 check @c1\n10:25 close @o1\n10:30 follow-up ${said.split(' ')[0] ?? ''} @t1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1 · 按时核查 1/1 · 按时结案 1/1 · 满意 ${said.split(' ')[1] ?? ''}`,
  })),
  {
    of: '回访 unreached: no answer', history: `${flooding}\n10:15 handle @w1\n10:20 check @c1\n10:25 close @o1\n10:30 follow-up unreached @t1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
  {
    of: '督办 changes nothing', history: `${flooding}\n09:20 supervise @l1\n10:15 handle @w1`,
    expected: `${filed} · ${begun} · 准确派遣 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 0/1 · 按期结案 0/1 · 返工 0/1 · 返工二 0/1 · 时长 60/1`,
  },
  {
    of: 'an emergency, handled without 派遣: no clock ran, so none was overrun; it has no 时长', history: '09:00 report 0102 @t1\n09:05 accept @t1\n09:10 file @o1\n12:00 handle emergency @o1\n12:10 check @c1\n12:15 close @o1',
    expected: `${filed} · 按时受理 1/1 · 按时立案 1/1 · 处置 1/1 · 按期处置 1/1 · 结案 1/1 · 按期结案 1/1 · 返工 0/1 · 返工二 0/1 · 按时核查 1/1 · 按时结案 1/1`,
  },
]

describe('what a case contributes to every figure, worked by hand', () => {
  it.each(rows)('$of', ({ history, asOf, id = 'c', expected, department, bounces }) => {
    const hall = play(history)
    expect(contributions(hall, id, asOf === undefined ? hall.now : moment(asOf))).toEqual(table(expected))
    if (department !== undefined) expect(answering(hall, id).department).toBe(department)
    if (bounces !== undefined) expect(answering(hall, id).bounces).toEqual(bounces)
  })
})
