import { spawnSync } from 'node:child_process'

/** A channel of sound. */
export interface Sound {
  readonly rate: number
  readonly samples: Float32Array
}

/** What is found in a stretch of sound: its strongest frequency, Hz (null when all is quiet), and its level from 0 to 1 (root mean square). */
export interface Heard {
  readonly hz: number | null
  readonly level: number
}

/** Quieter than this there is no tone. */
const FLOOR = 0.004
const WINDOW_S = 0.25

/** A WAV file of a tone in bursts: a steady one would be taken for noise by a microphone's noise suppression. */
export function toneWav(hz: number, { seconds = 4, rate = 48_000, level = 0.5, burstS = 0.4, pauseS = 0.1 } = {}): Buffer {
  const samples = Math.round(seconds * rate)
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i++) {
    const on = (i / rate) % (burstS + pauseS) < burstS
    wav.writeInt16LE(on ? Math.round(Math.sin((2 * Math.PI * hz * i) / rate) * level * 32_767) : 0, 44 + i * 2)
  }
  return wav
}

/** The loudest quarter of a second's frequency, by Goertzel's filter at each Hz of a range that a telephone carries, and the level of that quarter. */
export function heardIn({ rate, samples }: Sound): Heard {
  const length = Math.floor(rate * WINDOW_S)
  let best = { at: 0, power: -1 }
  for (let at = 0; at + length <= samples.length; at += Math.floor(length / 2)) {
    const power = samples.subarray(at, at + length).reduce((sum, s) => sum + s * s, 0) / length
    if (power > best.power) best = { at, power }
  }
  const level = Math.sqrt(Math.max(0, best.power))
  return { hz: level < FLOOR ? null : strongest(samples.subarray(best.at, best.at + length), rate), level }
}

function strongest(samples: Float32Array, rate: number): number {
  let best = { hz: 0, power: -1 }
  for (const step of [10, 1]) {
    const around = best.hz
    const [from, to] = step === 10 ? [200, 3_400] : [around - 10, around + 10]
    for (let hz = from; hz <= to; hz += step) {
      const power = powerAt(samples, rate, hz)
      if (power > best.power) best = { hz, power }
    }
  }
  return best.hz
}

/** Power of one frequency, with a Hann window; a sine of amplitude 1 has about 1. */
export function powerAt(samples: Float32Array, rate: number, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let [one, two] = [0, 0]
  for (let i = 0; i < samples.length; i++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length)
    const now = (samples[i] ?? 0) * hann + turn * one - two
    two = one
    one = now
  }
  return (16 * (one * one + two * two - turn * one * two)) / samples.length ** 2
}

const DECODED_RATE = 16_000

/** Decodes a file's channel (0: ours, 1: theirs) with ffmpeg; of a stretch from `fromS` on, where it is given. */
export function decode(file: string, channel: number, fromS = 0): Sound {
  const seek = fromS > 0 ? ['-ss', String(fromS)] : []
  const done = spawnSync('ffmpeg', ['-v', 'error', '-i', file, ...seek, '-af', `pan=mono|c0=c${channel}`, '-ar', String(DECODED_RATE), '-f', 'f32le', '-'], { maxBuffer: 1 << 28 })
  if (done.status !== 0) throw new Error(`ffmpeg: ${done.stderr.toString()}`)
  const { stdout } = done
  return { rate: DECODED_RATE, samples: new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + Math.floor(stdout.length / 4) * 4)) }
}

/** Duration of a file's sound, s, as ffprobe tells it of its packets tell it: what was written before a crash has no duration in its head. */
export function durationOf(file: string): number {
  const done = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file], { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (done.status !== 0) throw new Error(`ffprobe: ${done.stderr}`)
  return Number.parseFloat(done.stdout.trim().split('\n').at(-1) ?? 'NaN')
}
