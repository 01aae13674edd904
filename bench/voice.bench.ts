import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { setUp } from '../scripts/set-up.mjs'
import { memoryOf } from '../test/builders/processes.ts'
import type { VoiceConsole } from '../test/voice/console.ts'
import { DOMAIN } from '../test/voice/peers/exchange.ts'
import { SoftPhone } from '../test/voice/peers/soft-phone.ts'
import { Site } from '../test/voice/site.ts'
import type { Bench } from './run.ts'
import { conferenceOfEight } from './voice/conference.ts'
import { cpuWhile, quantile } from './voice/figures.ts'
import { timedCall, type TimedCall } from './voice/ours.ts'

const GOALS = { establishedMs: 300, overBare: 1.2 }
const WARM_UP = 3
/** A SIP transaction is remembered for 32 s (RFC 3261 §17.1.1.2), and the call with it. */
const SETTLE_MS = 35_000

/** Calls of a real console through Kamailio and rtpengine to a telephone that answers at once; the peer is a bare sip.js page through the same server. */
export const bench: Bench = async ({ quick }) => {
  await setUp({ profile: 'test', display: false, voice: true })
  const rounds = quick ? 15 : 50
  const calls = quick ? 80 : 200
  const site = await Site.start()
  try {
    const exchange = await site.exchange('first')
    const phone = await SoftPhone.start(1_000)
    site.onEnd(() => phone.stop())
    const desk = await site.console({ number: '1001', hz: 700, registrars: [exchange.address], ringSeconds: 20 })
    await desk.line('ready')
    // Before the timed calls: each joins the call window anew, and by and by pushes out the port that this one asks over.
    const conference = await conferenceOfEight(site, desk, quick)
    say(`a conference of eight takes ${conference.conference8_cpu} % of a core and adds ${conference.conference8_added_delay_p50_ms} ms`)
    const page = await desk.page('call')
    const bare = await bareCaller(page, exchange.address, phone.number)
    for (let i = 0; i < WARM_UP; i++) {
      await page.evaluate(timedCall, { number: phone.number, stayMs: 0 })
      await bare()
    }
    const ours: TimedCall[] = []
    const theirs: number[] = []
    for (let i = 0; i < rounds; i++) {
      ours.push(await page.evaluate(timedCall, { number: phone.number, stayMs: 200 }))
      theirs.push(await bare())
      if ((i + 1) % 10 === 0) say(`${i + 1} of ${rounds} calls timed, ours ${Math.round(quantile(ours.map((c) => c.establishedMs), 0.5))} ms, bare ${Math.round(quantile(theirs, 0.5))} ms`)
    }
    const cpu = await cpuOfCall(desk, page, phone.number, quick ? 8_000 : 20_000)
    say(`a call with its recording takes ${cpu} % of a core`)
    const growth = await growthOver(desk, page, phone.number, calls)
    const established = ours.map((c) => c.establishedMs)
    return {
      goals: GOALS,
      rounds,
      established_p50_ms: Math.round(quantile(established, 0.5)),
      established_p95_ms: Math.round(quantile(established, 0.95)),
      bare_p50_ms: Math.round(quantile(theirs, 0.5)),
      bare_p95_ms: Math.round(quantile(theirs, 0.95)),
      established_over_bare: Math.round((quantile(established, 0.5) / quantile(theirs, 0.5)) * 100) / 100,
      first_audio_ms: Math.round(quantile(ours.map((c) => c.firstAudioMs), 0.5)),
      call_cpu_percent: cpu,
      calls,
      ...growth,
      ...conference,
    }
  } finally {
    await site.stop()
  }
}

/** Brings sip.js as it is into a page that may use the microphone and the exchange; answers what places a bare call, ms to established. */
async function bareCaller(page: Page, server: string, number: string): Promise<() => Promise<number>> {
  const outDir = join(import.meta.dirname, '..', '.cache/bench/voice')
  await build({ configFile: false, logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'chrome130', lib: { entry: join(import.meta.dirname, 'voice/bare.ts'), formats: ['iife'], name: 'bareSip', fileName: () => 'bare.js' } } })
  await page.evaluate(`${readFileSync(join(outDir, 'bare.js'), 'utf8').replace(/^var bareSip\s*=/m, 'window.bareSip =')};undefined`)
  const words = [server, DOMAIN, number].map((word) => JSON.stringify(word)).join(', ')
  return async () => Number(await page.evaluate(`window.bareSip.bareCall(${words})`))
}

/** Processor time of the whole app in a call, less that of the same time without one, in percent of a core. */
async function cpuOfCall(desk: VoiceConsole, page: Page, number: string, ms: number): Promise<number> {
  const idle = await cpuWhile(desk, () => new Promise((resolve) => setTimeout(resolve, ms)))
  const talking = await cpuWhile(desk, () => page.evaluate(timedCall, { number, stayMs: ms }))
  return Math.round((talking - idle) * 10) / 10
}

interface Growth {
  readonly rss_before_mb: number
  readonly rss_growth_mb: number
  /** Of the processes that grew by a megabyte or more. */
  readonly rss_growth_by_process_mb: readonly { readonly kind: string; readonly mb: number }[]
}

/** Memory of the whole app (proportional share) before and after many calls, both after rubbish was collected. */
async function growthOver(desk: VoiceConsole, page: Page, number: string, calls: number): Promise<Growth> {
  const cdp = await page.context().newCDPSession(page)
  const settled = async (): Promise<ReturnType<typeof memoryOf>> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    await cdp.send('HeapProfiler.collectGarbage')
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    return memoryOf(desk.run.app.pid ?? 0)
  }
  const before = await settled()
  for (let i = 1; i <= calls; i++) {
    await page.evaluate(timedCall, { number, stayMs: 0 })
    if (i % 40 === 0) say(`${i} of ${calls} calls one after another`)
  }
  const grown = (await settled()).map(({ pid, kind, pssMb }) => ({ kind, mb: pssMb - (before.find((m) => m.pid === pid)?.pssMb ?? 0) }))
  return {
    rss_before_mb: before.reduce((sum, m) => sum + m.pssMb, 0),
    rss_growth_mb: grown.reduce((sum, m) => sum + m.mb, 0),
    rss_growth_by_process_mb: grown.filter((m) => m.mb >= 1),
  }
}

const say = (text: string): void => void process.stderr.write(`voice: ${text}\n`)
