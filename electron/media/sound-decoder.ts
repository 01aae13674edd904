import { AV_CHANNEL_LAYOUT_MONO, AV_SAMPLE_FMT_S16 } from 'node-av/constants'
import { Codec, CodecContext, type CodecParameters, Frame, Packet, SoftwareResampleContext } from 'node-av/lib'
import { SOUND_RATE } from '../contract/media-sound.ts'

/** Decodes sound of any codec that FFmpeg knows into one channel of 16 bits at {@link SOUND_RATE}. */
export class SoundDecoder {
  readonly #context = new CodecContext()
  readonly #resampler = new SoftwareResampleContext()
  readonly #packet = new Packet()
  readonly #frame = new Frame()
  readonly #out = new Frame()
  #resampledFor = ''

  /** Null where the codec can't be decoded here. */
  static async open(parameters: CodecParameters): Promise<SoundDecoder | null> {
    const decoder = new SoundDecoder()
    const codec = Codec.findDecoder(parameters.codecId)
    if (codec) {
      decoder.#context.allocContext3(codec)
      if (decoder.#context.parametersToContext(parameters) >= 0 && (await decoder.#context.open2(codec, null)) >= 0) return decoder
    }
    decoder.close()
    return null
  }

  private constructor() {
    this.#packet.alloc()
    this.#frame.alloc()
    this.#out.alloc()
  }

  /** The samples of a packet, little-endian; what can't be decoded gives none. */
  async decode(data: Uint8Array): Promise<Uint8Array<ArrayBuffer>[]> {
    this.#packet.unref()
    this.#packet.data = Buffer.from(data)
    const samples: Uint8Array<ArrayBuffer>[] = []
    if ((await this.#context.sendPacket(this.#packet)) < 0) return samples
    while ((await this.#context.receiveFrame(this.#frame)) >= 0) {
      const converted = this.#convert()
      if (converted) samples.push(converted)
      this.#frame.unref()
    }
    return samples
  }

  close(): void {
    this.#context.freeContext()
    this.#resampler.free()
    this.#packet.free()
    this.#frame.free()
    this.#out.free()
  }

  #convert(): Uint8Array<ArrayBuffer> | null {
    const { format, sampleRate, channels } = this.#frame
    const shape = [format, sampleRate, channels].join()
    this.#out.unref()
    this.#out.format = AV_SAMPLE_FMT_S16
    this.#out.channelLayout = AV_CHANNEL_LAYOUT_MONO
    this.#out.sampleRate = SOUND_RATE
    if (shape !== this.#resampledFor) {
      this.#resampler.free()
      this.#resampler.alloc()
      if (this.#resampler.configFrame(this.#out, this.#frame) < 0 || this.#resampler.init() < 0) return null
      this.#resampledFor = shape
    }
    if (this.#resampler.convertFrame(this.#out, this.#frame) < 0) return null
    const plane = this.#out.data?.[0]
    return plane && this.#out.nbSamples > 0 ? new Uint8Array(plane.subarray(0, this.#out.nbSamples * 2)) : null
  }
}
