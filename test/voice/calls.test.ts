import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openReader } from '../../electron/store/database.ts'
import { readCall } from '../../electron/store/call-table.ts'
import type { CallState } from '../../electron/domain/call.ts'
import { processTree, readProc } from '../builders/processes.ts'
import { logOf } from '../e2e/wall/look.ts'
import { until } from '../e2e/wall/wall-run.ts'
import { SAME_HZ, type VoiceConsole } from './console.ts'
import { DOMAIN, type Exchange } from './peers/exchange.ts'
import type { Phone } from './peers/phone.ts'
import { SoftPhone } from './peers/soft-phone.ts'
import { decode, durationOf, heardIn } from './peers/tone.ts'
import { Site } from './site.ts'

const HZ = { console: 740, phone: 1_230, second: 1_710, handy: 2_050 }

let site: Site
let exchange: Exchange
let phone: Phone
let silent: Phone
let handy: SoftPhone
let desk: VoiceConsole

beforeAll(async () => {
  site = await Site.start()
  exchange = await site.exchange('first')
  phone = await site.phone({ number: '8001', hz: HZ.phone, answer: 'auto', exchange })
  silent = await site.phone({ number: '8002', hz: HZ.second, answer: 'manual', exchange })
  handy = await SoftPhone.start(HZ.handy)
  site.onEnd(() => handy.stop())
  desk = await site.console({ number: '1001', hz: HZ.console, registrars: [exchange.address] })
  await desk.line('ready')
})

afterEach(() => desk?.hangUpAll())

afterAll(() => site?.stop())

const stored = (callId: string): CallState | undefined => {
  const db = openReader({ file: join(desk.run.dataDir, 'wufeng.sqlite') })
  try {
    return readCall(db, callId)
  } finally {
    db.close()
  }
}

/** Calls a telephone that answers by itself, until both hear each other. */
async function talkWith(far: Phone | SoftPhone): Promise<string> {
  const callId = await desk.dial([far.number])
  await desk.call(callId, 'talking')
  await bothHear(callId, far)
  return callId
}

const talk = () => talkWith(phone)

async function bothHear(callId: string, far: Phone | SoftPhone): Promise<void> {
  await desk.hearsTone(callId, far.hz)
  await far.hearsTone(HZ.console)
}

async function hungUp(callId: string): Promise<void> {
  await desk.hangUp(callId)
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-here')
}

/** One channel of a finished recording is this tone. */
function expectTone(file: string, channel: number, hz: number, fromS = 0): void {
  const heard = heardIn(decode(file, channel, fromS))
  expect(heard.level, `channel ${channel} of ${file}`).toBeGreaterThan(0.01)
  expect(Math.abs((heard.hz ?? 0) - hz), `channel ${channel} is ${heard.hz} Hz`).toBeLessThanOrEqual(SAME_HZ)
}

it('a telephone over UDP is called, both hear each other, and the recording has each on its own channel', async () => {
  const callId = await talk()
  await until('three seconds of talk', async () => Date.now() - ((await desk.call(callId, 'talking')).answeredAt ?? Date.now()) > 3_000)
  await hungUp(callId)
  const { recording } = await until('the recording is on the call', () => (stored(callId)?.recording ? stored(callId) : undefined))
  const file = desk.recording(callId)
  expect(recording?.ms).toBeGreaterThan(2_500)
  expect(durationOf(file)).toBeGreaterThan(2.5)
  expectTone(file, 0, HZ.console)
  expectTone(file, 1, HZ.phone)
})

it.each([['486', 'busy'], ['603', 'rejected'], ['404', 'unknown-number'], ['488', 'no-common-codec'], ['503', 'unreachable'], ['480', 'no-answer']])('an exchange that answers %s is understood as %s', async (status, why) => {
  const callId = await desk.dial([`9${status}`])
  expect((await desk.call(callId, 'ended')).why).toBe(why)
})

it('a telephone that is busy is told so, and the next number is tried', async () => {
  const callId = await desk.dial(['8002', '8001'])
  await until('it rings', () => silent.log().includes('Incoming call') || silent.said.includes('CALL_INCOMING'))
  silent.command('hangup')
  const call = await desk.call(callId, 'talking')
  expect(call).toMatchObject({ number: '8001', missed: [{ number: '8002', why: expect.stringMatching(/busy|rejected/) }] })
  await desk.hearsTone(callId, HZ.phone)
  await hungUp(callId)
})

it('a telephone that is not answered gives way to the next number', async () => {
  const callId = await desk.dial(['8002', '8001'])
  await desk.call(callId, 'ringing')
  expect(await desk.call(callId, 'talking')).toMatchObject({ number: '8001', missed: [{ number: '8002', why: 'no-answer' }] })
  await desk.hearsTone(callId, HZ.phone)
  await hungUp(callId)
})

it('a telephone that is answered by hand after it rang is heard', async () => {
  const callId = await desk.dial(['8002'])
  await desk.call(callId, 'ringing')
  silent.command('accept')
  await desk.call(callId, 'talking')
  await desk.hearsTone(callId, HZ.second)
  await silent.hearsTone(HZ.console)
  silent.command('hangup')
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-there')
})

it('a call is cancelled while it rings, and the telephone falls silent', async () => {
  const callId = await desk.dial(['8002'])
  await desk.call(callId, 'ringing')
  await desk.hangUp(callId)
  expect((await desk.call(callId, 'ended')).why).toBe('cancelled')
  await until('the telephone knows', () => silent.said.split('CALL_CLOSED').length + silent.log().split('session closed').length > 3)
})

it('holds from here: the other side hears nothing until it is taken back', async () => {
  const callId = await talkWith(handy)
  await desk.act({ do: 'hold', callId, on: true })
  await handy.hearsNothing()
  await desk.hearsNothing(callId)
  await desk.act({ do: 'hold', callId, on: false })
  await bothHear(callId, handy)
  await hungUp(callId)
})

it('holds from there: nobody hears anybody until it takes us back', async () => {
  const callId = await talkWith(handy)
  await handy.hold(true)
  await handy.hearsNothing()
  await desk.hearsNothing(callId)
  await handy.hold(false)
  await bothHear(callId, handy)
  await hungUp(callId)
})

it('both hold at the same moment, both take back, and both hear each other', async () => {
  const callId = await talkWith(handy)
  await Promise.all([handy.hold(true), desk.act({ do: 'hold', callId, on: true })])
  await until('the console holds', async () => (await desk.call(callId, 'talking')).held, 20_000)
  await handy.hearsNothing()
  await Promise.all([handy.hold(false), desk.act({ do: 'hold', callId, on: false })])
  await until('the console holds no more', async () => !(await desk.call(callId, 'talking')).held, 20_000)
  await bothHear(callId, handy)
  handy.hangUp()
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-there')
})

it('keys are told in the sound, in their order', async () => {
  const callId = await talkWith(handy)
  await desk.act({ do: 'digits', callId, digits: '159#' })
  await until('all keys came', () => handy.digits.length >= 4)
  expect(handy.digits.join('')).toBe('159#')
  expect(handy.toldDigits).toEqual([])
  await bothHear(callId, handy)
  await hungUp(callId)
})

it('sound that comes before the answer is heard', async () => {
  handy.earlyMs = 4_000
  const callId = await desk.dial([handy.number])
  await desk.hearsTone(callId, HZ.handy, 3_500)
  expect((await desk.call(callId, 'ringing')).answeredAt).toBeNull()
  await desk.call(callId, 'talking')
  handy.earlyMs = 0
  await bothHear(callId, handy)
  await hungUp(callId)
})

it('codecs are offered in the order of the settings, and a call is refreshed in the agreed time', async () => {
  handy.expiresS = 4
  const before = handy.offers
  const callId = await talkWith(handy)
  // Opus is the telephone's no codec, so the relay leaves what it knows: A-law before µ-law before G.722.
  expect(handy.offered.filter((payload) => ['8', '0', '9'].includes(payload))).toEqual(['8', '0', '9'])
  await until('it is offered anew twice', () => handy.offers >= before + 2)
  handy.expiresS = 0
  await bothHear(callId, handy)
  await hungUp(callId)
})

it('is called by a telephone, answers, and both hear each other; a stranger is named by the number', async () => {
  silent.command('dial', `sip:1001@${DOMAIN}`)
  const board = await desk.where('it rings', ({ calls }) => calls.some((c) => c.direction === 'in' && c.state !== 'ended'))
  const call = board.calls.find((c) => c.direction === 'in' && c.state !== 'ended')
  expect(call).toMatchObject({ number: '8002', caseId: null, emergency: false })
  const callId = call?.id ?? ''
  await desk.act({ do: 'answer', callId })
  await desk.call(callId, 'talking')
  await bothHear(callId, silent)
  silent.command('hangup')
  expect((await desk.call(callId, 'ended')).why).toBe('hung-up-there')
})

it('core dies in the middle of a call: both go on hearing each other, and the recording is whole', async () => {
  const callId = await talk()
  const serves = (): number => logOf(desk.run, 'main').filter((l) => l['process'] === 'core' && l['msg'] === 'serves').length
  const before = serves()
  const core = processTree(desk.run.app.pid ?? 0).find((pid) => readProc(pid, 'cmdline').includes('core.js'))
  process.kill(core ?? 0, 'SIGKILL')
  await desk.hearsTone(callId, HZ.phone)
  await phone.hearsTone(HZ.console)
  await until('core serves again', () => serves() > before)
  await desk.hearsTone(callId, HZ.phone)
  await hungUp(callId)
  const call = await until('the recording is on the call', () => (stored(callId)?.recording ? stored(callId) : undefined))
  const talked = ((call.endedAt ?? 0) - (call.answeredAt ?? 0)) / 1_000
  expect(durationOf(desk.recording(callId))).toBeGreaterThan(talked - 1)
  expectTone(desk.recording(callId), 0, HZ.console)
  expectTone(desk.recording(callId), 1, HZ.phone, talked - 1)
})

it('the call window crashes in the middle of a call: all but the last second was kept, and it registers again', async () => {
  const callId = await talk()
  const answeredAt = (await desk.call(callId, 'talking')).answeredAt ?? 0
  await until('four seconds of talk', () => Date.now() - answeredAt > 4_000)
  const crashed = (Date.now() - answeredAt) / 1_000
  await desk.crashCallWindow()
  await desk.line('ready')
  const call = await until('the call is over', () => (stored(callId)?.recording ? stored(callId) : undefined))
  expect(call.why).toBe('interrupted')
  expect(durationOf(desk.recording(callId))).toBeGreaterThan(crashed - 1.5)
  expectTone(desk.recording(callId), 0, HZ.console)
  expectTone(desk.recording(callId), 1, HZ.phone)
  phone.command('hangup')
  await hungUp(await talk())
})
