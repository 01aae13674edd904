import { z } from 'zod'

/**
 * Sound of one camera: part of the protocol between a window and the media process. At any time one window of the
 * machine hears one camera; who asks last is heard. A window says so again every few seconds, or the sound ends.
 */

const CameraId = z.string().min(1).max(128)

/** Samples of a second; one channel, 16 bits, the lower byte first. */
export const SOUND_RATE = 48_000

/** A window says at least so often what it hears, ms; after {@link LISTEN_LEASE} without a word nothing is sent. */
export const LISTEN_AGAIN = 2_000
export const LISTEN_LEASE = 8_000

/** `recording`: sound of recordings in files is not played. `failed`: no connection; it is tried again. */
export const SoundState = z.enum(['opening', 'live', 'muted', 'no-sound', 'codec-unsupported', 'recording', 'failed'])
export type SoundState = z.infer<typeof SoundState>

/** Hears a camera from now on, or none. `muted`: the connection is held, nothing is sent. */
export const ListenRequest = z.strictObject({ type: z.literal('listen'), cameraId: CameraId.nullable(), muted: z.boolean() })

export const soundAnswers = [
  /** How the sound of a camera stands, to every window that shows it; null: it is not heard. */
  z.object({ type: z.literal('sound'), cameraId: CameraId, state: SoundState.nullable(), codec: z.string() }),
  z.object({ type: z.literal('samples'), cameraId: CameraId, data: z.instanceof(Uint8Array) }),
] as const
