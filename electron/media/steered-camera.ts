import { STEER_HOLD, STEER_SILENCE, type Preset, type SteerAct, type SteerError, type SteerRequest, type SteerState } from '../contract/media-steer.ts'
import type { DeviceAddress, DeviceAnswer, DeviceAsk } from './onvif/device-ask.ts'
import type { Devices } from './onvif/onvif-devices.ts'
import type { Port } from './port.ts'

/** A device that did not answer is asked again at the earliest after this, ms. */
const ASK_AGAIN = 10_000
/** The camera itself stops after this, should no stop arrive, ms. */
const MOVE_FOR = 2_000
/** Acts that wait for the device; moves wait as one. */
const MOST_WAITING = 8

type Holder = { readonly port: Port; readonly name: string; until: number }
type Profile = string
/** What the device itself is told. */
type DeviceAct = Exclude<SteerAct, { do: 'look' | 'leave' | 'take' | 'give' }>

/**
 * One camera that can be steered: who has it, what it was told last. It is stopped when its holder lets
 * go, falls silent or is gone, and stops by itself when this process is.
 */
export class SteeredCamera {
  readonly cameraId: string
  readonly address: DeviceAddress
  readonly #devices: Devices
  readonly #now: () => number
  readonly #lookers = new Set<Port>()
  readonly #waiting: DeviceAct[] = []
  #holder: Holder | null = null
  #able: boolean | null = null
  #model = ''
  #presets: readonly Preset[] = []
  #error: SteerError | null = null
  #profile: Profile | null = null
  #lookedAt: number | null = null
  #busy = false
  #moving = false
  #silence: NodeJS.Timeout | null = null
  #expiry: NodeJS.Timeout | null = null

  constructor(cameraId: string, address: DeviceAddress, devices: Devices, now: () => number) {
    this.cameraId = cameraId
    this.address = address
    this.#devices = devices
    this.#now = now
  }

  act(port: Port, by: SteerRequest['by'], act: SteerAct): void {
    if (act.do === 'leave') return this.leave(port)
    this.#lookers.add(port)
    if (act.do === 'look') return void this.#look(port)
    if (act.do === 'give') return this.#give(port)
    if (this.#holder && this.#holder.port !== port) return this.#tell(port, 'taken')
    if (act.do === 'stop' && !this.#holder) return
    this.#hold(port, by.name)
    if (act.do === 'take') return
    this.#push(act)
  }

  /** The window no longer looks, or is gone. */
  leave(port: Port): void {
    this.#lookers.delete(port)
    this.#give(port)
  }

  close(): void {
    this.#letGo()
    this.#lookers.clear()
  }

  #hold(port: Port, name: string): void {
    const until = this.#now() + STEER_HOLD
    this.#holder = { port, name, until }
    if (this.#expiry) clearTimeout(this.#expiry)
    this.#expiry = setTimeout(() => this.#letGo(), STEER_HOLD)
    this.#tellAll()
  }

  #give(port: Port): void {
    if (this.#holder?.port === port) this.#letGo()
  }

  #letGo(): void {
    if (this.#expiry) clearTimeout(this.#expiry)
    this.#expiry = null
    this.#holder = null
    if (this.#moving) this.#push({ do: 'stop' })
    this.#tellAll()
  }

  #push(act: DeviceAct): void {
    if (this.#silence) clearTimeout(this.#silence)
    this.#silence = act.do === 'move' ? setTimeout(() => this.#push({ do: 'stop' }), STEER_SILENCE) : null
    if (act.do === 'move') this.#moving = true
    if (act.do === 'stop') this.#moving = false
    if (act.do === 'move' || act.do === 'stop') {
      const moves = this.#waiting.findIndex(({ do: what }) => what === 'move')
      if (moves >= 0) this.#waiting.splice(moves, 1)
    }
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(act)
    void this.#work()
  }

  /** One thing at a time, in the order in which they were asked for. */
  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let act = this.#waiting.shift(); act; act = this.#waiting.shift()) {
      const error = await this.#carryOut(act)
      if (error === this.#error && act.do !== 'keep') continue
      this.#error = error
      this.#tellAll()
    }
    this.#busy = false
  }

  async #carryOut(act: DeviceAct): Promise<SteerError | null> {
    const profile = this.#profile
    if (profile === null) return this.#error
    switch (act.do) {
      case 'move':
        return this.#ask({ ...act, profile, forMs: MOVE_FOR })
      case 'stop':
        return this.#ask({ do: 'stop', profile })
      case 'preset':
        return this.#ask({ do: 'go', profile, token: act.token })
      case 'keep': {
        const error = await this.#ask({ do: 'keep', profile, name: act.name })
        return error ?? this.#learnPresets(profile)
      }
    }
  }

  async #ask(ask: Exclude<DeviceAsk, { do: 'look' | 'presets' }>): Promise<SteerError | null> {
    const answer: DeviceAnswer<null> = await this.#devices.ask(this.address, ask)
    return answer.ok ? null : answer.error
  }

  async #learnPresets(profile: Profile): Promise<SteerError | null> {
    const answer = await this.#devices.ask(this.address, { do: 'presets', profile })
    // A device with a motor and no presets says so by a fault.
    if (!answer.ok) return answer.error === 'fault' ? null : answer.error
    this.#presets = answer.value
    return null
  }

  async #look(port: Port): Promise<void> {
    this.#tell(port)
    const asked = this.#lookedAt !== null && (this.#able !== null || this.#now() - this.#lookedAt < ASK_AGAIN)
    if (asked) return
    this.#lookedAt = this.#now()
    const looked = await this.#devices.ask(this.address, { do: 'look' })
    if (!looked.ok) {
      this.#error = looked.error
      return this.#tellAll()
    }
    const steered = looked.value.profiles.find(({ steerable }) => steerable)
    this.#model = `${looked.value.maker} ${looked.value.model}`.trim()
    this.#profile = steered?.token ?? null
    this.#error = steered ? await this.#learnPresets(steered.token) : null
    this.#able = steered !== undefined
    this.#tellAll()
  }

  #tellAll(): void {
    for (const port of this.#lookers) this.#tell(port)
  }

  #tell(port: Port, error: SteerError | null = this.#error): void {
    const holder = this.#holder && { name: this.#holder.name, mine: this.#holder.port === port, until: this.#holder.until }
    const state: SteerState = { able: this.#able, model: this.#model, presets: [...this.#presets], holder, error }
    port.post({ type: 'steer', cameraId: this.cameraId, state })
  }
}
