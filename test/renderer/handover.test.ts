import { describe, expect, it } from 'vitest'
import type { HandoverLine, HandoverReport } from '../../electron/contract/handover.ts'
import { handoverText } from '../../renderer/panels/handover/handover-text.ts'
import { countIn, countsOf, movedSince, shiftStart, startOfShift } from '../../renderer/panels/handover/handover.ts'
import { locale } from '../../renderer/panels/handover/locale.ts'
import { fill, formatIn } from '../../renderer/ui/i18n.tsx'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const NOW = at('2026-11-25T20:00')

const line: HandoverLine = { key: 'c', caseId: 'c', alertId: null, number: '2026-1', title: '暴露垃圾', titleEn: 'Exposed rubbish', place: '测试路', department: 'env', stage: 'dispatched', at: at('2026-11-25T19:00'), who: '', note: '约定明早回复' }
const report: HandoverReport = {
  since: at('2026-11-25T12:00'), until: NOW, open: 3,
  board: [{ stage: 'dispatched', due: 'overdue', n: 1 }, { stage: 'dispatched', due: 'paused', n: 1 }, { stage: 'reported', due: 'soon', n: 1 }],
  parts: [{ section: 'overdue', total: 1, lines: [line] }, { section: 'soon', total: 0, lines: [] }],
}

describe('the hand-over', () => {
  it('counts every open case once, by stage and by due', () => {
    expect([countIn(report, null, null), countIn(report, 'dispatched', null), countIn(report, null, 'overdue'), countIn(report, 'filed', 'soon')]).toEqual([3, 2, 1, 0])
    expect(countsOf(report)).toEqual({ open: 3, overdue: 1, soon: 0 })
  })

  it('is copied as plain text, with the parts that hold something', () => {
    const text = handoverText(report, (key, params) => fill(locale.zh[key], params), formatIn('zh-CN'), (id) => (id === 'env' ? '环卫' : id))
    expect(text).toBe('交接班 11月25日 12:00 – 11月25日 20:00\n在办 3\n\n已超时 1\n- 2026-1 暴露垃圾 测试路 环卫 11月25日 19:00 到期 “约定明早回复”')
  })

  it('starts where the last one ended, else on the half hour, and moves within three days', () => {
    expect(startOfShift({ until: at('2026-11-25T08:10') }, NOW, 8)).toBe(at('2026-11-25T08:10'))
    expect(startOfShift({ until: at('2026-11-20T08:10') }, NOW, 8)).toBe(at('2026-11-25T12:00'))
    expect(startOfShift(undefined, NOW, 8)).toBe(at('2026-11-25T12:00'))
    expect(shiftStart(at('2026-11-25T20:47'), 8)).toBe(at('2026-11-25T12:30'))
    expect(movedSince(at('2026-11-25T12:30'), -1, NOW)).toBe(at('2026-11-25T12:00'))
    expect(movedSince(NOW - 1_800_000, 3, NOW)).toBe(NOW - 1_800_000)
    expect(movedSince(NOW, -1_000, NOW)).toBe(NOW - 72 * 3_600_000)
  })
})
