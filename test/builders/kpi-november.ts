import { moment } from './kpi-history.ts'

/** 滨江区 320101 and 新城区 320102, one grid each. */
export const BINJIANG = '320101001001001'
export const XINCHENG = '320102001001001'

/**
 * November 2026 of a small city, as of 1 December 09:00. Sanitation has 4 工作时, water 2 紧急工作时.
 *
 * | case | district | class | department | what happened                                                    |
 * |------|----------|-------|------------|------------------------------------------------------------------|
 * | a    | 滨江     | e/01  | sanitation | collector; in time, closed in time, satisfied                    |
 * | b    | 滨江     | e/01  | water      | late by 45 min, closed late, dissatisfied                        |
 * | d    | 滨江     | e/01  | sanitation | returned by sanitation (taken), finished by water, in time       |
 * | e    | 新城     | c/01  | water      | open, overdue                                                    |
 * | f    | 新城     | c/01  | water      | filed on 30 November, dispatched on 1 December, not due          |
 * | g    | 新城     | e/01  | water      | 返工, in time after it, closed late, fair                         |
 * | h    | 新城     | e/01  | —          | voided after 立案                                                 |
 * | i    | 新城     | e/01  | —          | refused                                                          |
 * | j    | 滨江     | e/01  | —          | merged into g before 立案; its reporter satisfied                 |
 * | k    | 滨江     | e/01  | sanitation | 申诉 granted                                                      |
 * | m    | 滨江     | e/01  | water      | reported on 31 October, filed on 1 November; in time, unreached  |
 */
export const NOVEMBER = `
  10-31 23:50 m/report 0102 grid=${BINJIANG} @t1
  23:55 m/accept @t1
  11-01 00:05 m/file @o1
  00:10 m/dispatch @d1
  01:00 m/handle @w1
  01:10 m/check @c1
  01:20 m/close @o1
  01:30 m/follow-up unreached @t1
  11-02 09:00 a/report 0101 grid=${BINJIANG} @c1
  09:05 a/accept @t1
  09:10 a/file @o1
  09:15 a/dispatch @d1
  11:15 a/handle @s1
  11:20 a/ask-check @t1
  11:40 a/check @c1
  11:45 a/close @o1
  15:00 a/follow-up satisfied @t1
  11-03 09:00 b/report 0102 grid=${BINJIANG} @t1
  09:20 b/accept @t2
  09:25 b/file @o1
  09:30 b/dispatch @d2
  12:15 b/handle @w1
  12:30 b/check @c1
  12:40 b/close @o2
  13:00 b/follow-up dissatisfied @t1
  11-04 09:00 d/report 0101 grid=${BINJIANG} @t1
  09:05 d/accept @t1
  09:10 d/file @o1
  09:15 d/dispatch @d1
  09:20 d/take @s1
  09:30 d/ask-return @s1
  09:35 d/approve-return @d1
  09:45 d/dispatch water @d2
  10:15 d/handle @w1
  10:25 d/check @c1
  10:30 d/close @o1
  11-05 09:00 g/report 0102 grid=${XINCHENG} @t2
  09:05 g/accept @t2
  09:10 g/file @o2
  09:15 g/dispatch @d1
  09:30 j/report 0102 grid=${BINJIANG} @t1
  09:32 j/merge into=g @t1
  10:00 g/handle @w1
  10:10 g/check fail @c2
  10:15 g/rework @d1
  11:15 g/handle @w1
  11:25 g/check @c2
  11:30 g/close @o2
  11:40 g/follow-up fair @t2
  11:50 j/follow-up satisfied @t1
  11-06 09:00 h/report 0101 grid=${XINCHENG} @t2
  09:10 h/accept @t2
  09:20 h/file @o2
  09:25 h/void @o2
  10:00 i/report 0101 grid=${XINCHENG} @t2
  10:05 i/refuse @t2
  11-09 09:00 k/report 0101 grid=${BINJIANG} @c1
  09:05 k/accept @t1
  09:10 k/file @o1
  09:15 k/dispatch @d1
  11-10 16:00 k/handle @s1
  16:10 k/ask-appeal @s1
  16:30 k/grant-appeal @o1
  11-20 09:00 e/report component 0101 grid=${XINCHENG} @c2
  09:05 e/accept @t2
  09:10 e/file @o2
  09:15 e/dispatch @d2
  11-30 23:30 f/report component 0101 grid=${XINCHENG} @t2
  23:35 f/accept @t2
  23:55 f/file @o2
  12-01 08:50 f/dispatch @d2`

export const NOVEMBER_PERIOD = { from: moment('11-01 00:00'), to: moment('12-01 00:00'), now: moment('12-01 09:00') }
