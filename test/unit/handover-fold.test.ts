import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALERT_STREAM, foldAlert } from '../../electron/domain/alert.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { foldHandover, HANDOVER_STREAM } from '../../electron/domain/handover.ts'
import { formatHlc } from '../../electron/domain/hlc.ts'

const event = (n: number, stream: string, type: string, body: unknown, name: string, parents: readonly string[] = []): EventEnvelope => ({
  id: `e${n}`, stream, parents: [...parents], hlc: formatHlc({ wall: 1_000 + n, count: 0 }), type, version: 1, occurredAt: 1_000 + n, recordedAt: 1_000 + n, actor: { id: name, name, role: 'duty-officer' }, station: 'hall-1', body,
})

const HANDOVER = [
  event(0, `${HANDOVER_STREAM}h`, 'handover.given', { since: 1, until: 2, counts: { open: 3 }, remark: '看好望江路' }, '甲'),
  event(1, `${HANDOVER_STREAM}h`, 'handover.taken', { remark: '知道' }, '乙', ['e0']),
  event(2, `${HANDOVER_STREAM}h`, 'handover.taken', { remark: '我也接' }, '丙', ['e0']),
]

describe('a hand-over', () => {
  it('is the same in whatever order its events come, and taken by the first', () => {
    fc.assert(fc.property(fc.shuffledSubarray(HANDOVER, { minLength: 3 }), (events) => {
      expect(foldHandover('h', events)).toEqual({
        id: 'h', since: 1, until: 2, counts: { open: 3 }, given: { by: { id: '甲', name: '甲' }, at: 1_000, remark: '看好望江路' }, taken: { by: { id: '乙', name: '乙' }, at: 1_001, remark: '知道' },
      })
    }))
  })

  it('is none until it was given', () => expect(foldHandover('h', HANDOVER.slice(1))).toBeUndefined())
})

describe('the acknowledgement of an alert', () => {
  it('is that of the first who gave it, whatever came in which order', () => {
    const stream = `${ALERT_STREAM}a`
    const events = [event(0, stream, 'alert.acknowledged', { note: '' }, '甲'), event(1, stream, 'alert.acknowledged', { note: '' }, '乙', ['e0'])]
    for (const given of [events, events.toReversed()]) expect(foldAlert('a', given)?.acknowledged).toEqual({ by: '甲', at: 1_000 })
  })
})
