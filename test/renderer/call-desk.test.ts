import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallFact } from '../../electron/contract/call.ts'
import { backOff } from '../../renderer/call/back-off.ts'
import { OutgoingCall } from '../../renderer/call/outgoing-call.ts'
import { missReason } from '../../renderer/call/miss-reason.ts'
import { peakHz } from '../../renderer/call/spectrum.ts'
import { desk, network, newSeat, stream } from './fake-telephone.ts'

function begin(numbers: readonly string[]) {
  const told: CallFact[] = []
  const recorder = { stop: vi.fn(), kept: Promise.resolve() }
  const seat = newSeat()
  const net = network()
  const record = vi.fn(() => recorder)
  const call = new OutgoingCall(
    { caseId: 'c1', party: { department: 'ps', name: '排水', nameEn: 'Drainage' }, numbers, grouped: false },
    { engine: net.engine, room: { seat: () => seat }, tell: (_id, _at, event) => told.push(event), record, changed: () => undefined, ringSeconds: 20, demo: true },
  )
  return { call, net, told, seat, recorder, record, types: () => told.map((f) => f.type.slice('call.'.length)) }
}

describe('a call with several numbers', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tries the next when one is busy, each step told', () => {
    const { call, net, types } = begin(['8201', '8102'])
    net.last().on({ type: 'missed', why: 'busy', sip: 486 })
    expect(call.live).toMatchObject({ number: '8102', state: 'dialling', missed: [{ number: '8201', why: 'busy' }], next: [] })
    net.last().on({ type: 'ringing' })
    net.last().on({ type: 'answered', remote: stream })
    expect(call.live).toMatchObject({ state: 'talking', recording: true })
    expect(types()).toEqual(['begun', 'tried', 'missed', 'tried', 'ringing', 'answered'])
  })

  it('gives a number up that is not answered in time, and hears nothing more of it', () => {
    const { call, net } = begin(['8302', '8102'])
    const first = net.last()
    first.on({ type: 'ringing' })
    vi.advanceTimersByTime(20_000)
    expect(first.ended).toBe(true)
    expect(call.live).toMatchObject({ number: '8102', missed: [{ number: '8302', why: 'no-answer' }] })
    first.on({ type: 'answered', remote: stream })
    expect(call.live.state).toBe('dialling')
  })

  it('ends with the last number’s reason when nobody answers', () => {
    const { call, net, types } = begin(['8201'])
    net.last().on({ type: 'missed', why: 'busy', sip: 486 })
    expect(call.live).toMatchObject({ state: 'ended', why: 'busy' })
    expect(types().at(-1)).toBe('ended')
  })

  it('stops trying when the dispatcher hangs up', () => {
    const { call, net, recorder, record } = begin(['8201', '8102'])
    call.hangUp()
    net.last().on({ type: 'missed', why: 'cancelled', sip: 487 })
    expect(net.legs.map((l) => l.number)).toEqual(['8201'])
    expect(call.live).toMatchObject({ state: 'ended', why: 'cancelled' })
    expect(record).not.toHaveBeenCalled()
    expect(recorder.stop).not.toHaveBeenCalled()
  })

  it('is on hold when the other side has agreed, and not before', async () => {
    const { call, net } = begin(['8102'])
    await call.hold(true)
    expect(call.live.held).toBe(false)
    net.last().on({ type: 'answered', remote: stream })
    await call.hold(true)
    expect(call.live.held).toBe(true)
    net.last().agrees = false
    await call.hold(false)
    expect(call.live.held).toBe(true)
  })

  it('stops the recording and says who hung up', () => {
    const { call, net, recorder, seat } = begin(['8102'])
    net.last().on({ type: 'answered', remote: stream })
    net.last().on({ type: 'ended', by: 'there' })
    expect(call.live.why).toBe('hung-up-there')
    expect(recorder.stop).toHaveBeenCalledOnce()
    expect(seat.leave).toHaveBeenCalledOnce()
    net.last().on({ type: 'ended', by: 'there' })
    expect(recorder.stop).toHaveBeenCalledOnce()
  })
})

describe('calls that come in', () => {
  it('ring until they are taken, and are told from the first ring to the end', async () => {
    const { callIn, calls, act, settled, rings, told } = desk()
    const caller = callIn('13800002211')
    await settled()
    expect(rings()).toBe('call')
    expect(calls()).toMatchObject([{ direction: 'in', number: '13800002211', state: 'ringing', emergency: false }])
    expect(act('answer', 0)).toMatchObject({ ok: true })
    await settled()
    expect(rings()).toBe('nothing')
    expect(calls()).toMatchObject([{ state: 'talking', recording: true }])
    caller.on({ type: 'ended', by: 'there' })
    expect(calls()).toMatchObject([{ state: 'ended', why: 'hung-up-there' }])
    expect(told.map((f) => f.type)).toEqual(['call.begun', 'call.ringing', 'call.answered', 'call.ended'])
    expect(told[0]).toMatchObject({ body: { direction: 'in', numbers: ['13800002211'] } })
  })

  it('are noted at any time and marked while they are spoken, by the time since they were answered', async () => {
    const { callIn, calls, act, made, told } = desk()
    const caller = callIn('1')
    const callId = calls()[0]?.id ?? ''
    made.act({ do: 'mark', callId })
    expect(calls()).toMatchObject([{ marks: 0 }])
    act('answer', 0)
    made.act({ do: 'mark', callId })
    made.act({ do: 'mark', callId })
    expect(calls()).toMatchObject([{ marks: 2 }])
    caller.on({ type: 'ended', by: 'there' })
    expect(made.act({ do: 'mark', callId })).toMatchObject({ ok: false })
    expect(made.act({ do: 'note', callId, text: '井盖在东侧' })).toMatchObject({ ok: true })
    const marks = told.flatMap((f) => (f.type === 'call.marked' ? [f.body.ms] : []))
    expect(marks.every((ms) => ms >= 0 && ms < 5_000)).toBe(true)
    expect(marks).toHaveLength(2)
    expect(told.at(-1)).toMatchObject({ type: 'call.noted', body: { text: '井盖在东侧' } })
  })

  it('are declined, or given up by the caller', async () => {
    const { callIn, calls, act, settled, rings } = desk()
    const first = callIn('1')
    expect(act('hang-up', 0)).toMatchObject({ ok: true })
    expect(first.refused).toBe(603)
    const second = callIn('')
    second.gone()
    await settled()
    expect(calls()).toMatchObject([{ state: 'ended', why: 'rejected' }, { state: 'ended', why: 'cancelled', number: 'anonymous' }])
    expect(rings()).toBe('nothing')
    expect(act('answer', 1)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('put the one that is spoken on hold when another is taken, and ring softly before', async () => {
    const { callIn, calls, act, settled, rings } = desk()
    const first = callIn('1')
    act('answer', 0)
    callIn('2')
    await settled()
    expect(rings()).toBe('waiting')
    act('answer', 1)
    await settled()
    expect(first.held).toEqual([true])
    expect(calls()).toMatchObject([{ held: true }, { state: 'talking', held: false }])
  })

  it('hear busy while nobody may disturb, but for the emergency line, which rings as nothing else', async () => {
    const { callIn, calls, made, settled, rings } = desk()
    made.act({ do: 'do-not-disturb', on: true })
    const busy = callIn('1')
    expect(busy.refused).toBe(486)
    const emergency = callIn('110')
    callIn('2', { called: '110' })
    await settled()
    expect(emergency.refused).toBe(0)
    expect(rings()).toBe('emergency')
    expect(calls().map(({ emergency: urgent, state, why }) => [urgent, state, why])).toEqual([[false, 'ended', 'busy'], [true, 'ringing', null], [true, 'ringing', null]])
  })

  it('are put through by themselves only when they ask for it and the settings allow it', () => {
    const { callIn, calls } = desk()
    callIn('8100')
    callIn('666', { wantsThrough: true })
    callIn('8100', { wantsThrough: true })
    expect(calls().map(({ state }) => state)).toEqual(['ringing', 'ringing', 'talking'])
  })

  it('are told of as often after many calls as after few', async () => {
    vi.useFakeTimers()
    const { callIn, rang } = desk()
    const toldInASecond = async (i: number): Promise<number> => {
      const before = rang.length
      callIn(String(i)).gone()
      await vi.advanceTimersByTimeAsync(1_000)
      return rang.length - before
    }
    for (let i = 0; i < 20; i++) await toldInASecond(i)
    const early = await toldInASecond(20)
    for (let i = 21; i < 80; i++) await toldInASecond(i)
    expect(await toldInASecond(80)).toBe(early)
    vi.useRealTimers()
  })

  it('are turned away when too many are held', () => {
    const { callIn } = desk()
    const callers = Array.from({ length: 17 }, (_, i) => callIn(String(i)))
    expect(callers.map(({ refused }) => refused)).toEqual([...Array.from({ length: 16 }, () => 0), 486])
  })
})

describe('the small rules of calling', () => {
  it.each([[486, 'busy'], [603, 'rejected'], [404, 'unknown-number'], [480, 'no-answer'], [487, 'cancelled'], [488, 'no-common-codec'], [503, 'unreachable'], [499, 'failed']] as const)('reads %i as %s', (status, why) => expect(missReason(status)).toBe(why))

  it('waits longer after each failure, within bounds, never all at once', () => {
    const pauses = Array.from({ length: 20 }, (_, i) => backOff(i + 1, 1))
    expect(pauses.every((p, i) => i === 0 || p >= (pauses[i - 1] ?? 0))).toBe(true)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000)
    expect(backOff(3, 0)).toBeLessThan(backOff(3, 1))
  })

  it('finds a peak between two bins, and none in silence', () => {
    const shape = (at: number): Float32Array => Float32Array.from({ length: 512 }, (_, i) => -20 - 3 * (i - at) ** 2)
    expect(peakHz(shape(100.3), 10)).toBeCloseTo(1_003, 0)
    expect(peakHz(new Float32Array(512).fill(-200), 10)).toBeNull()
  })
})
