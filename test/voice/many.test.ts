import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryOf } from '../builders/processes.ts'
import type { VoiceConsole } from './console.ts'
import { SoftPhone } from './peers/soft-phone.ts'
import { Site } from './site.ts'

const CALLS = 200
/** By then everything has been used that is kept. */
const WARM = 60
const HZ = { console: 830, phone: 1_330 }
/** Kept by a page whatever comes: a context of sound for twenty calls, and the last ones that are forgotten in their time. */
const MAX_NODES = 600
const MAX_CONNECTIONS = 24
/** From the sixtieth call to the last, MB. */
const MAX_GROWTH = 40

let site: Site
let phone: SoftPhone
let desk: VoiceConsole
let cdp: CDPSession

beforeAll(async () => {
  site = await Site.start()
  const exchange = await site.exchange('first')
  phone = await SoftPhone.start(HZ.phone)
  site.onEnd(() => phone.stop())
  desk = await site.console({ number: '1001', hz: HZ.console, registrars: [exchange.address] })
  await desk.line('ready')
  const page = await desk.page('call')
  cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
})

afterAll(() => site?.stop())

interface Kept {
  readonly nodes: number
  readonly connections: number
  /** The largest renderer, MB. */
  readonly pages: number
}

async function kept(): Promise<Kept> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((m) => m.name === name)?.value ?? Number.NaN
  return { nodes: of('AudioHandlers'), connections: of('RTCPeerConnections'), pages: Math.max(...memoryOf(desk.run.app.pid ?? 0).filter((m) => m.kind === 'renderer').map((m) => m.pssMb)) }
}

it(`${CALLS} calls one after another are all heard, on both sides, and leave nothing behind`, async () => {
  let early: Kept | undefined
  for (let n = 1; n <= CALLS; n++) {
    const callId = await desk.dial([phone.number])
    await desk.call(callId, 'talking')
    await desk.hearsTone(callId, HZ.phone)
    if (n % 20 === 0) await phone.hearsTone(HZ.console)
    await desk.hangUp(callId)
    await desk.call(callId, 'ended')
    if (n === WARM) early = await kept()
  }
  const late = await kept()
  expect(late.nodes).toBeLessThan((early?.nodes ?? 0) + MAX_NODES)
  expect(late.connections).toBeLessThan(MAX_CONNECTIONS)
  expect(late.pages - (early?.pages ?? 0)).toBeLessThan(MAX_GROWTH)
}, 300_000)
