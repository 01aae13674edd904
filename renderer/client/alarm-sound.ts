import { createStore } from 'zustand/vanilla'

/**
 * Whether an alarm can be heard. `muted`: somebody switched it off here. `failed`: the machine does not play, or has no
 * device that keeps time; nothing is missed silently, so the window says so.
 */
export type SoundState = 'ready' | 'muted' | 'failed'

interface Sound {
  readonly state: SoundState
  /** From 0.1 to 1. */
  readonly volume: number
  /** Since when it is muted, epoch ms. */
  readonly mutedAt: number | null
}

/** Alarms that come closer to one another than this make one sound, ms. */
export const SOUND_APART = 8_000
const KEY = 'wufeng.alarm-sound'
/** A context that plays moves its clock on within this, ms. */
const PATIENCE = 600

function kept(): Pick<Sound, 'volume' | 'mutedAt'> {
  const [volume, mutedAt] = (globalThis.localStorage?.getItem(KEY) ?? '').split(' ').map(Number)
  return { volume: volume !== undefined && volume >= 0.1 && volume <= 1 ? volume : 0.7, mutedAt: mutedAt !== undefined && mutedAt > 0 ? mutedAt : null }
}

const start = kept()
export const sound = createStore<Sound>(() => ({ ...start, state: start.mutedAt === null ? 'ready' : 'muted' }))

sound.subscribe(({ volume, mutedAt }) => globalThis.localStorage?.setItem(KEY, `${volume} ${mutedAt ?? 0}`))

/** Switches the sound off or on here; the banner stands in either case. */
export function toggleMute(): void {
  const muted = sound.getState().mutedAt === null
  sound.setState({ mutedAt: muted ? Date.now() : null, state: muted ? 'muted' : 'ready' })
  if (!muted) void playAlarm()
}

/** Makes it louder or softer by a step, and lets it be heard. */
export function changeVolume(step: number): void {
  const volume = Math.round(Math.min(1, Math.max(0.1, sound.getState().volume + step)) * 10) / 10
  sound.setState({ volume })
  void playAlarm()
}

let context: AudioContext | undefined

/** Three pairs of two tones, 784 and 1,047 Hz, each with a soft edge; 1.2 s in all. */
function ring(audio: AudioContext, volume: number): void {
  const loudness = audio.createGain()
  loudness.gain.value = volume * 0.5
  loudness.connect(audio.destination)
  for (let i = 0; i < 6; i++) {
    const at = audio.currentTime + 0.05 + i * 0.2
    const tone = audio.createOscillator()
    const edge = audio.createGain()
    tone.type = 'triangle'
    tone.frequency.value = i % 2 === 0 ? 784 : 1_047
    edge.gain.setValueAtTime(0, at)
    edge.gain.linearRampToValueAtTime(1, at + 0.02)
    edge.gain.setValueAtTime(1, at + 0.14)
    edge.gain.linearRampToValueAtTime(0, at + 0.18)
    tone.connect(edge).connect(loudness)
    tone.start(at)
    tone.stop(at + 0.19)
  }
}

/** Lets the alarm be heard; answers whether it was. A machine that cannot play is tried again at the next alarm. */
export async function playAlarm(): Promise<boolean> {
  const { mutedAt, volume } = sound.getState()
  if (mutedAt !== null) return false
  const played = await tryToPlay(volume)
  if (sound.getState().mutedAt === null) sound.setState({ state: played ? 'ready' : 'failed' })
  return played
}

async function tryToPlay(volume: number): Promise<boolean> {
  try {
    if (context === undefined || context.state === 'closed') context = new AudioContext()
    const audio = context
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
    if (audio.state !== 'running') await Promise.race([audio.resume(), wait(PATIENCE)])
    if (audio.state !== 'running') return false
    const before = audio.currentTime
    ring(audio, volume)
    await wait(PATIENCE)
    return audio.currentTime > before
  } catch {
    return false
  }
}
