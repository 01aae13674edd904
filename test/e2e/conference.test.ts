import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startExchange, type Exchange } from '../../electron/sources/demo-voice/exchange.ts'
import { fromMuLaw, RATE } from '../../electron/sources/demo-voice/tone.ts'
import { VoiceConsole } from '../voice/console.ts'
import { until } from './wall/wall-run.ts'

/** What each party sends, Hz: none a multiple of another. */
const TONES = { '8101': 620, '8102': 910, '8103': 1_330 } as const
const OPERATOR_HZ = 1_730
const NUMBERS = ['8101', '8102', '8103'] as const
type Party = (typeof NUMBERS)[number]
const isParty = (number: string): number is Party => NUMBERS.some((n) => n === number)

/** Far ends speak in bursts with pauses; this much holds a burst of each, samples. */
const WINDOW = RATE * 1.5

let folder: string
let exchange: Exchange
let desk: VoiceConsole
const received: Record<Party, number[]> = { '8101': [], '8102': [], '8103': [] }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wufeng-conference-'))
  chmodSync(folder, 0o755)
  exchange = await startExchange({
    port: 0, key: 'k', onAnswered: () => undefined,
    numberOf: (dialled) => (isParty(dialled) ? { does: 'answer', after: 0, sound: { what: 'tone', hz: TONES[dialled] } } : dialled === '8201' ? { does: 'busy' } : undefined),
    onHeard: (dialled, packet) => {
      if (isParty(dialled)) received[dialled] = [...received[dialled], ...[...packet].map(fromMuLaw)].slice(-WINDOW)
    },
  })
  desk = await VoiceConsole.start(folder, { number: '1001', hz: OPERATOR_HZ, registrars: [`ws://127.0.0.1:${exchange.port}/k`] })
  await desk.line('ready')
})

afterAll(async () => {
  await desk?.stop()
  await exchange?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Power of one frequency in some samples (Goertzel), per sample. */
function power(samples: readonly number[], hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE)
  let [before, last] = [0, 0]
  for (const sample of samples) [before, last] = [last, sample + turn * last - before]
  return (last * last + before * before - turn * last * before) / samples.length ** 2
}

/** The frequencies of {@link TONES} and of the operator that a party receives: well above what lies beside them. */
function hears(party: Party): number[] {
  const samples = received[party]
  const beside = Math.max(power(samples, 480), power(samples, 760), power(samples, 1_120), power(samples, 1_530))
  return [...Object.values(TONES), OPERATOR_HZ].filter((hz) => power(samples, hz) > Math.max(400, beside * 8))
}

const expected = (party: Party, others: readonly Party[], operator: boolean): number[] => [...NUMBERS.filter((n) => n !== party && others.includes(n)).map((n) => TONES[n]), ...(operator ? [OPERATOR_HZ] : [])]

/** Waits until a party hears exactly these. */
async function hearsOnly(party: Party, tones: readonly number[]): Promise<void> {
  let heard: readonly number[] = []
  await until(`${party} hears ${tones.join(', ')} Hz`, () => {
    heard = hears(party)
    return received[party].length === WINDOW && heard.join() === tones.join()
  }, 30_000).catch((error: unknown) => {
    throw new Error(`${String(error)}; it hears ${heard.join(', ')}`)
  })
}

const held = (callId: string, on: boolean) => desk.where(`the call is ${on ? '' : 'not '}held`, ({ calls }) => calls.some((c) => c.id === callId && c.held === on))

it('mixes a conference of four in which each hears the other three and never itself', async () => {
  const ids: Record<Party, string> = { '8101': '', '8102': '', '8103': '' }
  for (const number of NUMBERS) {
    ids[number] = await desk.dial([number])
    await desk.call(ids[number], 'talking')
  }
  await held(ids['8101'], true)
  await hearsOnly('8103', [OPERATOR_HZ])
  await hearsOnly('8101', [])

  expect(await desk.act({ do: 'merge', silent: false })).toMatchObject({ op: 'done' })
  await desk.where('all are joined', ({ calls }) => calls.filter((c) => c.joined && !c.held).length === 3)
  for (const party of NUMBERS) await hearsOnly(party, expected(party, NUMBERS, true))

  await desk.act({ do: 'silence', callId: ids['8102'], on: true })
  await hearsOnly('8101', expected('8101', ['8103'], true))

  await desk.act({ do: 'split', callId: ids['8103'] })
  await held(ids['8103'], true)
  await hearsOnly('8101', [OPERATOR_HZ])
  await hearsOnly('8103', [])

  await desk.act({ do: 'silence', callId: ids['8102'], on: false })
  await desk.act({ do: 'hang-up', callId: ids['8103'] })
  await desk.act({ do: 'merge', silent: true })
  await hearsOnly('8101', [TONES['8102']])
  await hearsOnly('8102', [TONES['8101']])

  // One transfer that fails and comes back, one that parks, and the taking back of the parked.
  await desk.act({ do: 'transfer', callId: ids['8102'], number: '8201' })
  await desk.where('it came back', ({ calls }) => calls.some((c) => c.id === ids['8102'] && c.transfer === 'failed' && !c.held))
  await desk.act({ do: 'transfer', callId: ids['8102'], number: '7000' })
  expect((await desk.call(ids['8102'], 'ended')).why).toBe('transferred')
  const back = await desk.dial(['7000'])
  await desk.call(back, 'talking')
  await desk.hearsTone(back, TONES['8102'])

  await desk.act({ do: 'connect', callId: ids['8101'], to: back })
  expect((await desk.call(ids['8101'], 'ended')).why).toBe('transferred')
  expect((await desk.call(back, 'ended')).why).toBe('transferred')
})
