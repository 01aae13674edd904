import { describe, expect, it, vi } from 'vitest'
import { orderCodecs } from '../../renderer/call/codec-order.ts'
import { agreeTimer, keepSession, readInterval } from '../../renderer/call/session-timer.ts'
import { sipUser } from '../../renderer/call/sip-user.ts'

const SDP = ['m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 126', 'a=rtpmap:111 opus/48000/2', 'a=rtpmap:63 red/48000/2', 'a=rtpmap:9 G722/8000', 'a=rtpmap:0 PCMU/8000', 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:126 telephone-event/8000', ''].join('\r\n')

describe('the codecs of an offer', () => {
  it('stand in the wished order, the rest behind as it was', () => {
    expect(orderCodecs(SDP, ['pcma', 'opus'])).toBe(SDP.replace('111 63 9 0 8 126', '8 111 63 9 0 126'))
    expect(orderCodecs(SDP, [])).toBe(SDP)
  })
})

describe('a number in a SIP address', () => {
  it.each([['+8657112345', '+8657112345'], ['*72#', '*72%23'], ['110', '110'], ['a b', 'a%20b']])('%s is %s', (number, user) => expect(sipUser(number)).toBe(user))
})

describe('a session timer (RFC 4028)', () => {
  it.each([
    ['1800;refresher=uac', true, { seconds: 1_800, here: true }],
    ['1800;refresher=uas', true, { seconds: 1_800, here: false }],
    ['90', false, { seconds: 90, here: true }],
    ['90 ; refresher=UAC', false, { seconds: 90, here: false }],
    ['never', true, undefined],
    ['-5', true, undefined],
    [undefined, true, undefined],
  ])('reads %s', (header, weCalled, interval) => expect(readInterval(header, weCalled)).toEqual(interval))

  it('is agreed on with the one who refreshes', () => {
    expect(agreeTimer({ seconds: 90, here: true })).toEqual(['Require: timer', 'Session-Expires: 90;refresher=uas'])
  })

  it('refreshes at half its time for as long as the session stands, then ends it', async () => {
    vi.useFakeTimers()
    const refresh = vi.fn(() => Promise.resolve(refresh.mock.calls.length < 3))
    const end = vi.fn()
    keepSession({ seconds: 100, here: true }, refresh, end)
    await vi.advanceTimersByTimeAsync(100_000)
    expect([refresh.mock.calls.length, end.mock.calls.length]).toEqual([2, 0])
    await vi.advanceTimersByTimeAsync(50_000)
    expect([refresh.mock.calls.length, end.mock.calls.length]).toEqual([3, 1])
    vi.useRealTimers()
  })

  it('ends a session that the other side should have refreshed, and not before', () => {
    vi.useFakeTimers()
    const end = vi.fn()
    const kept = keepSession({ seconds: 90, here: false }, () => Promise.resolve(true), end)
    vi.advanceTimersByTime(59_000)
    kept.refreshed()
    vi.advanceTimersByTime(59_000)
    expect(end).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    expect(end).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })
})
