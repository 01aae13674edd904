import type { CodecParameters } from 'node-av/lib'
import type { SoundState } from '../contract/media-sound.ts'
import { retryDelay } from '../domain/media-backoff.ts'
import { RtspReader, type RtspSource } from './rtsp-reader.ts'
import { SoundDecoder } from './sound-decoder.ts'

export interface SoundEvents {
  readonly state: (state: Exclude<SoundState, 'muted' | 'recording'>, codec: string) => void
  readonly samples: (data: Uint8Array<ArrayBuffer>) => void
}

/**
 * The sound of one camera over a connection of its own that asks for nothing else, so that pictures go on untouched
 * when it begins and ends. It connects again until closed, but to a camera without sound, or with one that can't be
 * decoded.
 */
export class SoundSession {
  readonly #source: RtspSource
  readonly #events: SoundEvents
  readonly #ended: Promise<void>
  #reader: RtspReader | null = null
  #wake: (() => void) | null = null
  #closed = false

  constructor(source: RtspSource, events: SoundEvents) {
    this.#source = source
    this.#events = events
    this.#ended = this.#run()
  }

  /** Resolves when its native resources are free. */
  async close(): Promise<void> {
    this.#closed = true
    this.#reader?.interrupt()
    this.#wake?.()
    await this.#ended
  }

  async #run(): Promise<void> {
    await Promise.resolve()
    for (let attempt = 1; !this.#closed; attempt++) {
      this.#tell('opening', '')
      const reader = new RtspReader(this.#source, 'audio')
      this.#reader = reader
      const end = await this.#attempt(reader).catch((): End => ({ state: 'failed', heard: false }))
      this.#reader = null
      await reader.close().catch(() => undefined)
      if (this.#closed) return
      this.#tell(end.state, end.codec ?? '')
      if (end.state !== 'failed') return
      if (end.heard) attempt = 0
      await this.#sleep(retryDelay(end.refused ? 'answer' : 'link', Math.max(1, attempt), Math.random()))
    }
  }

  async #attempt(reader: RtspReader): Promise<End> {
    const opened = await reader.open(false)
    if (!opened.ok) {
      const { detail } = opened.error
      return { state: detail === 'no-video' || (detail === 'server-error' && (await this.#isSilent())) ? 'no-sound' : 'failed', heard: false, refused: REFUSED.has(detail) }
    }
    const { codec } = opened.value
    const decoder = await this.#decoder(reader.parameters)
    if (!decoder) return { state: 'codec-unsupported', heard: false, codec }
    try {
      for (let heard = false; ; heard = true) {
        const packet = await reader.read()
        if (!packet.ok || this.#closed) return { state: 'failed', heard }
        const samples = await decoder.decode(packet.value.data)
        if (!heard && samples.length > 0) this.#tell('live', codec)
        for (const each of samples) if (!this.#closed) this.#events.samples(each)
      }
    } finally {
      decoder.close()
    }
  }

  /** Whether the camera has no sound: asked for nothing but sound, servers answer that with an error of their own. */
  async #isSilent(): Promise<boolean> {
    const reader = new RtspReader(this.#source, 'audio', true)
    this.#reader = reader
    const opened = await reader.open(true)
    await reader.close()
    return !opened.ok && opened.error.detail === 'no-video'
  }

  #decoder(parameters: CodecParameters | null): Promise<SoundDecoder | null> {
    return parameters ? SoundDecoder.open(parameters) : Promise.resolve(null)
  }

  #tell(state: Parameters<SoundEvents['state']>[0], codec: string): void {
    if (!this.#closed) this.#events.state(state, codec)
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), ms)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }
}

/** The server said no; asking again soon would only lock accounts. */
const REFUSED: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'not-found'])

/** How an attempt ended; `heard`: there was sound. */
interface End {
  readonly state: 'failed' | 'no-sound' | 'codec-unsupported'
  readonly heard: boolean
  readonly codec?: string
  readonly refused?: boolean
}
