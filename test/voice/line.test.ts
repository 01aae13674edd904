import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { VoiceConsole } from './console.ts'
import { Cutter } from './peers/cutter.ts'
import type { Exchange } from './peers/exchange.ts'
import type { Phone } from './peers/phone.ts'
import { SoftPhone } from './peers/soft-phone.ts'
import { Site } from './site.ts'

const HZ = { console: 690, phone: 1_310, second: 1_830 }

let site: Site
let first: Exchange
let second: Exchange
let cutter: Cutter
let phone: SoftPhone
let other: Phone
let desk: VoiceConsole

beforeAll(async () => {
  site = await Site.start()
  first = await site.exchange('first')
  second = await site.exchange('second')
  cutter = await Cutter.start(first.wsPort)
  site.onEnd(() => cutter.stop())
  phone = await SoftPhone.start(HZ.phone)
  site.onEnd(() => phone.stop())
  other = await site.phone({ number: '8002', hz: HZ.second, answer: 'auto', exchange: second })
  desk = await site.console({ number: '1001', hz: HZ.console, registrars: [cutter.address, second.address] })
  await onLine(cutter.address)
})

afterEach(() => desk?.hangUpAll())

afterAll(() => site?.stop())

/** Waits until calls go over this registrar. */
const onLine = (address: string) => desk.where(`the line goes over ${address}`, ({ line }) => line.state === 'ready' && line.name === address)

async function talk(): Promise<string> {
  const callId = await desk.dial([phone.number])
  await desk.call(callId, 'talking')
  await bothHear(callId)
  return callId
}

async function bothHear(callId: string): Promise<void> {
  await desk.hearsTone(callId, HZ.phone)
  await phone.hearsTone(HZ.console)
}

/** Holds and takes back, which needs the signalling both ways. */
async function holdAndBack(callId: string): Promise<void> {
  await desk.act({ do: 'hold', callId, on: true })
  await phone.hearsNothing()
  await desk.act({ do: 'hold', callId, on: false })
  await bothHear(callId)
}

it('the WebSocket is cut in the middle of a call: the call goes on, and hold and hanging up work once it is back', async () => {
  const callId = await talk()
  cutter.cut()
  await onLine(second.address)
  await bothHear(callId)
  cutter.mend()
  await onLine(cutter.address)
  await holdAndBack(callId)
  phone.hangUp()
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-there')
})

it('the registrar dies in the middle of a call and comes back knowing nobody: the call goes on, hold and hanging up work', async () => {
  const callId = await talk()
  await first.kill()
  await onLine(second.address)
  await bothHear(callId)
  await first.run()
  await onLine(cutter.address)
  await holdAndBack(callId)
  await desk.hangUp(callId)
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-here')
})

it('the network changes in the middle of a call, for what is said and for what is heard: both hear each other over the new one', async () => {
  const callId = await talk()
  cutter.cut()
  await site.relay.restart()
  await desk.hearsNothing(callId)
  cutter.mend()
  await onLine(cutter.address)
  await desk.hearsTone(callId, HZ.phone, 40_000)
  await phone.hearsTone(HZ.console)
  await holdAndBack(callId)
  await desk.hangUp(callId)
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-here')
})

it('while the first registrar is away calls go over the second, and over the first again once it is back', async () => {
  await first.kill()
  await onLine(second.address)
  const callId = await desk.dial(['8002'])
  await desk.call(callId, 'talking')
  await desk.hearsTone(callId, HZ.second)
  await other.hearsTone(HZ.console)
  await first.run()
  await onLine(cutter.address)
  await desk.hearsTone(callId, HZ.second)
  await desk.hangUp(callId)
  await desk.call(callId, 'ended')
})
