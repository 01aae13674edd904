import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { VoiceConsole } from './console.ts'
import { Site } from './site.ts'

let site: Site
let one: VoiceConsole
let two: VoiceConsole
let three: VoiceConsole

beforeAll(async () => {
  site = await Site.start()
  const exchange = await site.exchange('first')
  const registrars = [exchange.address]
  one = await site.console({ number: '1001', hz: 640, registrars, ringSeconds: 20 })
  two = await site.console({ number: '1002', hz: 1_130, registrars, ringSeconds: 20 })
  three = await site.console({ number: '1003', hz: 1_690, registrars, ringSeconds: 20 })
  for (const desk of [one, two, three]) await desk.line('ready')
})

afterEach(async () => {
  for (const desk of [one, two, three]) await desk?.hangUpAll()
})

afterAll(() => site?.stop())

/** Waits until a console rings for another, and answers the call as it has it. */
async function ringsFor(desk: VoiceConsole, caller: VoiceConsole): Promise<string> {
  const rings = (calls: Awaited<ReturnType<VoiceConsole['board']>>['calls']) => calls.find((c) => c.direction === 'in' && c.number === caller.number && c.state === 'ringing')
  const board = await desk.where(`${desk.number} rings for ${caller.number}`, ({ calls }) => rings(calls) !== undefined)
  return rings(board.calls)?.id ?? ''
}

/** One console calls another, which answers; the call's ids at both. */
async function talk(caller: VoiceConsole, called: VoiceConsole): Promise<{ here: string; there: string }> {
  const here = await caller.dial([called.number])
  const there = await ringsFor(called, caller)
  await called.act({ do: 'answer', callId: there })
  await caller.call(here, 'talking')
  await called.call(there, 'talking')
  return { here, there }
}

it('two consoles speak with each other, hold from either side, and hang up', async () => {
  const { here, there } = await talk(one, two)
  await one.hearsTone(here, two.hz)
  await two.hearsTone(there, one.hz)
  await one.act({ do: 'hold', callId: here, on: true })
  await two.hearsNothing(there)
  await one.act({ do: 'hold', callId: here, on: false })
  await two.hearsTone(there, one.hz)
  await two.act({ do: 'hold', callId: there, on: true })
  await one.hearsNothing(here)
  await two.act({ do: 'hold', callId: there, on: false })
  await one.hearsTone(here, two.hz)
  await two.hangUp(there)
  expect((await one.call(here, 'ended')).why).toBe('hung-up-there')
})

it('a console that is called while it speaks takes the second call, and the first hears nothing meanwhile', async () => {
  const first = await talk(one, two)
  await one.hearsTone(first.here, two.hz)
  const second = await three.dial([one.number])
  const waiting = await ringsFor(one, three)
  await one.act({ do: 'answer', callId: waiting })
  await three.call(second, 'talking')
  await one.hearsTone(waiting, three.hz)
  await three.hearsTone(second, one.hz)
  await two.hearsNothing(first.there)
  await three.hangUp(second)
  await one.call(waiting, 'ended')
  await one.act({ do: 'hold', callId: first.here, on: false })
  await two.hearsTone(first.there, one.hz)
})

it('a console declines, is busy while nobody may disturb it, and rings again after', async () => {
  const declined = await one.dial([two.number])
  await two.hangUp(await ringsFor(two, one))
  expect((await one.call(declined, 'ended')).why).toMatch(/rejected|busy/)
  await two.act({ do: 'do-not-disturb', on: true })
  const undisturbed = await one.dial([two.number])
  expect((await one.call(undisturbed, 'ended')).why).toBe('busy')
  await two.act({ do: 'do-not-disturb', on: false })
  const { here, there } = await talk(one, two)
  await one.hearsTone(here, two.hz)
  await two.hangUp(there)
  await one.call(here, 'ended')
})
