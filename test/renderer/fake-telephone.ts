import { vi } from 'vitest'
import type { CallConfig, CallFact } from '../../electron/contract/call.ts'
import type { SoundUse } from '../../electron/contract/sound-devices.ts'
import type { Seat } from '../../renderer/call/audio-room.ts'
import { CallDesk } from '../../renderer/call/call-desk.ts'
import { SoundDevices, type DevicesInUse } from '../../renderer/call/sound-devices.ts'
import type { CallEngine, Incoming, Leg, LegEvent } from '../../renderer/call/call-engine.ts'

/** Only passed on here, never looked into. */
export const stream = {} as MediaStream

/** What a test sees of one leg: where it stands, and how the other side takes what it is asked. */
interface FakeLeg {
  readonly number: string
  readonly on: (event: LegEvent) => void
  ended: boolean
  agrees: boolean
  held: boolean
  digits: string
  referred: (string | Leg)[]
  goes: Promise<boolean>
}

const newLeg = (number: string, on: (event: LegEvent) => void): FakeLeg => ({ number, on, ended: false, agrees: true, held: false, digits: '', referred: [], goes: Promise.resolve(true) })

const fakeLeg = (leg: FakeLeg): Leg => ({
  end: () => void (leg.ended = true),
  hold: (on) => {
    if (leg.agrees) leg.held = on
    return Promise.resolve(leg.agrees)
  },
  digits: (digits) => {
    leg.digits += digits
    return Promise.resolve(true)
  },
  refer: (to) => {
    leg.referred.push(to)
    return leg.goes
  },
})

/** A place in the room that makes no sound. */
export const newSeat = (): Seat => ({ sent: stream, both: stream, hear: vi.fn(), mute: vi.fn(), silence: vi.fn(), measure: () => ({ hz: null, level: 0 }), level: () => 0, leave: vi.fn() })

/** A network whose numbers do what the test says. */
export function network() {
  const legs: FakeLeg[] = []
  let called: (call: Incoming) => void = () => undefined
  const engine: CallEngine = {
    configure: () => undefined,
    line: () => ({ state: 'ready', name: '', detail: '' }),
    onLine: () => undefined,
    watchPresence: () => undefined,
    presence: () => ({}),
    onIncoming: (listener) => {
      called = listener
    },
    dial: (number, _local, on) => {
      const leg = newLeg(number, on)
      legs.push(leg)
      return fakeLeg(leg)
    },
  }
  /** Somebody calls; what they hear, and how they give up. */
  const callIn = (number: string, { called: dialled = '8000', wantsThrough = false } = {}) => {
    const caller = { refused: 0, gone: (): void => undefined, on: (_event: LegEvent): void => undefined, held: [] as boolean[] }
    called({
      number, name: '', called: dialled, wantsThrough,
      onGone: (listener) => void (caller.gone = listener),
      refuse: (status) => void (caller.refused = status),
      answer: (_local, on) => {
        caller.on = on
        on({ type: 'answered', remote: stream })
        return { ...fakeLeg(newLeg(number, on)), hold: (on_) => {
          caller.held.push(on_)
          return Promise.resolve(true)
        } }
      },
    })
    return caller
  }
  return { engine, legs, callIn, last: () => legs.at(-1) ?? newLeg('', () => undefined) }
}

const CONFIG: CallConfig = { registrars: [], user: 'console', domain: 'hall', name: '', authUser: '', password: '', ice: [], codecs: [], ringSeconds: 20, digits: 'rfc4733', park: null, echo: '8199', emergencyNumbers: ['110'], putThrough: ['8100'], demo: true }

/** A machine's devices, to be plugged in and out; `broken` do not open. */
export function sounds(kept = new Map<string, string>()) {
  const machine: { readonly kept: Map<string, string>; broken: SoundUse[]; plugged: Plugged[] } = { kept, broken: [], plugged: [microphoneOf('m1', '桌面话筒'), microphoneOf('m2', '头戴式话筒'), speakerOf('s1', '头戴式耳机'), speakerOf('s2', '桌面音箱')] }
  const devices = new SoundDevices({ list: () => Promise.resolve(machine.plugged), kept: { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text) } })
  return { machine, devices }
}

type Plugged = Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>
const microphoneOf = (deviceId: string, label: string): Plugged => ({ deviceId, label, kind: 'audioinput' })
export const speakerOf = (deviceId: string, label: string): Plugged => ({ deviceId, label, kind: 'audiooutput' })

/** A desk on a network of the test's, with what it rang and told. */
export function desk() {
  const net = network()
  const rang: string[] = []
  const told: CallFact[] = []
  const joined: (readonly Seat[])[] = []
  const talk = vi.fn()
  const used: DevicesInUse[] = []
  const microphone = { open: false }
  const tones: string[] = []
  const { machine, devices } = sounds()
  const made = new CallDesk({
    engine: net.engine, tell: (_id, _at, event) => told.push(event), record: () => ({ stop: vi.fn(), kept: Promise.resolve() }), onBoard: () => undefined,
    devices,
    room: {
      seat: newSeat, join: (seats) => void joined.push(seats), talk, level: () => 0, taken: () => (microphone.open ? 0.5 : 0), ring: (what) => void rang.push(what), testTone: (use) => void tones.push(use),
      openMicrophone: () => {
        microphone.open = true
        return Promise.resolve('ok')
      },
      closeMicrophone: () => void (microphone.open = false),
      use: (inUse) => {
        used.push(inUse)
        return Promise.resolve(machine.broken.filter((use) => inUse[use] !== ''))
      },
    },
  })
  made.configure(CONFIG)
  const calls = () => made.board().calls
  const act = (how: 'answer' | 'hang-up', at: number) => made.act({ do: how, callId: calls()[at]?.id ?? '' })
  /** The desk tells many changes of a moment at once. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
  return { ...net, made, calls, act, settled, joined, talk, machine, microphone, tones, used, rang, told, rings: () => rang.at(-1) }
}
