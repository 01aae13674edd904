import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoNumber } from '../../electron/sources/demo-voice/numbers.ts'
import { parseSip, paramOf, responseTo, uriOf, userOf, valueOf, valuesOf, writeSip } from '../../electron/sources/demo-voice/sip-message.ts'
import { stunAnswer } from '../../electron/sources/demo-voice/stun.ts'
import { fromMuLaw, muLaw, tonePacket } from '../../electron/sources/demo-voice/tone.ts'

const INVITE = ['INVITE sip:8102@demo.invalid SIP/2.0', 'Via: SIP/2.0/WS x.invalid;branch=z9hG4bKa', 'v: SIP/2.0/WS y.invalid;branch=z9hG4bKb', 'From: "席一" <sip:console@demo.invalid>;tag=1', 't: <sip:8102@demo.invalid>', 'Call-ID: abc', 'CSeq: 1 INVITE', 'Content-Length: 0', '', ''].join('\r\n')

const request = (text: string) => {
  const message = parseSip(text)
  if (message?.kind !== 'request') throw new Error('no request')
  return message
}

describe('a SIP message', () => {
  it('is read with its compact names, in order, and written again', () => {
    const invite = request(INVITE)
    expect([invite.method, userOf(invite.uri), valueOf(invite, 'to'), valuesOf(invite, 'via').length]).toEqual(['INVITE', '8102', '<sip:8102@demo.invalid>', 2])
    expect(paramOf(valueOf(invite, 'from'), 'tag')).toBe('1')
    expect(uriOf(valueOf(invite, 'from'))).toBe('sip:console@demo.invalid')
    expect(parseSip(writeSip(invite))).toEqual({ ...invite, headers: [...invite.headers.filter((h) => h.name !== 'Content-Length'), { name: 'Content-Length', value: '0' }] })
  })

  it('is answered with what the request must give back, and a tag once', () => {
    const answer = responseTo(request(INVITE), 486, { toTag: 'me' })
    expect([answer.status, answer.reason, valuesOf(answer, 'via').length, valueOf(answer, 'to'), valueOf(answer, 'cseq')]).toEqual([486, 'Busy Here', 2, '<sip:8102@demo.invalid>;tag=me', '1 INVITE'])
  })

  it('is refused, never thrown over, whatever comes', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void parseSip(text)))
    fc.assert(fc.property(fc.nat(INVITE.length - 1), fc.string({ maxLength: 3 }), (at, text) => void parseSip(INVITE.slice(0, at) + text + INVITE.slice(at + 1))))
    for (const bad of ['', 'INVITE', 'INVITE sip:a SIP/3.0\r\n\r\n', 'OPTIONS sip:a SIP/2.0\r\nno colon here\r\n\r\n', `INVITE sip:a SIP/2.0\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`]) expect(parseSip(bad)).toBeUndefined()
  })
})

describe('the far end’s sound', () => {
  it('goes through μ-law with an error that nobody hears', () => {
    fc.assert(fc.property(fc.integer({ min: -32_000, max: 32_000 }), (sample) => Math.abs(fromMuLaw(muLaw(sample)) - sample) <= Math.max(8, Math.abs(sample) * 0.04)))
  })

  it('is the tone that was asked for, from packet to packet without a break', () => {
    const hz = 1_234
    const samples = Array.from({ length: 40 }, (_, i) => [...tonePacket(hz, i)].map(fromMuLaw)).flat().slice(200, 200 + 6_400)
    const rises = samples.filter((s, i) => i > 0 && s >= 0 && (samples[i - 1] ?? 0) < 0).length
    expect(rises / (samples.length / 8_000)).toBeCloseTo(hz, -1)
  })
})

describe('the demo’s numbers', () => {
  it('answer with a tone by chance, echo, are busy, ring for ever, or are not there', () => {
    expect([demoNumber('8102', 0, () => 0), demoNumber('8102', 0, () => 1)]).toEqual([{ does: 'answer', after: 0, sound: { what: 'tone', hz: 500 } }, { does: 'answer', after: 0, sound: { what: 'tone', hz: 1_900 } }])
    expect([demoNumber('8199', 5, Math.random), demoNumber('8201', 5, Math.random), demoNumber('8301', 5, Math.random), demoNumber('119', 5, Math.random)]).toEqual([{ does: 'answer', after: 5, sound: { what: 'echo' } }, { does: 'busy' }, { does: 'ring' }, undefined])
  })
})

describe('the demo’s STUN', () => {
  it('tells a sender its own address, and answers nothing else', () => {
    const ask = Buffer.alloc(20)
    ask.writeUInt16BE(0x0001, 0)
    ask.writeUInt32BE(0x2112a442, 4)
    const answer = stunAnswer(ask, { address: '192.0.2.1', port: 32_853, family: 'IPv4', size: 20 })
    expect(answer?.subarray(20).toString('hex')).toBe('002000080001a147e112a643')
    expect(stunAnswer(Buffer.from('hello, this is not STUN'), { address: '127.0.0.1', port: 1, family: 'IPv4', size: 23 })).toBeUndefined()
  })
})
