import type { VoiceConsole } from '../../test/voice/console.ts'
import { SoftPhone } from '../../test/voice/peers/soft-phone.ts'
import { powerAt } from '../../test/voice/peers/tone.ts'
import type { Site } from '../../test/voice/site.ts'
import { cpuWhile, quantile } from './figures.ts'

const PARTIES = 8
const LOWEST_HZ = 900
const APART_HZ = 250
/** Eight of these together stay below what a call can carry. */
const LEVEL = 0.1
const RATE = 8_000
/** A packet with a tone of half that level, or more, has this power. */
const ONSET_POWER = (LEVEL / 2) ** 2
/** So long everybody is silent before a sound; not a whole number of packets, so that sounds begin anywhere in the console's own rhythm. */
const SILENCE_MS = 507
const SOUND_MS = 200
const LOST_MS = 3_000

interface Conference {
  /** Of the whole app, recordings included, less that without a call, in percent of a core. */
  readonly conference8_cpu: number
  readonly conference8_added_delay_p50_ms: number
  readonly conference8_added_delay_p95_ms: number
}

/** Eight telephones in a conference mixed by the console: what it costs, and how much later a party hears another than it would without the console between them. */
export async function conferenceOfEight(site: Site, desk: VoiceConsole, quick: boolean): Promise<Conference> {
  const idle = await cpuWhile(desk, () => pause(quick ? 8_000 : 20_000))
  const phones = await Promise.all(Array.from({ length: PARTIES }, (_v, i) => SoftPhone.start(LOWEST_HZ + i * APART_HZ, LEVEL)))
  for (const phone of phones) site.onEnd(() => phone.stop())
  for (const phone of phones) await desk.call(await desk.dial([phone.number]), 'talking')
  await joinAll(desk, false)
  for (const phone of phones) await phone.hearsTones(phones.filter((other) => other !== phone).map((other) => other.hz), [phone.hz])
  const talking = await cpuWhile(desk, () => pause(quick ? 8_000 : 20_000))
  await joinAll(desk, true)
  for (const phone of phones) phone.quiet = true
  const delays: number[] = []
  for (let round = 0; round < (quick ? 3 : 10); round++) {
    for (const [i, from] of phones.entries()) {
      const to = phones[(i + 1 + (round % (PARTIES - 1))) % PARTIES]
      if (to) delays.push(await delayBetween(from, to))
    }
  }
  await desk.hangUpAll()
  return {
    conference8_cpu: Math.round((talking - idle) * 10) / 10,
    conference8_added_delay_p50_ms: Math.round(quantile(delays, 0.5)),
    conference8_added_delay_p95_ms: Math.round(quantile(delays, 0.95)),
  }
}

/** `silent`: they hear each other, not our microphone. */
async function joinAll(desk: VoiceConsole, silent: boolean): Promise<void> {
  await desk.act({ do: 'merge', silent })
  await desk.where('all are in the conference', ({ calls }) => calls.filter((c) => c.joined && !c.held && c.muted === silent).length === PARTIES)
}

/** From the first packet of a sound that one party sends until another gets the first that holds it, ms; without the console between them it would be the same packet. */
async function delayBetween(from: SoftPhone, to: SoftPhone): Promise<number> {
  await pause(SILENCE_MS)
  const began = new Promise<number>((resolve) => {
    from.onSent = () => resolve(performance.now())
  })
  const heard = new Promise<number>((resolve, reject) => {
    const lost = setTimeout(() => reject(new Error(`${to.number} never heard ${from.hz} Hz of ${from.number}`)), LOST_MS)
    to.onHeard = (samples) => {
      if (powerAt(Float32Array.from(samples), RATE, from.hz) < ONSET_POWER) return
      clearTimeout(lost)
      resolve(performance.now())
    }
  })
  from.quiet = false
  const [sentAt, heardAt] = await Promise.all([began, heard])
  await pause(SOUND_MS)
  from.quiet = true
  from.onSent = undefined
  to.onHeard = undefined
  return heardAt - sentAt
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
