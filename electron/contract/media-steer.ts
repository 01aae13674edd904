import { z } from 'zod'

/**
 * Steering a camera (云台): part of the protocol between a window and the media process. Speeds are
 * shares of the camera's own, −1 to 1: pan to the right, tilt up, zoom in.
 */

const CameraId = z.string().min(1).max(128)
const Speed = z.number().min(-1).max(1)
const Token = z.string().min(1).max(64)

/** A window that holds a key or a button says so again this often, ms. */
export const STEER_AGAIN = 400
/** Without word from its window for this long a camera is stopped, ms. */
export const STEER_SILENCE = 1_200
/** Who steered last keeps the camera this long after the last act, ms. */
export const STEER_HOLD = 20_000

export const SteerAct = z.discriminatedUnion('do', [
  /** Asks what the camera can do, and from now on how it fares. */
  z.strictObject({ do: z.literal('look') }),
  /** No longer looks; gives the camera back. */
  z.strictObject({ do: z.literal('leave') }),
  /** Takes the camera, so that nobody else steers it. */
  z.strictObject({ do: z.literal('take') }),
  z.strictObject({ do: z.literal('give') }),
  /** Moves until `stop`, or until the window is silent. */
  z.strictObject({ do: z.literal('move'), pan: Speed, tilt: Speed, zoom: Speed }),
  z.strictObject({ do: z.literal('stop') }),
  z.strictObject({ do: z.literal('preset'), token: Token }),
  /** Keeps where the camera points as a new preset (预置位). */
  z.strictObject({ do: z.literal('keep'), name: z.string().trim().min(1).max(32) }),
])
export type SteerAct = z.infer<typeof SteerAct>

export const SteerRequest = z.strictObject({ type: z.literal('steer'), cameraId: CameraId, by: z.strictObject({ id: z.string().max(64), name: z.string().max(64) }), act: SteerAct })
export type SteerRequest = z.infer<typeof SteerRequest>

/** `not-set`: no ONVIF address is registered; `taken`: somebody else steers; `refused`: the address is not allowed; `fault`: the device said no. */
export const SteerError = z.enum(['not-set', 'taken', 'refused', 'unreachable', 'timeout', 'unauthorized', 'not-onvif', 'fault'])
export type SteerError = z.infer<typeof SteerError>

export const Preset = z.object({ token: z.string(), name: z.string() })
export type Preset = z.infer<typeof Preset>

/** How a camera's steering stands, as one window sees it. */
export const SteerState = z.object({
  /** Null until the device has answered; false where it has no motor. */
  able: z.boolean().nullable(),
  model: z.string(),
  presets: z.array(Preset),
  holder: z.object({ name: z.string(), mine: z.boolean(), until: z.number() }).nullable(),
  error: SteerError.nullable(),
})
export type SteerState = z.infer<typeof SteerState>

export const SteerAnswer = z.object({ type: z.literal('steer'), cameraId: CameraId, state: SteerState })
