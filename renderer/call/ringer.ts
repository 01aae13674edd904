/** What rings: nobody, a caller, a caller while another is spoken with, or the emergency line. */
export type Ringing = 'nothing' | 'call' | 'waiting' | 'emergency'

/** Notes of one round: Hz, from and to in s. The ordinary ring is the Chinese one, 450 Hz for 1 s of 5. */
const ROUNDS: Readonly<Record<Exclude<Ringing, 'nothing'>, { readonly every: number; readonly gain: number; readonly notes: readonly (readonly [number, number, number])[] }>> = {
  call: { every: 5, gain: 0.25, notes: [[450, 0, 1]] },
  waiting: { every: 4, gain: 0.06, notes: [[450, 0, 0.2], [450, 0.4, 0.6]] },
  emergency: { every: 1.6, gain: 0.35, notes: [[880, 0, 0.2], [660, 0.2, 0.4], [880, 0.4, 0.6], [660, 0.6, 0.8], [880, 0.8, 1], [660, 1, 1.2]] },
}
/** A note swells and fades this long, s, so that it does not click. */
const RAMP = 0.015

/** Sounds the bell of this console. */
export class Ringer {
  readonly #context: AudioContext
  #now: Ringing = 'nothing'
  #timer: ReturnType<typeof setInterval> | undefined
  #bell: GainNode | undefined

  constructor(context: AudioContext) {
    this.#context = context
  }

  ring(what: Ringing): void {
    if (what === this.#now) return
    this.#now = what
    clearInterval(this.#timer)
    this.#bell?.disconnect()
    if (what === 'nothing') return
    const { every, gain, notes } = ROUNDS[what]
    const bell = this.#context.createGain()
    bell.gain.value = gain
    bell.connect(this.#context.destination)
    this.#bell = bell
    const round = (): void => {
      for (const [hz, from, to] of notes) this.#note(bell, hz, from, to)
    }
    void this.#context.resume().then(() => this.#bell === bell && round())
    this.#timer = setInterval(round, every * 1000)
  }

  #note(bell: GainNode, hz: number, from: number, to: number): void {
    const start = this.#context.currentTime + from
    const end = this.#context.currentTime + to
    const oscillator = new OscillatorNode(this.#context, { frequency: hz })
    const swell = new GainNode(this.#context, { gain: 0 })
    swell.gain.setValueAtTime(0, start)
    swell.gain.linearRampToValueAtTime(1, start + RAMP)
    swell.gain.setValueAtTime(1, end - RAMP)
    swell.gain.linearRampToValueAtTime(0, end)
    oscillator.connect(swell).connect(bell)
    oscillator.start(start)
    oscillator.stop(end)
  }
}
