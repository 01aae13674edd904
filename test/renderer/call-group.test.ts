import { expect, it } from 'vitest'
import { desk, stream } from './fake-telephone.ts'

const member = (...numbers: string[]) => ({ party: { department: null, name: numbers[0] ?? '', nameEn: '' }, numbers })

function group(mode: 'first' | 'all', ...members: ReturnType<typeof member>[]) {
  const at = desk()
  const done = at.made.act({ do: 'dial-group', mode, caseId: 'c1', members })
  const answer = (number: string): void => at.legs.findLast((leg) => leg.number === number)?.on({ type: 'answered', remote: stream })
  const state = () => at.calls().map((c) => (c.state === 'ended' ? `ended ${c.why}` : c.joined ? 'joined' : c.state))
  return { ...at, done, answer, state }
}

it('calls everybody of a group at once, each on the case', () => {
  const { legs, calls, state } = group('all', member('8101'), member('8102'), member('8103'))
  expect(legs.map((leg) => leg.number)).toEqual(['8101', '8102', '8103'])
  expect(state()).toEqual(['dialling', 'dialling', 'dialling'])
  expect(calls().map((c) => c.caseId)).toEqual(['c1', 'c1', 'c1'])
})

it('speaks with the first who answers and gives the others up', async () => {
  const { legs, answer, state, settled } = group('first', member('8101'), member('8102'), member('8103'))
  answer('8102')
  answer('8103')
  await settled()
  expect(state()).toEqual(['ended cancelled', 'talking', 'ended cancelled'])
  expect(legs.map((leg) => leg.ended)).toEqual([true, false, true])
})

it('joins everybody who answers, and tries the next number of who does not', async () => {
  const { legs, answer, state, settled, calls, joined } = group('all', member('8101'), member('8201', '8111'), member('8103'))
  answer('8101')
  await settled()
  expect(state()).toEqual(['talking', 'dialling', 'dialling'])
  legs.find((leg) => leg.number === '8201')?.on({ type: 'missed', why: 'busy', sip: 486 })
  answer('8103')
  await settled()
  expect(state()).toEqual(['joined', 'dialling', 'joined'])
  answer('8111')
  await settled()
  expect(state()).toEqual(['joined', 'joined', 'joined'])
  expect(calls()[1]?.missed).toEqual([{ number: '8201', why: 'busy' }])
  expect(joined.at(-1)).toHaveLength(3)
})

it('does not join again whom we took out', async () => {
  const { made, answer, state, settled, calls } = group('all', member('8101'), member('8102'), member('8103'), member('8104'))
  for (const number of ['8101', '8102', '8103']) answer(number)
  await settled()
  made.act({ do: 'split', callId: calls()[0]?.id ?? '' })
  await settled()
  answer('8104')
  await settled()
  expect(state()).toEqual(['talking', 'joined', 'joined', 'joined'])
})

it('calls nobody twice, and takes no more than a conference holds', async () => {
  const { made, legs, answer, settled } = group('all', member('8101'), member('8101'), member('8102'))
  expect(legs.map((leg) => leg.number)).toEqual(['8101', '8102'])
  expect(made.act({ do: 'dial-group', mode: 'first', caseId: null, members: [member('8102')] })).toMatchObject({ ok: false, error: { code: 'already-calling' } })
  answer('8101')
  answer('8102')
  await settled()
  expect(made.act({ do: 'dial-group', mode: 'all', caseId: null, members: Array.from({ length: 7 }, (_, i) => member(`811${i}`)) })).toMatchObject({ ok: false, error: { code: 'conference-full' } })
})
