import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { until } from '../e2e/wall/wall-run.ts'
import type { VoiceConsole } from './console.ts'
import { DOMAIN } from './peers/exchange.ts'
import type { Phone } from './peers/phone.ts'
import { SoftPhone } from './peers/soft-phone.ts'
import { Site } from './site.ts'

const HZ = { console: 740, phones: [1_010, 1_390, 1_930], desk: 2_350 }
/** Three of them together stay below what a call can carry. */
const LEVEL = 0.2

let site: Site
let phones: SoftPhone[]
let desk: VoiceConsole
/** Rings until it is answered by hand. */
let third: Phone

beforeAll(async () => {
  site = await Site.start()
  const exchange = await site.exchange('first')
  third = await site.phone({ number: '8002', hz: HZ.desk, answer: 'manual', exchange })
  phones = await Promise.all(HZ.phones.map((hz) => SoftPhone.start(hz, LEVEL)))
  for (const phone of phones) site.onEnd(() => phone.stop())
  desk = await site.console({ number: '1001', hz: HZ.console, registrars: [exchange.address], voice: { digits: 'info' } })
  await desk.line('ready')
})

afterEach(async () => {
  await desk?.hangUpAll()
  for (const phone of phones) if (phone.talking) phone.hangUp()
})

afterAll(() => site?.stop())

const phone = (i: number): SoftPhone => {
  const found = phones[i]
  if (!found) throw new Error(`there is no phone ${i}`)
  return found
}

async function talkWith(far: SoftPhone): Promise<string> {
  const callId = await desk.dial([far.number])
  await desk.call(callId, 'talking')
  await desk.hearsTone(callId, far.hz)
  return callId
}

it('keys are told by INFO, in their order, where the settings say so', async () => {
  const callId = await talkWith(phone(0))
  await desk.act({ do: 'digits', callId, digits: '40*7#' })
  await until('all keys came', () => phone(0).toldDigits.length === 5)
  expect(phone(0).toldDigits.join('')).toBe('40*7#')
  expect(phone(0).digits).toEqual([])
  await desk.where('the keys are shown', ({ calls }) => calls.some((c) => c.id === callId && c.digits === '40*7#'))
})

it('a call is sent to a telephone, which rings, is answered, and both hear each other without us', async () => {
  const callId = await talkWith(phone(0))
  await desk.act({ do: 'transfer', callId, number: third.number })
  await until('it rings', () => third.said.includes('CALL_INCOMING'))
  third.command('accept')
  expect((await desk.call(callId, 'ended')).why).toBe('transferred')
  await phone(0).hearsTone(third.hz)
  await third.hearsTone(phone(0).hz)
  third.command('hangup')
  await until('they have hung up', () => !phone(0).talking)
})

it('a call that nobody takes comes back, and both hear each other again', async () => {
  const callId = await talkWith(phone(0))
  await desk.act({ do: 'transfer', callId, number: '9486' })
  await desk.where('it came back', ({ calls }) => calls.some((c) => c.id === callId && c.transfer === 'failed' && !c.held))
  await desk.hearsTone(callId, phone(0).hz)
  await phone(0).hearsTone(HZ.console)
})

it('two that were spoken with are connected, hear each other, and we are out', async () => {
  const first = await talkWith(phone(0))
  const second = await talkWith(phone(1))
  await phone(0).hearsNothing()
  await desk.act({ do: 'connect', callId: first, to: second })
  expect((await desk.call(first, 'ended')).why).toBe('transferred')
  expect((await desk.call(second, 'ended')).why).toBe('transferred')
  await phone(0).hearsTones([phone(1).hz], [HZ.console, phone(0).hz])
  await phone(1).hearsTones([phone(0).hz], [HZ.console, phone(1).hz])
})

it('the other side cannot send us anywhere: it is told so, and the call goes on', async () => {
  const callId = await talkWith(phone(0))
  expect(await phone(0).refer(`sip:${phone(1).number}@${DOMAIN}`)).toBe(603)
  await desk.hearsTone(callId, phone(0).hz)
  expect(phone(1).talking).toBe(false)
})

it('of four in a conference each hears the other three, and nobody itself', async () => {
  const calls: string[] = []
  for (const far of phones) calls.push(await talkWith(far))
  expect(await desk.act({ do: 'merge', silent: false })).toMatchObject({ op: 'done' })
  await desk.where('all are joined', (board) => calls.every((id) => board.calls.some((c) => c.id === id && c.joined && !c.held)))
  const everybody = [HZ.console, ...HZ.phones]
  for (const far of phones) await far.hearsTones(everybody.filter((hz) => hz !== far.hz), [far.hz])
  for (const [i, callId] of calls.entries()) await desk.hearsTone(callId, phone(i).hz)
  await desk.hangUp(calls[2] ?? '')
  await phone(0).hearsTones([HZ.console, phone(1).hz], [phone(0).hz, phone(2).hz])
})
