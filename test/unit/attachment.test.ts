import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AttachmentLimits, sniffMediaType, type AttachmentKind, type StoredFile } from '../../electron/domain/attachment.ts'
import { attachableKinds, decideFile, shownAttachments } from '../../electron/domain/case-attach.ts'
import { CaseCommand, isFileCommand } from '../../electron/domain/case-command.ts'
import type { Decision } from '../../electron/domain/case-decide.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { photoFacts } from '../../electron/domain/exif.ts'
import type { Actor } from '../../electron/domain/role.ts'
import { actor, caseEvent, loopEvents, NINE } from '../builders/case-builder.ts'
import { people } from '../builders/case-hall.ts'
import { photo } from '../builders/photo.ts'

const HASH = 'a'.repeat(64)
const JPEG: StoredFile = { mediaType: 'image/jpeg', bytes: 2_000_000 }

/** What comes of adding a file to a case that has so many events of its loop, after others that it has already. */
function adding(events: number, kind: AttachmentKind, by: Actor, { file = JPEG, before = [], limits = {} }: { file?: StoredFile | undefined; before?: readonly EventEnvelope[]; limits?: Partial<AttachmentLimits> } = {}): Decision {
  const state = foldCase('c', [...loopEvents('c', events), ...before])
  const command = CaseCommand.parse({ type: 'case.attach', caseId: 'c', hash: HASH, name: '现场.jpg', kind })
  if (!state || !isFileCommand(command)) throw new Error('no case')
  return decideFile(state, command, by, { now: NINE + 3_600_000, file: () => file, limits: AttachmentLimits.parse(limits) })
}

const codeOf = (decision: Decision): string => (decision.ok ? 'ok' : decision.refusal.code)
const attached = (n: number, over: object = {}): EventEnvelope => caseEvent('c', 'case.attached', n, [`e${String(n - 1).padStart(4, '0')}`], { body: { hash: String(n % 10).repeat(64), name: `${n}.jpg`, mediaType: 'image/jpeg', bytes: 9, kind: 'report', note: '', ...over } })

describe('what a file is', () => {
  it('is found in its bytes', () => {
    const head = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes)
    const text = (words: string): Uint8Array => Buffer.from(words, 'latin1')
    expect([
      sniffMediaType(photo()), sniffMediaType(text('\u0089PNG\r\n\u001a\n')), sniffMediaType(text('RIFF\u0001\u0002\u0003\u0004WEBPVP8 ')), sniffMediaType(text('%PDF-1.7')), sniffMediaType(text('\0\0\0\u0018ftypisom')),
      sniffMediaType(Buffer.concat([head(0x1a, 0x45, 0xdf, 0xa3), text('....B\u0082\u0084webm')])), sniffMediaType(text('OggS\0\u0002')), sniffMediaType(Buffer.from('积水约30厘米\n')),
    ]).toEqual(['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'video/mp4', 'video/webm', 'audio/ogg', 'text/plain'])
  })

  it('is nothing that is allowed for programs, archives, HEIC and bytes that are no text', () => {
    for (const bytes of ['MZ\u0090\0\u0003', 'PK\u0003\u0004', '\0\0\0\u0018ftypheic', '\u007fELF', '', 'GIF89a\u0001\0']) expect(sniffMediaType(Buffer.from(bytes, 'latin1'))).toBeUndefined()
    expect(sniffMediaType(Buffer.from([0x61, 0xc0, 0x80]))).toBeUndefined()
  })

  it('never fails, whatever the bytes, and takes any text that UTF-8 can write', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void sniffMediaType(bytes)))
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3_000 }).filter((t) => !/[\p{Cc}\p{Surrogate}]/u.test(t) && !/^(%PDF-|OggS|RIFF)/.test(t)), (words) => {
      expect(sniffMediaType(Buffer.from(words))).toBe('text/plain')
    }))
  })
})

describe('what a photo says of itself', () => {
  it('is its place and its time, in local time without a zone', () => {
    const { at, takenAt } = photoFacts(photo([118.912345, 31.154321]))
    expect(at?.[0]).toBeCloseTo(118.912345, 5)
    expect(at?.[1]).toBeCloseTo(31.154321, 5)
    expect(takenAt).toBe(Date.parse('2026-11-25T08:30:00+08:00'))
  })

  it('is nothing where it is cut, flipped or absent, and never an error', () => {
    expect(photoFacts(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toEqual({})
    const whole = photo()
    fc.assert(fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (cut, at, byte) => {
      const bytes = Buffer.from(whole)
      bytes[at] = byte
      expect(photoFacts(bytes.subarray(0, cut))).toBeTypeOf('object')
    }))
  })
})

describe('who may add what', () => {
  it('follows the post and the stage', () => {
    expect(codeOf(adding(1, 'report', actor('collector')))).toBe('ok')
    expect(codeOf(adding(1, 'handling', actor('dispatcher')))).toBe('not-lawful-here')
    expect(codeOf(adding(4, 'handling', people('sanitation')))).toBe('ok')
    expect(codeOf(adding(4, 'handling', people('water')))).toBe('not-your-department')
    expect(codeOf(adding(4, 'handling', actor('collector')))).toBe('role-missing')
    expect(codeOf(adding(4, 'check', actor('collector')))).toBe('not-lawful-here')
    expect(codeOf(adding(5, 'check', actor('collector')))).toBe('ok')
    expect(codeOf(adding(1, 'other', actor('admin')))).toBe('role-missing')
    expect(codeOf(adding(8, 'other', actor('supervisor')))).toBe('ok')
  })

  it('is offered as it is decided', () => {
    for (const events of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (const by of [actor('collector'), actor('call-taker'), actor('duty-officer'), actor('dispatcher'), actor('supervisor'), actor('admin'), people('sanitation'), people('water')]) {
        const state = foldCase('c', loopEvents('c', events))
        if (!state) throw new Error('no case')
        const lawful = (['report', 'handling', 'check', 'other'] as const).filter((kind) => adding(events, kind, by).ok)
        expect(attachableKinds(state, by), `${events} ${by.roles.join()}`).toEqual(lawful)
      }
    }
  })

  it('refuses a file that the store has not, that is too large, that is there already, and one too many', () => {
    const by = actor('collector')
    const state = foldCase('c', loopEvents('c', 1))
    const command = CaseCommand.parse({ type: 'case.attach', caseId: 'c', hash: HASH, name: 'x', kind: 'report' })
    if (!state || !isFileCommand(command)) throw new Error('no case')
    expect(codeOf(decideFile(state, command, by, { now: NINE + 60_000, file: () => undefined, limits: AttachmentLimits.parse({}) }))).toBe('file-unknown')
    expect(codeOf(adding(1, 'report', by, { file: { mediaType: 'image/png', bytes: 26 * 1024 * 1024 } }))).toBe('file-too-large')
    expect(codeOf(adding(1, 'report', by, { file: { mediaType: 'video/mp4', bytes: 26 * 1024 * 1024 } }))).toBe('ok')
    expect(codeOf(adding(1, 'report', by, { before: [attached(1, { hash: HASH })] }))).toBe('already-attached')
    expect(codeOf(adding(1, 'report', by, { before: [attached(1)], limits: { perCase: 1 } }))).toBe('too-many-files')
  })
})

describe('a file of a case', () => {
  const events = [...loopEvents('c', 1), attached(1), attached(2)]
  const detach = caseEvent('c', 'case.detached', 3, ['e0002'], { body: { attachment: 'e0001', name: '1.jpg', note: '放错了' } })

  it('is hidden and stays, and may be added again', () => {
    const state = foldCase('c', [...events, detach])
    expect(state?.attachments?.map((a) => [a.id, a.hidden?.note])).toEqual([['e0001', '放错了'], ['e0002', undefined]])
    expect(state && shownAttachments(state).map((a) => a.id)).toEqual(['e0002'])
    expect(codeOf(adding(1, 'report', actor('collector'), { before: [attached(1, { hash: HASH }), attached(2), detach] }))).toBe('ok')
  })

  it('is the same in whatever order its events came, is lawful, and changes nothing of where the case stands', () => {
    const whole = foldCase('c', [...events, detach])
    expect(foldCase('c', [detach, ...events.toReversed()])).toEqual(whole)
    expect(whole?.irregular).toEqual([])
    expect(whole?.last?.type).toBe('case.reported')
  })

  it('is hidden by who added it and by the duty officer, with a reason', () => {
    const state = foldCase('c', events)
    const hide = (by: Actor, note: string): string => {
      const command = CaseCommand.parse({ type: 'case.detach', caseId: 'c', attachment: 'e0001', note })
      if (!state || !isFileCommand(command)) throw new Error('no case')
      return codeOf(decideFile(state, command, by, { now: NINE + 3_600_000, file: () => undefined, limits: AttachmentLimits.parse({}) }))
    }
    expect([hide(actor('call-taker'), '放错了'), hide({ ...actor('call-taker'), id: 'a' }, '放错了'), hide(actor('duty-officer'), ''), hide(actor('duty-officer'), '放错了')]).toEqual(['role-missing', 'ok', 'reason-missing', 'ok'])
  })
})
