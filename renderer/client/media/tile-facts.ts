import type { CameraDetail, CameraState, DecodeRoute, MediaHealth, MediaToWindow, Pace, StreamName, WindowToMedia } from '../../../electron/contract/media.ts'
import type { ClipAbout, ReplayState } from '../../../electron/contract/media-review.ts'
import type { DiscoverAnswer } from '../../../electron/contract/media-discover.ts'
import type { SoundState } from '../../../electron/contract/media-sound.ts'
import type { SteerState } from '../../../electron/contract/media-steer.ts'
import type { Covered } from './cover.ts'
import type { PictureView } from './picture-view.ts'

/** One tile of a canvas: which camera, where, in device pixels, where its picture is enlarged, how, and what of it must not be seen; `device`: it comes from the capture device of this name. */
export type Tile = { cameraId: string; x: number; y: number; width: number; height: number; priority: number; view?: PictureView | undefined; covered: Covered; device?: string | undefined }

/** What is known of a camera in this window; times are epoch ms. */
export type TileFacts = {
  cameraId: string
  /** `waiting`: the media process has not said anything, or is away. */
  state: CameraState | 'waiting'
  since: number
  detail: CameraDetail | null
  retryAt: number | null
  /** When the media process received the picture that is shown; null before the first. */
  pictureAt: number | null
  /** Pictures drawn in the last second. */
  fps: number
  /** Pictures drawn in all. */
  pictures: number
  width: number
  height: number
  codec: string
  /** Which of the camera's streams is shown. */
  stream: StreamName
  route: DecodeRoute | null
  /** Decoding is paused after repeated errors. */
  paused: boolean
  /** Units given up because this window was behind. */
  drops: number
  /** How often pictures are brought, where the machine is loaded. */
  pace: Pace
  /** Pictures a second that the camera sends; 0 where it is not known, or too early to compare with what is drawn. */
  sentFps: number
  /** Pictures of the last ten seconds that were sent and did not arrive. */
  lost: number
  /** While it looks back: where it stands, and when the picture that is shown was received at first. */
  replay: (ReplayState & { shownAt: number | null }) | null
  /** How its sound stands, where this machine hears it; null else. */
  sound: SoundState | null
}

/** Why a capture device shows nothing. */
export type DeviceFault = Extract<CameraDetail, `device-${string}`>

/** From the page to its decode worker. `port` and `canvas` messages carry the object itself. */
export type ToWorker =
  | { type: 'port'; port: MessagePort }
  | { type: 'lost' }
  /** Where samples of the camera that is heard go. */
  | { type: 'ear'; port: MessagePort }
  | { type: 'canvas'; surface: number; canvas: OffscreenCanvas }
  | { type: 'layout'; surface: number; width: number; height: number; tiles: readonly Tile[]; active: boolean }
  | { type: 'close'; surface: number }
  | { type: 'send'; message: WindowToMedia }
  | { type: 'device'; cameraId: string; stream: ReadableStream<VideoFrame> | null; fault: DeviceFault | null }
  | { type: 'snapshot'; request: string; cameraId: string; about: ClipAbout; stamp: string }

/** From the decode worker to its page. */
export type FromWorker = { type: 'facts'; facts: readonly TileFacts[] } | { type: 'fault'; message: string } | ExportedMessage | BytesMessage | { type: 'health'; health: MediaHealth } | { type: 'no-snapshot'; request: string } | { type: 'open-device'; cameraId: string; label: string } | { type: 'close-device'; cameraId: string } | SteerMessage | DiscoverAnswer | SoundMessage

/** How the steering of a camera stands. */
export type SteerMessage = { type: 'steer'; cameraId: string; state: SteerState }

/** How the sound of a camera stands. */
export type SoundMessage = Extract<MediaToWindow, { type: 'sound' }>

/** The answer to an export, as media gave it. */
export type ExportedMessage = Extract<MediaToWindow, { type: 'exported' }>

/** A piece of an exported file. */
export type BytesMessage = Extract<MediaToWindow, { type: 'bytes' }>

/** Age in ms at which a picture counts as frozen. */
export const FROZEN_AFTER = 1_000

/** Age of the shown picture in ms at `now`, or null where there is none. */
export const ageOf = (facts: Pick<TileFacts, 'pictureAt'>, now: number): number | null => (facts.pictureAt === null ? null : Math.max(0, now - facts.pictureAt))

/** `live` only where a picture moved within the last second; what is on screen else is old. */
export function freshness(facts: TileFacts, now: number): 'live' | 'frozen' | 'empty' {
  const age = ageOf(facts, now)
  if (age === null) return 'empty'
  return age > FROZEN_AFTER ? 'frozen' : 'live'
}
