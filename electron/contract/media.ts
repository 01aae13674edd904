import { z } from 'zod'
import { MAX_CAMERAS, Transport } from '../domain/camera-entry.ts'
import { PACES, RANK } from '../domain/media-budget.ts'
import { MediaAllow } from '../domain/media-address.ts'
import { StreamName } from '../domain/stream-choice.ts'
import { reviewAnswers, reviewRequests } from './media-review.ts'
import { DiscoverAnswer, DiscoverRequest, PreviewRequest } from './media-discover.ts'
import { ListenRequest, soundAnswers } from './media-sound.ts'
import { SteerAnswer, SteerRequest } from './media-steer.ts'

export { type Transport } from '../domain/camera-entry.ts'
export { PACE_LIMITS, RANK, type Pace, isShort, isSlow } from '../domain/media-budget.ts'
export { chooseDecodeRoute, isSoftwareRenderer } from '../domain/decode-route.ts'
export type { DecodeRoute } from '../domain/decode-route.ts'
export type { StreamName } from '../domain/stream-choice.ts'

/**
 * The protocol between a window and the media process, and between main and the media process.
 * A window's port carries WindowToMedia one way and MediaToWindow the other; times are epoch
 * milliseconds of the machine's clock. A message that does not parse is answered by `error` and
 * has no other effect. ArrayBuffers are copied, never transferred (electron#34905).
 */

/**
 * Environment that main must start the media process with: FFmpeg's reads each hold a thread of
 * libuv's pool while they wait, so the pool must be larger than the number of cameras; and so many
 * threads with heaps of their own (glibc) would never give back what reconnects left in them.
 */
export const MEDIA_PROCESS_ENV = { UV_THREADPOOL_SIZE: '128', MALLOC_ARENA_MAX: '2' } as const

const CameraId = z.string().min(1).max(128)

/** Size of the tile a camera is shown in, in device pixels. */
export const TileSize = z.object({
  width: z.int().min(1).max(16384),
  height: z.int().min(1).max(16384),
})
export type TileSize = z.infer<typeof TileSize>

/**
 * Who gives way when the machine is loaded. 0: the connection is held for a scene out of sight, but
 * no picture is sent; above it as RANK says, `rest` first to give way, `selected` last.
 */
export const WatchPriority = z.int().min(RANK.hidden).max(RANK.selected)

export const WindowToMedia = z.discriminatedUnion('type', [
  ...reviewRequests,
  SteerRequest,
  DiscoverRequest,
  PreviewRequest,
  ListenRequest,
  z.strictObject({ type: z.literal('watch'), cameraId: CameraId, tile: TileSize, priority: WatchPriority }),
  z.strictObject({ type: z.literal('unwatch'), cameraId: CameraId }),
  z.strictObject({ type: z.literal('resize'), cameraId: CameraId, tile: TileSize }),
  /** Once a second while it shows anything: how this window keeps up. */
  z.strictObject({ type: z.literal('load'), lateMs: z.number().min(0), paintShare: z.number().min(0), drops: z.int().min(0) }),
  /** Asks for, or no longer for, how every camera fares. */
  z.strictObject({ type: z.literal('health'), on: z.boolean() }),
  /** All units of this camera up to and including `seq` were taken by the decoder or dropped. */
  z.strictObject({ type: z.literal('ack'), cameraId: CameraId, seq: z.int().min(0) }),
])
export type WindowToMedia = z.infer<typeof WindowToMedia>

/** What the connection to a camera is doing. `refused` is our own refusal by the allow rules. */
export const CameraState = z.enum(['connecting', 'live', 'stalled', 'failed', 'refused'])
export type CameraState = z.infer<typeof CameraState>

/** Why, in a form that a window can translate. */
export const CameraDetail = z.enum([
  'opening',
  'streaming',
  'no-packets',
  'connection-lost',
  'unreachable',
  'timeout',
  'unauthorized',
  'forbidden',
  'not-found',
  'not-rtsp',
  'server-error',
  'no-video',
  'codec-unsupported',
  'address-invalid',
  'scheme-not-allowed',
  'host-not-allowed',
  'folder-not-allowed',
  'redirect-not-allowed',
  'certificate-refused',
  'file-missing',
  'file-unreadable',
  'too-many-cameras',
  'unknown-camera',
  'quarantined',
  'covered',
  'device-missing',
  'device-busy',
  'device-denied',
])
export type CameraDetail = z.infer<typeof CameraDetail>

export const CameraStatus = z.object({
  state: CameraState,
  /** When this state began. */
  since: z.number(),
  detail: CameraDetail,
  /** Codec name where the detail is about one, e.g. `hevc`. */
  codec: z.string().optional(),
  /** When the next attempt to connect begins. */
  retryAt: z.number().optional(),
})
export type CameraStatus = z.infer<typeof CameraStatus>

/** How one open camera fares. Sizes in pixels, `kept` is how far back it can be looked at, ms. */
export const CameraHealth = CameraStatus.extend({
  cameraId: CameraId,
  stream: StreamName,
  transport: z.enum(['tcp', 'udp', 'tls', 'file']),
  coding: z.string(),
  decoded: z.enum(['window', 'media']),
  width: z.int(),
  height: z.int(),
  fps: z.number(),
  kbps: z.number(),
  lost: z.int(),
  driftMs: z.number(),
  /** Connections that brought pictures since the camera was opened. */
  connections: z.int(),
  pace: z.enum(PACES),
  watchers: z.int(),
  kept: z.number(),
  keptBytes: z.number(),
})
export type CameraHealth = z.infer<typeof CameraHealth>

/** A camera came or went; `closed`: nobody looks at it any more. */
export const CameraTurn = z.object({ cameraId: CameraId, at: z.number(), state: z.enum(['live', 'stalled', 'failed', 'refused', 'closed']), detail: CameraDetail })
export type CameraTurn = z.infer<typeof CameraTurn>

/** How the media process fares. `limit` and `used` in decoded pixels a second; `reduced` counts cameras that are slowed down. */
export const MediaHealth = z.object({
  limit: z.number(),
  used: z.number(),
  reduced: z.int(),
  keptBytes: z.number(),
  keptLimit: z.number(),
  open: z.int(),
  most: z.int(),
  cameras: z.array(CameraHealth),
})
export type MediaHealth = z.infer<typeof MediaHealth>

export const MediaToWindow = z.discriminatedUnion('type', [
  ...reviewAnswers,
  SteerAnswer,
  DiscoverAnswer,
  ...soundAnswers,
  /** Comes before the first unit or picture and again when the stream's parameters change. Units are Annex B. */
  z.object({
    type: z.literal('config'),
    cameraId: CameraId,
    /** RFC 6381 codec string for WebCodecs, e.g. `avc1.64001e`; FFmpeg's name where media decodes. */
    codec: z.string(),
    decoded: z.enum(['window', 'media']),
    stream: StreamName,
    /** Size of the camera's own picture. */
    width: z.int().min(0),
    height: z.int().min(0),
    description: z.instanceof(Uint8Array).optional(),
  }),
  /** One encoded picture. `seq` counts what was sent since the watch began. */
  z.object({
    type: z.literal('unit'),
    cameraId: CameraId,
    seq: z.int().min(0),
    key: z.boolean(),
    ptsUs: z.number(),
    /** When the media process had the whole picture. */
    receivedAt: z.number(),
    /** Pictures left out before this one, because the window was behind; it is a key unit then. */
    skipped: z.int().min(0),
    /** In a replay: when it was received at first. Hidden ones are decoded for those that follow, not shown. */
    takenAt: z.number().optional(),
    hidden: z.boolean().optional(),
    data: z.instanceof(Uint8Array),
  }),
  /**
   * One picture that the media process decoded, because windows can't decode its codec: 4:2:0 planes
   * Y, U, V without gaps, rows of (width + 1) / 2 in U and V, fitted to the camera's largest tile.
   */
  z.object({
    type: z.literal('picture'),
    cameraId: CameraId,
    seq: z.int().min(0),
    ptsUs: z.number(),
    receivedAt: z.number(),
    skipped: z.int().min(0),
    width: z.int().min(1),
    height: z.int().min(1),
    matrix: z.enum(['bt601', 'bt709']),
    fullRange: z.boolean(),
    takenAt: z.number().optional(),
    data: z.instanceof(Uint8Array),
  }),
  CameraStatus.extend({ type: z.literal('state'), cameraId: CameraId }),
  /** Once a second: how often pictures are brought, how many a second the camera sends, and those that did not arrive in the last ten seconds. */
  z.object({ type: z.literal('vitals'), cameraId: CameraId, pace: z.enum(PACES), fps: z.number().min(0), lost: z.int().min(0) }),
  /** Once a second to a window that asked for it. */
  MediaHealth.extend({ type: z.literal('health') }),
  z.object({ type: z.literal('error'), code: z.enum(['malformed', 'too-many-watches']), message: z.string() }),
])
export type MediaToWindow = z.infer<typeof MediaToWindow>

/** A camera as main hands it to media. `url` may hold a secret: it never goes to a window or a log. */
export const MediaCamera = z.strictObject({
  id: CameraId,
  name: z.string(),
  url: z.string().min(1).max(2048),
  /** The small stream, if the camera has one. */
  subUrl: z.string().min(1).max(2048).optional(),
  /** The device service of its ONVIF face, if it has one; may hold a secret too. */
  onvif: z.string().min(1).max(2048).optional(),
  transport: Transport.default('tcp'),
  /** A file of certificates that a TLS server's must come from; without it any is taken. */
  tlsCa: z.string().max(1024).optional(),
  /** Parts of its picture must not be seen by whoever sits here: pictures as they came may not be written into a file. */
  covered: z.boolean().default(false),
  /** Main sets this for a camera that brought the media process down twice. */
  quarantined: z.boolean().default(false),
})
export type MediaCamera = z.infer<typeof MediaCamera>

/** Main to media, on the process's parent port. `window` comes with exactly one port. */
export const MainToMedia = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('cameras'), cameras: z.array(MediaCamera).max(MAX_CAMERAS), allow: MediaAllow }),
  z.strictObject({ type: z.literal('window'), windowId: z.string().min(1).max(64) }),
])
export type MainToMedia = z.infer<typeof MainToMedia>

/** Media to main. `busyWith` is the set of cameras being opened, or open for less than a few seconds. */
export const MediaToMain = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('turns'), turns: z.array(CameraTurn) }),
  z.object({ type: z.literal('busyWith'), cameraIds: z.array(CameraId) }),
  z.object({ type: z.literal('error'), code: z.enum(['malformed', 'no-port']), message: z.string() }),
])
export type MediaToMain = z.infer<typeof MediaToMain>
