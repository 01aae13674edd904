import { encodeQR } from 'qr'
import { decodeQR } from 'qr/decode.js'
import { expect, it } from 'vitest'
import type { AttachmentRow } from '../../electron/contract/attachment.ts'
import type { ClockReading } from '../../electron/contract/case-terms.ts'
import { dueOf, handledAt, photosOf } from '../../renderer/panels/order/order-data.ts'

const clock = (dueAt: number | null): ClockReading => ({ what: 'case', limit: { kind: 'hours', amount: 4 }, limitMs: 4, usedMs: 1, startedAt: 0, dueAt, asOf: 0, ticking: true, changesAt: null, state: 'running', overdueMs: 0 })
const file = (n: number, over: Partial<AttachmentRow> = {}): AttachmentRow => ({ id: `a${n}`, hash: 'a'.repeat(64), name: `${n}.jpg`, mediaType: 'image/jpeg', bytes: 1, kind: 'report', note: '', addedAt: n, by: { id: 'x', name: '甲', role: 'collector' }, ...over })

it('says by when a case is to be handled, that it is past, that it stands still, or when it was done', () => {
  expect(dueOf(clock(100), undefined, 50)).toEqual({ said: 'by', at: 100 })
  expect(dueOf(clock(100), undefined, 101)).toEqual({ said: 'over', at: 100 })
  expect(dueOf(clock(null), undefined, 101)).toEqual({ said: 'paused' })
  expect(dueOf(clock(100), 90, 101)).toEqual({ said: 'done', at: 90 })
  expect(dueOf(null, undefined, 1)).toBeNull()
})

it('a case is handled when the last of its departments is done', () => {
  const task = (at?: number) => ({ department: 'd', part: 'lead' as const, dispatchedAt: 1, ...(at === undefined ? {} : { handledAt: at }) })
  expect([handledAt([]), handledAt([task(5), task()]), handledAt([task(5), task(9)])]).toEqual([undefined, undefined, 9])
})

it('shows four pictures of the place at most, none of the handling, and counts what it leaves out', () => {
  const attachments = [file(1), file(2, { mediaType: 'application/pdf' }), file(3, { kind: 'handling' }), file(4, { kind: 'other' }), file(5), file(6), file(7)]
  const { photos, more } = photosOf({ attachments })
  expect(photos.map((p) => p.id)).toEqual(['a1', 'a4', 'a5', 'a6'])
  expect(more).toBe(3)
})

it('the code gives the case number again', () => {
  const scale = 4
  const rows = encodeQR('20261125-01-00001', 'raw', { ecc: 'medium', border: 4 }).flatMap((row) => Array.from({ length: scale }, () => row.flatMap((dark) => Array.from({ length: scale }, () => dark))))
  const side = rows.length
  const data = Uint8Array.from(rows.flat().flatMap((dark) => (dark ? [0, 0, 0, 255] : [255, 255, 255, 255])))
  expect(decodeQR({ width: side, height: side, data })).toBe('20261125-01-00001')
})
