import { Decoder, Demuxer } from 'node-av/api'
import type { Frame } from 'node-av/lib'

/** Samples that are looked at: the loudest stretch of this length. */
const WINDOW = 8_192
const LOWEST_HZ = 200
const HIGHEST_HZ = 3_500

/**
 * The strongest frequency of the right channel (the other side) of a recording: `node recording-tone.js FILE` prints
 * `{"hz", "channels", "seconds"}`. Decodes with FFmpeg, so that it shares nothing with what wrote the file.
 */
async function main(file: string): Promise<void> {
  const { samples, rate, channels } = await decode(file)
  const stretch = loudest(samples)
  process.stdout.write(`${JSON.stringify({ hz: stretch ? strongestHz(stretch, rate) : null, channels, seconds: rate > 0 ? samples.length / rate : 0 })}\n`)
}

async function decode(file: string): Promise<{ samples: Float32Array; rate: number; channels: number }> {
  await using input = await Demuxer.open(file)
  const stream = input.audio()
  if (!stream) throw new Error('the file holds no sound')
  using decoder = await Decoder.create(stream)
  const parts: Float32Array[] = []
  let rate = 0
  let channels = 0
  for await (const frame of decoder.frames(input.packets(stream.index))) {
    if (!frame) continue
    rate = frame.sampleRate
    channels = frame.channels
    parts.push(channelOf(frame, channels - 1))
    frame.free()
  }
  const samples = new Float32Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    samples.set(part, at)
    at += part.length
  }
  return { samples, rate, channels }
}

/** One channel of a frame of 32-bit floats: planes of their own, as Opus decodes, or interleaved. */
function channelOf(frame: Frame, channel: number): Float32Array {
  const planes = frame.data ?? []
  const plane = planes[channel]
  if (plane) return floats(plane, frame.nbSamples)
  const all = planes[0] ? floats(planes[0], frame.nbSamples * frame.channels) : new Float32Array(0)
  return Float32Array.from({ length: frame.nbSamples }, (_, i) => all[i * frame.channels + channel] ?? 0)
}

const floats = (bytes: Buffer, count: number): Float32Array => Float32Array.from({ length: Math.min(count, Math.floor(bytes.length / 4)) }, (_, i) => bytes.readFloatLE(i * 4))

function loudest(samples: Float32Array): Float32Array | undefined {
  let best = 0
  let found: Float32Array | undefined
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW / 4) {
    const stretch = samples.subarray(at, at + WINDOW)
    const power = stretch.reduce((sum, s) => sum + s * s, 0)
    if (power > best) [best, found] = [power, stretch]
  }
  return found
}

/** The frequency, in whole Hz, at which a windowed stretch has most power (Goertzel). */
function strongestHz(stretch: Float32Array, rate: number): number {
  const windowed = stretch.map((s, i) => s * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (stretch.length - 1))))
  let best = 0
  let found = 0
  for (let hz = LOWEST_HZ; hz <= HIGHEST_HZ; hz++) {
    const power = powerAt(windowed, hz, rate)
    if (power > best) [best, found] = [power, hz]
  }
  return found
}

function powerAt(samples: Float32Array, hz: number, rate: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let [one, two] = [0, 0]
  for (const sample of samples) [one, two] = [sample + turn * one - two, one]
  return one * one + two * two - turn * one * two
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`recording: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
