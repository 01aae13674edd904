import { type DecodeRoute, type MediaToWindow, chooseDecodeRoute } from '../../../electron/contract/media.ts'
import { RebuildBudget } from './rebuild-budget.ts'

type Config = Extract<MediaToWindow, { type: 'config' }>
type Unit = Extract<MediaToWindow, { type: 'unit' }>
type DecodedMessage = Extract<MediaToWindow, { type: 'picture' }>

/** Units waiting in the decoder; behind this the rest is given up to the next key unit. */
const QUEUE_LIMIT = 8
/** A unit that waited longer in the port, in ms, or comes after one that waits longer in the decoder, is given up to the next key unit. */
const LATE = 400
/** Pictures that wait to be drawn: two, since two may come between one painting and the next. */
const WAITING = 2
/** A picture that waits longer than this, in ms, is left out where a newer one is there. */
const OLD = 80
/** Pictures that may be inside the decoder at once; older notes are forgotten. */
const NOTES = 256

/** A decoded picture with the time its unit was received. The owner must close `frame`. */
export type Picture = { frame: VideoFrame; receivedAt: number; takenAt: number | null }

type Note = { receivedAt: number; takenAt: number | null; hidden: boolean; givenAt: number }

/** Decodes one camera with WebCodecs; keeps only the newest pictures. */
export class CameraDecoder {
  readonly #gpu: boolean
  readonly #onPicture: () => void
  readonly #budget = new RebuildBudget()
  #startedAt: number
  #decoder: VideoDecoder | null = null
  #config: Config | null = null
  #needKey = true
  /** Units that came while it is being found out whether the codec can be decoded. */
  #early: Unit[] | null = null
  #waiting: Picture[] = []
  /** By time stamp of the units inside the decoder. */
  readonly #notes = new Map<number, Note>()
  route: DecodeRoute | null = null
  drops = 0

  constructor(gpu: boolean, now: number, onPicture: () => void) {
    this.#gpu = gpu
    this.#startedAt = now
    this.#onPicture = onPicture
  }

  get config(): Config | null {
    return this.#config
  }

  paused(now: number): boolean {
    return this.#budget.paused(now)
  }

  /** Takes new stream parameters; resolves when it is known whether this window can decode them. */
  async configure(config: Config): Promise<void> {
    this.#config = config
    if (config.decoded === 'media') {
      this.#early = null
      this.route = chooseDecodeRoute({ gpu: this.#gpu, decodes: false, inMedia: true })
      return this.close()
    }
    this.#early = []
    const support = await VideoDecoder.isConfigSupported(this.#settings(config)).catch(() => ({ supported: false }))
    if (this.#config !== config) return
    this.route = chooseDecodeRoute({ gpu: this.#gpu, decodes: support.supported === true })
    this.#rebuild()
    const early = this.#early ?? []
    this.#early = null
    for (const unit of early) this.unit(unit, Date.now())
  }

  /** Decodes or gives up one unit. */
  unit(unit: Unit, now: number): void {
    if (this.#early) {
      if (this.#early.length < NOTES) this.#early.push(unit)
      return
    }
    if (this.route === 'unsupported' || this.#budget.paused(now)) return
    if (this.#isBehind(unit, now)) this.#needKey = true
    if (this.#needKey && !unit.key) {
      this.drops++
      return
    }
    if (!this.#decoder || this.#decoder.state !== 'configured') this.#rebuild()
    if (!this.#decoder) return
    this.#needKey = false
    this.#note(unit, now)
    this.#decoder.decode(new EncodedVideoChunk({ type: unit.key ? 'key' : 'delta', timestamp: unit.ptsUs, data: unit.data }))
  }

  /** Takes a picture that media decoded; a message that lies about its size is dropped. */
  picture(message: DecodedMessage): void {
    const { width, height, data } = message
    if (this.route !== 'media' || data.byteLength < planesLength(width, height)) return
    const colorSpace = { matrix: message.matrix === 'bt709' ? ('bt709' as const) : ('smpte170m' as const), fullRange: message.fullRange }
    const frame = new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: message.ptsUs, colorSpace })
    this.#came({ frame, receivedAt: message.receivedAt, takenAt: message.takenAt ?? null })
  }

  get waits(): boolean {
    return this.#waiting.length > 0
  }

  /** Takes the next picture out, or null where none came since; the newest where they are late. */
  take(now: number): Picture | null {
    while (this.#waiting.length > 1 && now - (this.#waiting[0]?.receivedAt ?? 0) > OLD) this.#waiting.shift()?.frame.close()
    return this.#waiting.shift() ?? null
  }

  /** Drops the pictures that wait. */
  letGo(): void {
    for (const { frame } of this.#waiting.splice(0)) frame.close()
  }

  /** Gives the native decoder back until the next key unit; units from before now count as old ones again. */
  rest(): void {
    this.close()
    this.#needKey = true
    this.#startedAt = Date.now()
  }

  close(): void {
    if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close()
    this.#decoder = null
    this.letGo()
  }

  /** Units from before the watch began come in one burst, those of a replay when media sees fit: they are let through. */
  #isBehind(unit: Unit, now: number): boolean {
    if (unit.takenAt !== undefined || unit.receivedAt < this.#startedAt) return false
    const queued = this.#decoder?.decodeQueueSize ?? 0
    // With nothing queued, what is missing is held back for its order.
    const [oldest] = this.#notes.values()
    const late = now - unit.receivedAt > LATE || (queued > 0 && oldest !== undefined && now - oldest.givenAt > LATE)
    return queued > QUEUE_LIMIT || (!unit.key && late)
  }

  #note(unit: Unit, now: number): void {
    this.#notes.set(unit.ptsUs, { receivedAt: unit.receivedAt, takenAt: unit.takenAt ?? null, hidden: unit.hidden === true, givenAt: now })
    if (this.#notes.size <= NOTES) return
    const [oldest] = this.#notes.keys()
    if (oldest !== undefined) this.#notes.delete(oldest)
  }

  #settings(config: Config): VideoDecoderConfig {
    return {
      codec: config.codec,
      optimizeForLatency: true,
      hardwareAcceleration: this.#gpu ? 'no-preference' : 'prefer-software',
      ...(config.description ? { description: config.description } : {}),
    }
  }

  #rebuild(): void {
    this.close()
    this.#needKey = true
    this.#notes.clear()
    if (!this.#config || (this.route !== 'gpu' && this.route !== 'cpu')) return
    const decoder = new VideoDecoder({
      output: (frame) => this.#decoded(frame),
      error: () => this.#failed(decoder),
    })
    decoder.configure(this.#settings(this.#config))
    this.#decoder = decoder
  }

  #decoded(frame: VideoFrame): void {
    const note = this.#notes.get(frame.timestamp)
    // What was to be shown before and did not come will not come.
    for (const pts of this.#notes.keys()) if (pts <= frame.timestamp) this.#notes.delete(pts)
    if (!note || note.hidden) return frame.close()
    this.#came({ frame, receivedAt: note.receivedAt, takenAt: note.takenAt })
  }

  #came(picture: Picture): void {
    this.#waiting.push(picture)
    if (this.#waiting.length > WAITING) this.#waiting.shift()?.frame.close()
    this.#onPicture()
  }

  #failed(decoder: VideoDecoder): void {
    if (decoder !== this.#decoder) return
    this.#decoder = null
    this.#needKey = true
    this.#budget.error(Date.now())
  }
}

/** Bytes of 4:2:0 planes without gaps. */
const planesLength = (width: number, height: number): number => width * height + 2 * ((width + 1) >> 1) * ((height + 1) >> 1)
