import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldCall, type NewCallEvent } from '../../electron/domain/call.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'

const party = { department: 'ps', name: '排水', nameEn: 'Drainage' }
const begun: NewCallEvent = { type: 'call.begun', body: { fact: 'f0', direction: 'out', caseId: 'c1', party, numbers: ['8302', '8102'], demo: true } }

/** A line of events, one second apart. */
const history = (...events: NewCallEvent[]): EventEnvelope[] =>
  events.map((event, i) => ({
    id: `e${i}`, stream: 'call/k', parents: i === 0 ? [] : [`e${i - 1}`], hlc: `${String(i).padStart(13, '0')}-0000`, type: event.type, version: 1,
    occurredAt: 1_000 * i, recordedAt: 1_000 * i, actor: { id: 'd', name: '值班席一', role: 'dispatcher' }, station: 's', body: event.body,
  }))

const [anyEvent] = history(begun) as [EventEnvelope]

const whole = history(
  begun,
  { type: 'call.tried', body: { fact: 'f1', number: '8302' } },
  { type: 'call.ringing', body: { fact: 'f2', number: '8302' } },
  { type: 'call.missed', body: { fact: 'f3', number: '8302', why: 'no-answer', sip: null } },
  { type: 'call.tried', body: { fact: 'f4', number: '8102' } },
  { type: 'call.answered', body: { fact: 'f5', number: '8102' } },
  { type: 'call.ended', body: { fact: 'f6', why: 'hung-up-here', sip: null } },
  { type: 'call.recorded', body: { fact: 'f7', bytes: 4_000, ms: 1_000, sha256: 'a'.repeat(64) } },
)

describe('a call told by its events', () => {
  it('holds every number that was tried, who answered, how long, why it ended and the recording', () => {
    expect(foldCall('k', whole)).toMatchObject({
      caseId: 'c1', number: '8102', begunAt: 0, answeredAt: 5_000, endedAt: 6_000, why: 'hung-up-here', by: '值班席一',
      tries: [{ number: '8302', at: 1_000, ringingAt: 2_000, missed: 'no-answer' }, { number: '8102', at: 4_000, ringingAt: null, missed: null }],
      recording: { bytes: 4_000, ms: 1_000 },
    })
  })

  it('is the same in whatever order its events came', () => {
    const told = foldCall('k', whole)
    fc.assert(fc.property(fc.shuffledSubarray(whole, { minLength: whole.length }), (events) => {
      expect(foldCall('k', events)).toEqual(told)
    }))
  })

  it('takes any part of its history and any body without a throw', () => {
    const odd = fc.record({ i: fc.nat(whole.length - 1), body: fc.anything() }).map(({ i, body }): EventEnvelope => ({ ...(whole.at(i) ?? anyEvent), id: `odd${i}`, body }))
    fc.assert(fc.property(fc.subarray(whole), fc.array(odd, { maxLength: 3 }), (some, odds) => void foldCall('k', [...some, ...odds])))
  })

  it('ends as the console says, also when core took it for interrupted before', () => {
    const lost = history(begun, { type: 'call.ended', body: { fact: 'lost-k', why: 'interrupted', sip: null } }, { type: 'call.ended', body: { fact: 'f9', why: 'hung-up-there', sip: null } })
    expect(foldCall('k', lost)).toMatchObject({ why: 'hung-up-there', endedAt: 2_000 })
  })
})
