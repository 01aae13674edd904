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

/** A tone to try a device with: the ordinary ring's, once. */
const TEST = { hz: 450, gain: 0.25, seconds: 1 } as const

/** Sounds the bell of this console. Its context sleeps while it is silent. */
export class Ringer {
  readonly #context: AudioContext
  #now: Ringing = 'nothing'
  #timer: ReturnType<typeof setInterval> | undefined
  #bell: GainNode | undefined
  #tones = 0

  constructor(context: AudioContext) {
    this.#context = context
    void context.suspend()
  }

  ring(what: Ringing): void {
    if (what === this.#now) return
    this.#now = what
    clearInterval(this.#timer)
    this.#bell?.disconnect()
    if (what === 'nothing') return this.#rest()
    const { every, gain, notes } = ROUNDS[what]
    const bell = this.#context.createGain()
    bell.gain.value = gain
    bell.connect(this.#context.destination)
    this.#bell = bell
    const round = (): void => {
      for (const [hz, from, to] of notes) note(bell, hz, from, to)
    }
    void this.#context.resume().then(() => this.#bell === bell && round())
    this.#timer = setInterval(round, every * 1000)
  }

  /** Sounds once, to hear where it comes from. */
  async test(): Promise<void> {
    this.#tones += 1
    await testTone(this.#context)
    this.#tones -= 1
    this.#rest()
  }

  #rest(): void {
    if (this.#now === 'nothing' && this.#tones === 0) void this.#context.suspend()
  }
}

/** Sounds a tone where a context is heard; resolves when it is over. */
export async function testTone(context: AudioContext): Promise<void> {
  await context.resume()
  const bell = new GainNode(context, { gain: TEST.gain })
  bell.connect(context.destination)
  const tone = note(bell, TEST.hz, 0, TEST.seconds)
  await new Promise((resolve) => tone.addEventListener('ended', resolve))
  bell.disconnect()
}

/** One note, `from` and `to` in s from now. */
function note(bell: AudioNode, hz: number, from: number, to: number): OscillatorNode {
  const { context } = bell
  const start = context.currentTime + from
  const end = context.currentTime + to
  const oscillator = new OscillatorNode(context, { frequency: hz })
  const swell = new GainNode(context, { gain: 0 })
  swell.gain.setValueAtTime(0, start)
  swell.gain.linearRampToValueAtTime(1, start + RAMP)
  swell.gain.setValueAtTime(1, end - RAMP)
  swell.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(swell).connect(bell)
  oscillator.start(start)
  oscillator.stop(end)
  return oscillator
}
