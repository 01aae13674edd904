import { core } from '../../client/core.ts'
import type { Result } from '../../../electron/contract/error.ts'
import { fail, ok } from '../../../electron/contract/error.ts'

/** A recording ready to be played: sound that can be wound, and how loud each side was over its length, from 0 to 1. */
export interface Playable {
  readonly url: string
  readonly seconds: number
  readonly here: Float32Array
  readonly there: Float32Array
}

/** Voices need no more, Hz. */
const RATE = 16_000
/** Steps of the picture of a recording. */
const STEPS = 240

/** Fetches a recording from core and makes it playable. The address must be given back with `URL.revokeObjectURL`. */
export async function loadRecording(callId: string): Promise<Result<Playable>> {
  const parts: Uint8Array[] = []
  let offset = 0
  for (let size = 1; offset < size; ) {
    const piece = await core.query({ type: 'recording', callId, offset })
    if (!piece.ok) return piece
    const bytes = Uint8Array.from(atob(piece.value.data), (c) => c.charCodeAt(0))
    if (bytes.length === 0) break
    parts.push(bytes)
    offset += bytes.length
    size = piece.value.size
  }
  try {
    const whole = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
    const sound = await new OfflineAudioContext(2, 1, RATE).decodeAudioData(whole.buffer)
    const left = sound.getChannelData(0)
    const right = sound.numberOfChannels > 1 ? sound.getChannelData(1) : left
    return ok({ url: URL.createObjectURL(new Blob([wave(left, right)], { type: 'audio/wav' })), seconds: sound.duration, here: peaks(left), there: peaks(right) })
  } catch {
    return fail('file-missing', 'the recording cannot be decoded')
  }
}

function peaks(samples: Float32Array): Float32Array {
  const step = Math.max(1, Math.ceil(samples.length / STEPS))
  return Float32Array.from({ length: Math.ceil(samples.length / step) }, (_, i) => samples.subarray(i * step, (i + 1) * step).reduce((most, s) => Math.max(most, Math.abs(s)), 0))
}

/** Two channels as 16-bit WAV. */
function wave(left: Float32Array, right: Float32Array): ArrayBuffer {
  const bytes = new ArrayBuffer(44 + left.length * 4)
  const view = new DataView(bytes)
  const text = (at: number, words: string): void => [...words].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, 36 + left.length * 4, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * 4, true)
  view.setUint16(32, 4, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, left.length * 4, true)
  const sample = (s: number | undefined): number => Math.max(-1, Math.min(1, s ?? 0)) * 0x7fff
  for (let i = 0; i < left.length; i++) {
    view.setInt16(44 + i * 4, sample(left[i]), true)
    view.setInt16(46 + i * 4, sample(right[i]), true)
  }
  return bytes
}
