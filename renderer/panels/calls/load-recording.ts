import { MAX_PIECE } from '../../../electron/contract/call.ts'
import { core } from '../../client/core.ts'
import type { Result } from '../../../electron/contract/error.ts'
import { fail, ok } from '../../../electron/contract/error.ts'
import { webmTail } from './webm-tail.ts'

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
    const piece = await fetchPiece(callId, offset)
    if (!piece.ok) return piece
    const { bytes } = piece.value
    if (bytes.length === 0) break
    parts.push(bytes)
    offset += bytes.length
    size = piece.value.size
  }
  return playable(new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer()))
}

/** The last seconds of a recording, which may still be written; little more than them is fetched, however long it is. */
export async function loadLast(callId: string, seconds: number): Promise<Result<Playable>> {
  const begin = await fetchPiece(callId, 0)
  if (!begin.ok) return begin
  const { bytes, size } = begin.value
  if (size <= bytes.length) return playable(bytes, seconds)
  const tail = await fetchPiece(callId, Math.max(0, size - MAX_PIECE))
  if (!tail.ok) return tail
  const whole = webmTail(bytes, tail.value.bytes)
  return whole ? playable(whole, seconds) : fail('file-missing', 'the recording has no place to begin from')
}

async function fetchPiece(callId: string, offset: number): Promise<Result<{ readonly bytes: Uint8Array; readonly size: number }>> {
  const piece = await core.query({ type: 'recording', callId, offset })
  return piece.ok ? ok({ bytes: Uint8Array.from(atob(piece.value.data), (c) => c.charCodeAt(0)), size: piece.value.size }) : piece
}

/** WebM made playable; of it only the last seconds where they are named. */
async function playable(webm: Uint8Array, last = Number.POSITIVE_INFINITY): Promise<Result<Playable>> {
  try {
    const sound = await new OfflineAudioContext(2, 1, RATE).decodeAudioData(webm.slice().buffer)
    const from = Math.max(0, sound.length - Math.ceil(Math.min(last, sound.duration) * RATE))
    const left = sound.getChannelData(0).subarray(from)
    const right = sound.numberOfChannels > 1 ? sound.getChannelData(1).subarray(from) : left
    return ok({ url: URL.createObjectURL(new Blob([wave(left, right)], { type: 'audio/wav' })), seconds: left.length / RATE, here: peaks(left), there: peaks(right) })
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
