import { MAX_PIECE } from '../../electron/contract/call.ts'
import type { CoreClient } from '../client/core-client.ts'

/** A piece a second: what a crash can cost. */
const PIECE_MS = 1_000
const BITS_PER_SECOND = 64_000
const MIME = 'audio/webm;codecs=opus'
/** Bytes that wait for core at most; about four hours of one call. Beyond it the recording is given up and says so. */
const MAX_WAITING = 128 * 1024 * 1024
const AGAIN_MS = 1_000

/** Records both sides of one call, and brings it to core piece by piece, over core's absences. */
export class CallRecorder {
  readonly #callId: string
  readonly #core: CoreClient
  readonly #recorder: MediaRecorder
  readonly #startedAt = Date.now()
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #offset = 0
  #sending = false
  #stoppedAt: number | undefined
  #done: () => void = () => undefined
  /** Resolves when the recording is with core, whole, or was given up. */
  readonly kept = new Promise<void>((resolve) => {
    this.#done = resolve
  })

  constructor(callId: string, both: MediaStream, core: CoreClient) {
    this.#callId = callId
    this.#core = core
    this.#recorder = new MediaRecorder(both, { mimeType: MIME, audioBitsPerSecond: BITS_PER_SECOND })
    this.#recorder.ondataavailable = ({ data }) => void this.#take(data)
    this.#recorder.start(PIECE_MS)
  }

  stop(): void {
    if (this.#recorder.state === 'inactive') return
    this.#recorder.onstop = () => {
      this.#stoppedAt = Date.now()
      void this.#tail.then(() => this.#send())
    }
    this.#recorder.stop()
  }

  /** Pieces are read one after the other, so that they stay in order. */
  #tail: Promise<void> = Promise.resolve()

  #take(data: Blob): void {
    this.#tail = this.#tail.then(async () => {
      const bytes = new Uint8Array(await data.arrayBuffer())
      if (bytes.length === 0) return
      if (this.#waitingBytes + bytes.length > MAX_WAITING) return this.stop()
      this.#waiting.push(bytes)
      this.#waitingBytes += bytes.length
      void this.#send()
    })
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let piece = this.#next(); piece; piece = this.#next()) {
      const sent = await this.#core.command({ type: 'recording.write', callId: this.#callId, offset: this.#offset, data: base64(piece) })
      if (sent.ok) {
        this.#offset += piece.length
        this.#drop(piece.length)
      } else await pause(AGAIN_MS)
    }
    this.#sending = false
    if (this.#stoppedAt !== undefined && this.#waitingBytes === 0) await this.#finish(this.#stoppedAt)
  }

  async #finish(at: number): Promise<void> {
    if (this.#offset === 0) return this.#done()
    const ms = at - this.#startedAt
    for (;;) {
      const finished = await this.#core.command({ type: 'recording.finish', callId: this.#callId, at, bytes: this.#offset, ms })
      if (finished.ok || finished.error.code === 'not-found') return this.#done()
      await pause(AGAIN_MS)
    }
  }

  /** What waits, as far as it fits one message. */
  #next(): Uint8Array | undefined {
    const [first] = this.#waiting
    return first && first.length > MAX_PIECE ? first.subarray(0, MAX_PIECE) : first
  }

  #drop(bytes: number): void {
    const [first] = this.#waiting
    if (!first) return
    this.#waitingBytes -= bytes
    if (bytes < first.length) this.#waiting[0] = first.subarray(bytes)
    else this.#waiting.shift()
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
