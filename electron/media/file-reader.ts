import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AVMEDIA_TYPE_VIDEO, AV_LOG_QUIET, AV_NOPTS_VALUE } from 'node-av/constants'
import { BitStreamFilter, BitStreamFilterContext, type CodecParameters, Dictionary, FormatContext, Log, Packet, type Stream, avGetCodecName } from 'node-av/lib'
import { isBelow } from '../domain/media-address.ts'
import { type Answer, type Coding, type EncodedPicture, MEDIA_CODECS, type StreamReader, WINDOW_CODECS } from './stream-reader.ts'

/** Names of recordings; a folder's others are passed over. */
const RECORDING = /\.(mp4|m4v|mov|mkv|webm|ts|avi|h264|h265|264|265|hevc|mjpeg)$/i

/** Containers that hold pictures themselves. Play lists are left out: they name further addresses. */
const FORMATS = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,h264,hevc,mjpeg'

/** Files of a folder that are played. */
const MAX_FILES = 1_000

/** A recording without time stamps runs at this pace, in µs a picture. */
const STEP_US = 40_000

/** Which of a folder's recordings is next; grows for ever. */
export type FileCursor = { next: number }

const TO_ANNEX_B: Readonly<Record<string, string>> = { h264: 'h264_mp4toannexb', hevc: 'hevc_mp4toannexb' }

/**
 * Plays a recording, or the recordings of a folder one after the other by name, at their own pace
 * and for ever: replay and drills. Where the next file has another codec, or can't be read, the run
 * ends; `cursor` is kept by the owner, so that the next reader goes on from there.
 */
export class FileReader implements StreamReader {
  readonly #path: string
  readonly #folders: readonly string[]
  readonly #cursor: FileCursor
  readonly #packet = new Packet()
  #files: readonly string[] = []
  #context: FormatContext | null = null
  #filter: BitStreamFilterContext | null = null
  #codec = ''
  #videoIndex = -1
  #tickUs = 1
  #interrupted = false
  #wake: (() => void) | null = null
  /** Wall time of the first picture minus its time stamp, ms. */
  #origin: number | null = null
  /** Added to time stamps, so that the line goes on over the end of a file, µs. */
  #offsetUs = 0
  #lastUs = -STEP_US

  constructor(path: string, folders: readonly string[], cursor: FileCursor = { next: 0 }) {
    this.#cursor = cursor
    Log.setLevel(AV_LOG_QUIET)
    this.#path = path
    this.#folders = folders
    this.#packet.alloc()
  }

  async open(): Promise<Answer<Coding>> {
    const files = await recordings(this.#path, this.#folders)
    if (files === null || files.length === 0) return { ok: false, error: { detail: 'file-missing' } }
    this.#files = files
    return this.#openNext()
  }

  async read(): Promise<Answer<EncodedPicture>> {
    for (let empty = 0; ; ) {
      if (this.#interrupted || !this.#context) return { ok: false, error: { detail: 'timeout' } }
      const picture = await this.#picture(this.#context)
      if (picture === 'end') {
        if (++empty > this.#files.length) return { ok: false, error: { detail: 'file-unreadable' } }
        const codec = this.#codec
        const opened = await this.#openNext()
        if (!opened.ok) return opened
        if (opened.value.codec !== codec) {
          this.#cursor.next--
          return { ok: false, error: { detail: 'connection-lost' } }
        }
        continue
      }
      if (picture !== null) return { ok: true, value: picture }
    }
  }

  interrupt(): void {
    this.#interrupted = true
    this.#context?.interrupt()
    this.#wake?.()
  }

  async close(): Promise<void> {
    await this.#closeFile()
    this.#packet.free()
  }

  async #closeFile(): Promise<void> {
    this.#filter?.free()
    this.#filter = null
    await this.#context?.closeInput()
    this.#context = null
  }

  async #openNext(): Promise<Answer<Coding>> {
    await this.#closeFile()
    this.#offsetUs = this.#lastUs + STEP_US
    this.#origin = null
    const file = this.#files[this.#cursor.next++ % this.#files.length] ?? ''
    const context = new FormatContext()
    context.allocContext()
    const options = Dictionary.fromObject({ protocol_whitelist: 'file', format_whitelist: FORMATS })
    const code = await context.openInput(file, null, options).finally(() => options.free())
    if (code < 0) return { ok: false, error: { detail: 'file-unreadable' } }
    this.#context = context
    if ((await context.findStreamInfo()) < 0) return { ok: false, error: { detail: 'file-unreadable' } }
    return this.#describe(context)
  }

  #describe(context: FormatContext): Answer<Coding> {
    const stream = context.streams.find((candidate) => candidate.codecpar.codecType === AVMEDIA_TYPE_VIDEO)
    if (!stream) return { ok: false, error: { detail: 'no-video' } }
    const { codecId, extradata } = stream.codecpar
    const codec = avGetCodecName(codecId) ?? String(codecId)
    if (!WINDOW_CODECS.has(codec) && !MEDIA_CODECS.has(codec)) return { ok: false, error: { detail: 'codec-unsupported', codec } }
    this.#codec = codec
    this.#videoIndex = stream.index
    this.#tickUs = (1_000_000 * stream.timeBase.num) / stream.timeBase.den
    // Length-prefixed units begin their extradata with version 1; Annex B with a start code.
    const filter = extradata?.[0] === 1 ? BitStreamFilter.getByName(TO_ANNEX_B[codec] ?? '') : null
    const parameters = filter ? this.#toAnnexB(filter, stream) : stream.codecpar
    if (!parameters) return { ok: false, error: { detail: 'file-unreadable' } }
    const sets = parameters.extradata
    return { ok: true, value: { codec, codecId, extradata: sets ? new Uint8Array(sets) : null } }
  }

  #toAnnexB(filter: BitStreamFilter, stream: Stream): CodecParameters | null {
    const made = new BitStreamFilterContext()
    this.#filter = made
    made.alloc(filter)
    if (made.inputCodecParameters) stream.codecpar.copy(made.inputCodecParameters)
    made.inputTimeBase = stream.timeBase
    return made.init() < 0 ? null : made.outputCodecParameters
  }

  /** The next picture when its time has come; null for a packet that is none. */
  async #picture(context: FormatContext): Promise<EncodedPicture | 'end' | null> {
    const packet = this.#packet
    packet.unref()
    if ((await context.readFrame(packet)) < 0) return 'end'
    if (packet.streamIndex !== this.#videoIndex) return null
    if (this.#filter) {
      if ((await this.#filter.sendPacket(packet)) < 0 || (await this.#filter.receivePacket(packet)) < 0) return null
    }
    const { data, dts, pts, isKeyframe } = packet
    if (!data) return null
    const shown = pts !== AV_NOPTS_VALUE ? Number(pts) * this.#tickUs : null
    const due = dts !== AV_NOPTS_VALUE ? Number(dts) * this.#tickUs : (shown ?? this.#lastUs - this.#offsetUs + STEP_US)
    await this.#until(due)
    this.#lastUs = due + this.#offsetUs
    return { data, ptsUs: (shown ?? due) + this.#offsetUs, key: isKeyframe }
  }

  #until(dueUs: number): Promise<void> {
    const now = performance.now()
    this.#origin ??= now - dueUs / 1_000
    const wait = this.#origin + dueUs / 1_000 - now
    // A file whose clock jumps does not hold the picture back for longer than a second.
    if (wait > 1_000 || wait < -1_000) this.#origin = now - dueUs / 1_000
    if (wait <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), Math.min(wait, 1_000))
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }
}

/** The file, or a folder's recordings by name; null where it is not there or leads out of the allowed folders. */
async function recordings(path: string, folders: readonly string[]): Promise<string[] | null> {
  try {
    const allowed = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
    const real = await realpath(path)
    if (!isBelow(real, allowed)) return null
    if ((await stat(real)).isFile()) return [real]
    const names = (await readdir(real)).filter((name) => RECORDING.test(name)).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    const files = await Promise.all(names.slice(0, MAX_FILES).map((name) => realpath(join(real, name))))
    return files.filter((file) => isBelow(file, allowed))
  } catch {
    return null
  }
}
