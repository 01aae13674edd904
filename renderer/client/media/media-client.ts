import { CLIP_MAX_MS, type ClipAbout, type ExportError, type Exported, type ReplayAct } from '../../../electron/contract/media-review.ts'
import type { DiscoverAnswer, DiscoverRequest, PreviewRequest } from '../../../electron/contract/media-discover.ts'
import type { SteerAct, SteerRequest, SteerState } from '../../../electron/contract/media-steer.ts'
import type { MediaHealth } from '../../../electron/contract/media.ts'
import { DeviceFeeds } from './device-feeds.ts'
import type { BytesMessage, FromWorker, SoundMessage, Tile, TileFacts, ToWorker } from './tile-facts.ts'

/** A canvas that the decode worker draws on. */
export interface MediaSurface {
  /**
   * Says which camera is where, in device pixels of the canvas. Cameras no longer shown are let go.
   * While not `active` (a scene out of sight) connections are held, and nothing is decoded.
   */
  layout(width: number, height: number, tiles: readonly Tile[], active: boolean): void
  /** Gives the canvas up. It can't be used again: an element's control can be handed over once. */
  close(): void
}

/** What an export came to; `no-answer`: the media process is away. */
export type ExportResult = { ok: true; value: Exported } | { ok: false; error: ExportError | 'no-answer' }

/** A piece that took longer than this will not come, ms. */
const PIECE_TIMEOUT = 10_000

/** The longest clip, and time to write it, ms. */
const EXPORT_TIMEOUT = CLIP_MAX_MS + 30_000

type FactsListener = (facts: ReadonlyMap<string, TileFacts>) => void

/**
 * This window's way to live pictures. One worker, made at first use, decodes and draws for every
 * canvas of the window. Ports come and go with the media process: `attach` may be called at any
 * time, and what is shown is asked for again by itself.
 */
export class MediaClient {
  #worker: Worker | null = null
  #facts: ReadonlyMap<string, TileFacts> = new Map()
  readonly #listeners = new Set<FactsListener>()
  readonly #faults = new Set<(message: string) => void>()
  readonly #pieces = new Map<string, (piece: BytesMessage) => void>()
  readonly #health = new Set<(health: MediaHealth) => void>()
  readonly #steering = new Map<string, Set<(state: SteerState) => void>>()
  #search: { readonly request: string; readonly listener: (answer: DiscoverAnswer) => void } | null = null
  readonly #sound = new Set<(message: SoundMessage) => void>()
  #surfaces = 0
  readonly #devices = new DeviceFeeds((message, transfer) => this.#post(message, transfer))
  readonly #exports = new Map<string, (result: ExportResult) => void>()

  /** Takes a new port to the media process. */
  attach(port: MessagePort): void {
    this.#post({ type: 'port', port }, [port])
  }

  /** Says that the media process is gone; pictures stay and age until the next port. */
  lost(): void {
    this.#post({ type: 'lost' })
  }

  /** Hands a canvas that has no context yet to the worker. */
  open(canvas: HTMLCanvasElement): MediaSurface {
    const surface = ++this.#surfaces
    const offscreen = canvas.transferControlToOffscreen()
    this.#post({ type: 'canvas', surface, canvas: offscreen }, [offscreen])
    return {
      layout: (width, height, tiles, active) => this.#post({ type: 'layout', surface, width, height, tiles, active }),
      close: () => this.#post({ type: 'close', surface }),
    }
  }

  /** Looks back at a camera, or comes back to what is live. */
  replay(cameraId: string, act: ReplayAct): void {
    this.#post({ type: 'send', message: { type: 'replay', cameraId, act } })
  }

  /** Asks a camera's motor for something; what comes of it is told to {@link onSteer}. */
  steer(cameraId: string, by: SteerRequest['by'], act: SteerAct): void {
    this.#post({ type: 'send', message: { type: 'steer', cameraId, by, act } })
  }

  /** Calls back with how a camera's steering stands, once it was asked to `look`; returns the function that ends it. */
  onSteer(cameraId: string, listener: (state: SteerState) => void): () => void {
    const listeners = this.#steering.get(cameraId) ?? new Set()
    this.#steering.set(cameraId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#steering.delete(cameraId)
    }
  }

  /** Samples of the camera that is heard go to this port. */
  hear(port: MessagePort): void {
    this.#post({ type: 'ear', port }, [port])
  }

  /** Hears a camera, or none; to be said again every few seconds. Muted, the connection is held. */
  listen(cameraId: string | null, muted: boolean): void {
    this.#post({ type: 'send', message: { type: 'listen', cameraId, muted } })
  }

  /** Calls back with how the sound of a camera stands; returns the function that ends it. */
  onSound(listener: (message: SoundMessage) => void): () => void {
    this.#sound.add(listener)
    return () => this.#sound.delete(listener)
  }

  /** Looks for cameras; calls back with what was found so far. A newer search takes the place of an older. Returns the function that ends it. */
  discover(where: Omit<DiscoverRequest, 'type' | 'request'>, listener: (answer: DiscoverAnswer) => void): () => void {
    const request = crypto.randomUUID()
    this.#search = { request, listener }
    this.#post({ type: 'send', message: { type: 'discover', request, ...where } })
    return () => {
      if (this.#search?.request === request) this.#search = null
    }
  }

  /** Makes a camera that is not registered known to media, to be laid out under {@link previewId}; one a window. */
  preview(request: Omit<PreviewRequest, 'type'>): void {
    this.#post({ type: 'send', message: { type: 'preview', ...request } })
  }

  /** Writes the pictures received from `from` to `to` (epoch ms) into a file; waits for those that are still to come. */
  clip(cameraId: string, from: number, to: number, about: ClipAbout): Promise<ExportResult> {
    return this.#exported((request) => this.#post({ type: 'send', message: { type: 'export', request, cameraId, from, to, about } }))
  }

  /** Keeps the picture of the selected camera that is shown, with `stamp` burnt in. */
  snapshot(cameraId: string, about: ClipAbout, stamp: string): Promise<ExportResult> {
    return this.#exported((request) => this.#post({ type: 'snapshot', request, cameraId, about, stamp }))
  }

  /** Calls back once a second with how every camera fares; returns the function that ends it. */
  onHealth(listener: (health: MediaHealth) => void): () => void {
    this.#health.add(listener)
    if (this.#health.size === 1) this.#post({ type: 'send', message: { type: 'health', on: true } })
    return () => {
      this.#health.delete(listener)
      if (this.#health.size === 0) this.#post({ type: 'send', message: { type: 'health', on: false } })
    }
  }

  /** Reads an exported file whole, piece by piece; null where the media process went away meanwhile. */
  async read(file: string): Promise<Blob | null> {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    for (let offset = 0; ; ) {
      const piece = await this.#piece(file, offset)
      if (!piece || piece.data.length === 0) return null
      pieces.push(piece.data)
      offset += piece.data.length
      if (offset >= piece.bytes) return new Blob(pieces)
    }
  }

  #piece(file: string, offset: number): Promise<BytesMessage | null> {
    const key = `${offset} ${file}`
    return new Promise((resolve) => {
      const settle = (piece: BytesMessage | null): void => {
        clearTimeout(timer)
        this.#pieces.delete(key)
        resolve(piece)
      }
      const timer = setTimeout(() => settle(null), PIECE_TIMEOUT)
      this.#pieces.set(key, settle)
      this.#post({ type: 'send', message: { type: 'read', file, offset } })
    })
  }

  #exported(send: (request: string) => void): Promise<ExportResult> {
    const request = crypto.randomUUID()
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ ok: false, error: 'no-answer' }), EXPORT_TIMEOUT)
      const settle = (result: ExportResult): void => {
        clearTimeout(timer)
        this.#exports.delete(request)
        resolve(result)
      }
      this.#exports.set(request, settle)
      send(request)
    })
  }

  /** The last facts by camera; at most four times a second a new map. */
  get facts(): ReadonlyMap<string, TileFacts> {
    return this.#facts
  }

  /** Calls back with each new set of facts; returns the function that ends it. */
  onFacts(listener: FactsListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls back with sentences for the log; returns the function that ends it. */
  onFault(listener: (message: string) => void): () => void {
    this.#faults.add(listener)
    return () => this.#faults.delete(listener)
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(message, transfer)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: 'video' })
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#fromWorker(event.data)
    worker.onerror = (event) => this.#fault(event.message)
    return worker
  }

  #fromWorker(message: FromWorker): void {
    if (message.type === 'fault') return this.#fault(message.message)
    if (message.type === 'open-device') return this.#devices.open(message.cameraId, message.label)
    if (message.type === 'close-device') return this.#devices.close(message.cameraId)
    if (message.type === 'health') {
      for (const listener of this.#health) listener(message.health)
      return
    }
    if (message.type === 'steer') {
      for (const listener of this.#steering.get(message.cameraId) ?? []) listener(message.state)
      return
    }
    if (message.type === 'sound') {
      for (const listener of this.#sound) listener(message)
      return
    }
    if (message.type === 'discovered') {
      if (message.request === this.#search?.request) this.#search.listener(message)
      return
    }
    if (message.type === 'exported') return this.#exports.get(message.request)?.(message.result)
    if (message.type === 'bytes') return this.#pieces.get(`${message.offset} ${message.file}`)?.(message)
    if (message.type === 'no-snapshot') return this.#exports.get(message.request)?.({ ok: false, error: 'no-pictures' })
    this.#facts = new Map(message.facts.map((facts) => [facts.cameraId, facts]))
    for (const listener of this.#listeners) listener(this.#facts)
  }

  #fault(message: string): void {
    for (const listener of this.#faults) listener(message)
  }
}
