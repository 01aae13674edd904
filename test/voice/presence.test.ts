import { afterAll, afterEach, beforeAll, it } from 'vitest'
import type { PresenceBoard } from '../../electron/contract/presence.ts'
import type { VoiceConsole } from './console.ts'
import type { Exchange } from './peers/exchange.ts'
import type { Phone } from './peers/phone.ts'
import { Site } from './site.ts'

let site: Site
let exchange: Exchange
let phone: Phone
let desk: VoiceConsole
let other: VoiceConsole

beforeAll(async () => {
  site = await Site.start()
  exchange = await site.exchange('first')
  phone = await site.phone({ number: '8001', hz: 1_230, answer: 'manual', exchange })
  desk = await site.console({ number: '1001', hz: 740, registrars: [exchange.address], ringSeconds: 30 })
  other = await site.console({ number: '1002', hz: 980, registrars: [exchange.address] })
  for (const each of [desk, other]) await each.line('ready')
})

afterEach(() => desk?.hangUpAll())

afterAll(() => site?.stop())

/** Waits until a console shows these lamps of some numbers, and none of the others, asking about them as its windows do. */
async function shows(console: VoiceConsole, lamps: PresenceBoard, about: readonly string[] = Object.keys(lamps)): Promise<void> {
  await console.act({ do: 'watch-presence', numbers: [...about] })
  await console.where(`${console.number} shows ${JSON.stringify(lamps)} of ${about.join()}`, ({ presence }) => about.every((number) => presence[number] === lamps[number]), 40_000)
}

it('shows on every console who is called, who speaks and who does neither; what the server refuses is unknown', async () => {
  for (const each of [desk, other]) await shows(each, { '8001': 'idle' }, ['8001', '9404'])
  const callId = await desk.dial(['8001'])
  await desk.call(callId, 'ringing')
  await shows(other, { '8001': 'ringing' }, ['8001', '9404'])
  phone.command('accept')
  await desk.call(callId, 'talking')
  for (const each of [desk, other]) await shows(each, { '8001': 'talking' }, ['8001', '9404'])
  await desk.hangUp(callId)
  for (const each of [desk, other]) await shows(each, { '8001': 'idle' }, ['8001', '9404'])
})

it('knows nothing while the server is away, and asks anew when it is back', async () => {
  await shows(desk, { '1002': 'idle' })
  await exchange.kill()
  await shows(desk, {}, ['1002'])
  await exchange.run()
  for (const each of [desk, other]) await each.line('ready', 60_000)
  await shows(desk, { '1002': 'idle' })
})
