import { SoundBuffer } from './sound-buffer.ts'
import { SOUND_NODE, type SoundLevel } from './sound-node.ts'

/** Samples of 80 ms are kept back; with more than 200 ms it goes on from the newest. At 48 kHz. */
const KEEP = 3_840
const MOST = 9_600
/** How often the level is told, samples. */
const LEVEL_EVERY = 4_800

/** Plays what comes over the port that it is sent: straight from the video worker, so that a busy page holds no sound back. */
class CameraSoundProcessor extends AudioWorkletProcessor {
  readonly #buffer = new SoundBuffer(KEEP, MOST)
  #power = 0
  #counted = 0

  constructor() {
    super()
    this.port.onmessage = ({ ports: [source] }: MessageEvent<unknown>) => {
      if (source) source.onmessage = ({ data }: MessageEvent<Uint8Array>) => this.#buffer.push(new Int16Array(data.buffer, data.byteOffset, data.length >> 1))
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const out = outputs[0]?.[0]
    if (!out) return true
    this.#buffer.pull(out)
    for (const sample of out) this.#power += sample * sample
    this.#counted += out.length
    if (this.#counted >= LEVEL_EVERY) {
      this.port.postMessage({ level: Math.sqrt(this.#power / this.#counted) } satisfies SoundLevel)
      this.#power = 0
      this.#counted = 0
    }
    return true
  }
}

registerProcessor(SOUND_NODE, CameraSoundProcessor)
