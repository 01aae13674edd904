import { describe, expect, it } from 'vitest'
import { stream, desk } from './fake-telephone.ts'

const party = { department: null, name: '', nameEn: '' }

/** A desk that speaks with these numbers, the last one not on hold. */
async function talkWith(...numbers: readonly string[]) {
  const at = desk()
  for (const number of numbers) {
    at.made.act({ do: 'dial', caseId: null, party, numbers: [number] })
    at.last().on({ type: 'answered', remote: stream })
    await at.settled()
  }
  const id = (i: number): string => at.calls()[i]?.id ?? ''
  const state = () => at.calls().map((c) => (c.state === 'ended' ? `ended ${c.why}` : `${c.joined ? 'joined' : c.held ? 'held' : 'spoken'}${c.muted ? ' muted' : ''}${c.silenced ? ' silenced' : ''}`))
  return { ...at, id, state }
}

describe('several calls at once', () => {
  it('hold the one that is spoken when another is dialled, and are swapped by one action', async () => {
    const { made, id, state, settled } = await talkWith('8101', '8102')
    expect(state()).toEqual(['held', 'spoken'])
    made.act({ do: 'activate', callId: id(0) })
    await settled()
    expect(state()).toEqual(['spoken', 'held'])
  })

  it('end as the last wish was, however fast they are swapped', async () => {
    const { made, id, state, settled } = await talkWith('8101', '8102')
    for (const i of [0, 1, 0, 1]) made.act({ do: 'activate', callId: id(i) })
    await settled()
    expect(state()).toEqual(['held', 'spoken'])
  })

  it('keep showing as spoken what the other side does not hold', async () => {
    const { made, legs, id, state, settled } = await talkWith('8101', '8102')
    for (const leg of legs) leg.agrees = false
    made.act({ do: 'hold', callId: id(1), on: true })
    await settled()
    expect(state()).toEqual(['held', 'spoken'])
  })
})

describe('a conference', () => {
  it('joins every call that is answered, each taken back from hold', async () => {
    const { made, state, settled, joined, legs } = await talkWith('8101', '8102', '8103')
    expect(made.act({ do: 'merge', silent: false })).toMatchObject({ ok: true })
    await settled()
    expect(state()).toEqual(['joined', 'joined', 'joined'])
    expect(joined.at(-1)).toHaveLength(3)
    expect(legs.map((l) => l.held)).toEqual([false, false, false])
  })

  it('goes on without our voice when the calls are patched, or somebody else is called', async () => {
    const { made, state, settled } = await talkWith('8101', '8102')
    made.act({ do: 'merge', silent: true })
    await settled()
    expect(state()).toEqual(['joined muted', 'joined muted'])
    made.act({ do: 'merge', silent: false })
    made.act({ do: 'dial', caseId: null, party, numbers: ['8103'] })
    await settled()
    expect(state().slice(0, 2)).toEqual(['joined muted', 'joined muted'])
  })

  it('lets one be silenced, taken out and dropped, and ends with the last but one', async () => {
    const { made, id, state, settled, joined, last } = await talkWith('8101', '8102', '8103')
    made.act({ do: 'merge', silent: false })
    made.act({ do: 'silence', callId: id(1), on: true })
    await settled()
    expect(state()).toEqual(['joined', 'joined silenced', 'joined'])
    made.act({ do: 'split', callId: id(0) })
    await settled()
    expect(state()).toEqual(['held', 'joined silenced', 'joined'])
    last().on({ type: 'ended', by: 'there' })
    await settled()
    expect(state()).toEqual(['held', 'spoken', 'ended hung-up-there'])
    expect(joined.at(-1)).toEqual([])
  })

  it('takes two at least and eight at most', async () => {
    const { made } = await talkWith('8101')
    expect(made.act({ do: 'merge', silent: false })).toMatchObject({ ok: false, error: { code: 'too-few' } })
    const many = await talkWith(...Array.from({ length: 9 }, (_, i) => `810${i}`))
    expect(many.made.act({ do: 'merge', silent: false })).toMatchObject({ ok: false, error: { code: 'conference-full', params: { max: '8' } } })
    many.made.act({ do: 'hang-up', callId: many.id(0) })
    expect(many.made.act({ do: 'merge', silent: false })).toMatchObject({ ok: true })
  })
})

describe('a transfer', () => {
  it('ends our leg once the other side speaks with the number', async () => {
    const { made, id, state, settled, legs } = await talkWith('8101')
    made.act({ do: 'transfer', callId: id(0), number: '8105' })
    await settled()
    expect(legs[0]).toMatchObject({ referred: ['8105'], held: true, ended: true })
    expect(state()).toEqual(['ended transferred'])
  })

  it('brings the call back when nobody takes it', async () => {
    const { made, id, state, settled, legs, calls } = await talkWith('8101')
    if (legs[0]) legs[0].goes = Promise.resolve(false)
    made.act({ do: 'transfer', callId: id(0), number: '8201' })
    await settled()
    expect(state()).toEqual(['spoken'])
    expect([calls()[0]?.transfer, legs[0]?.held]).toEqual(['failed', false])
  })

  it('connects two calls and leaves both', async () => {
    const { made, id, state, settled, legs } = await talkWith('8101', '8102')
    made.act({ do: 'connect', callId: id(0), to: id(1) })
    await settled()
    expect(state()).toEqual(['ended transferred', 'ended transferred'])
    expect(legs[0]?.referred).toHaveLength(1)
  })
})

describe('keys and the talk key', () => {
  it('tell the other side telephone keys and show what was told', async () => {
    const { made, id, settled, legs, calls } = await talkWith('8101')
    made.act({ do: 'digits', callId: id(0), digits: '1' })
    await settled()
    made.act({ do: 'digits', callId: id(0), digits: '#' })
    await settled()
    expect([legs[0]?.digits, calls()[0]?.digits]).toEqual(['1#', '1#'])
  })

  it('open the microphone only while the talk key is held', () => {
    const { made, talk } = desk()
    made.act({ do: 'talk', on: false })
    made.act({ do: 'press-to-talk', on: true })
    expect(made.board().talk).toEqual({ byKey: true, open: false })
    made.act({ do: 'talk', on: true })
    expect(made.board().talk).toEqual({ byKey: true, open: true })
    made.act({ do: 'talk', on: false })
    made.act({ do: 'press-to-talk', on: false })
    expect(talk.mock.calls).toEqual([[false], [true], [false], [true]])
  })
})
