import { AV_LOG_ERROR, AV_OPT_SEARCH_CHILDREN, AV_OPT_TYPE_STRING, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Frame, Log, Packet, Rational } from 'node-av/lib'
import { FRAME_RATE, KEY_INTERVAL, type Picture } from './picture.ts'

/** Bits a second at 704×576; other sizes in proportion. */
const BIT_RATE = 720_000
const PEAK_RATE = 900_000

/**
 * Encodes pictures as a street camera does: H.264 High, a key picture each second with its
 * parameter sets, no B pictures, one slice a picture, Annex B.
 */
export class LoopEncoder {
  readonly #context = new CodecContext()
  readonly #packet = new Packet()
  readonly #frame: Frame
  readonly #parts: Buffer[] = []
  #next = 0n

  /** Throws where this FFmpeg has no libx264. */
  constructor(width: number, height: number) {
    Log.setLevel(AV_LOG_ERROR)
    const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264)
    if (!codec) throw new Error('this FFmpeg has no libx264 encoder')
    const share = (width * height) / (704 * 576)
    this.#context.allocContext3(codec)
    this.#context.width = width
    this.#context.height = height
    this.#context.pixelFormat = AV_PIX_FMT_YUV420P
    this.#context.timeBase = new Rational(1, FRAME_RATE)
    this.#context.framerate = new Rational(FRAME_RATE, 1)
    this.#context.gopSize = KEY_INTERVAL
    this.#context.maxBFrames = 0
    this.#context.threadCount = 1
    this.#context.bitRate = BigInt(Math.round(BIT_RATE * share))
    const peak = Math.max(60, Math.round((PEAK_RATE * share) / 1000))
    // Options one by one: node-av's open2Sync frees a dictionary that it is given twice.
    const options = {
      preset: 'veryfast',
      profile: 'high',
      'x264-params': `keyint=${KEY_INTERVAL}:min-keyint=${KEY_INTERVAL}:scenecut=0:bframes=0:ref=1:rc-lookahead=10:sync-lookahead=0:repeat-headers=1:annexb=1:aud=0:slices=1:vbv-maxrate=${peak}:vbv-bufsize=${peak}`,
    }
    for (const [name, value] of Object.entries(options)) FFmpegError.throwIfError(this.#context.setOption(name, value, AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN), name)
    FFmpegError.throwIfError(this.#context.open2Sync(codec), 'open the encoder')
    this.#packet.alloc()
    this.#frame = Frame.fromVideoBuffer(Buffer.alloc((width * height * 3) / 2), { width, height, format: AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: FRAME_RATE } })
  }

  add(picture: Picture): void {
    FFmpegError.throwIfError(this.#frame.makeWritable(), 'reuse the frame')
    FFmpegError.throwIfError(this.#frame.fromBuffer(Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.byteLength)), 'fill the frame')
    this.#frame.pts = this.#next++
    FFmpegError.throwIfError(this.#context.sendFrameSync(this.#frame), 'encode')
    this.#take()
  }

  /** Ends the stream, frees the encoder and returns all of it. */
  finish(): Buffer {
    FFmpegError.throwIfError(this.#context.sendFrameSync(null), 'end the stream')
    this.#take()
    this.#packet.free()
    this.#frame.free()
    this.#context.freeContext()
    return Buffer.concat(this.#parts)
  }

  #take(): void {
    while (this.#context.receivePacketSync(this.#packet) >= 0) {
      if (this.#packet.data) this.#parts.push(Buffer.from(this.#packet.data))
      this.#packet.unref()
    }
  }
}
