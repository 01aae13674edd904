import type { AVCodecID } from 'node-av/constants'
import type { FailureDetail } from '../domain/media-state.ts'

/** Why an attempt ended; `codec` where the codec is the reason. */
export type ReadFailure = { detail: FailureDetail; codec?: string }

/** What a decoder must know. `extradata` holds parameter sets from the SDP or the file, if any. */
export type Coding = {
  /** FFmpeg's name: `h264`, `hevc`, `mjpeg` … */
  codec: string
  codecId: AVCodecID
  extradata: Uint8Array | null
}

/** One encoded picture, in Annex B where the codec has it, valid until the next read. */
export type EncodedPicture = { data: Uint8Array; ptsUs: number | null; key: boolean }

export type Answer<T> = { ok: true; value: T } | { ok: false; error: ReadFailure }

/** One run through one source. Each waiting open or read may hold a thread of libuv's pool. */
export interface StreamReader {
  /** `known`: the server has spoken this protocol before. */
  open(known: boolean): Promise<Answer<Coding>>
  /** Waits for the next picture of the video stream. */
  read(): Promise<Answer<EncodedPicture>>
  /** Makes a waiting open or read return at once; `close` must follow. */
  interrupt(): void
  close(): Promise<void>
}

/** Codecs that windows decode themselves, or that this process decodes for them. */
export const WINDOW_CODECS: ReadonlySet<string> = new Set(['h264'])
export const MEDIA_CODECS: ReadonlySet<string> = new Set(['hevc', 'mjpeg', 'mpeg4', 'vp8', 'vp9', 'av1'])
