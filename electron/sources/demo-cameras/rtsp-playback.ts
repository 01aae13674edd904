import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { H264Loop } from './h264-loop.ts'
import { FRAME_RATE } from './picture.ts'
import { RTP_CLOCK, type RtpSender, packUnit, senderReport } from './rtp.ts'

/** Milliseconds from one picture to the next. */
const FRAME_MS = 1000 / FRAME_RATE
const TICKS = RTP_CLOCK / FRAME_RATE
const REPORT_MS = 5000
/** A client that leaves so many bytes in its socket gets nothing until it has caught up. */
const MAX_BACKLOG = 4 * 1024 * 1024
const RESUME_BACKLOG = 256 * 1024
/** After a pause of the whole machine it goes on from now, not from there. */
const MAX_LATE_MS = 1000

/** Tells when a picture was given to the socket; `sentAt` is Unix time in ms. */
export type SentPicture = { camera: string; index: number; timestamp: number; sentAt: number }

/**
 * Plays a loop to one client, paced by real time. Each client has a time line of its own: it begins
 * at the key picture of the second that the loop is in, at once, so nobody waits and nothing comes
 * in a burst. RTP timestamps follow real time and go on over the loop's end, pauses and drops.
 */
export class RtspPlayback {
  readonly #socket: Socket
  readonly #loop: H264Loop
  readonly #camera: string
  readonly #channels: { rtp: number; rtcp: number }
  readonly #onSent: ((sent: SentPicture) => void) | undefined
  readonly #sender: RtpSender
  readonly #base = randomBytes(4).readUInt32BE()
  /** Slot n is due n·40 ms after this (ms of performance.now). */
  readonly #began = performance.now()
  #slot = 0
  /** The loop's picture of slot 0. */
  #first = 0
  #nextReport = 0
  #timer: NodeJS.Timeout | undefined
  #waitsForKey = false
  #full = false

  constructor(socket: Socket, camera: string, loop: H264Loop, channels: { rtp: number; rtcp: number }, onSent?: (sent: SentPicture) => void) {
    this.#socket = socket
    this.#camera = camera
    this.#loop = loop
    this.#channels = channels
    this.#onSent = onSent
    this.#sender = { channel: channels.rtp, ssrc: randomBytes(4).readUInt32BE(), sequence: randomBytes(2).readUInt16BE(), packets: 0, octets: 0 }
  }

  get playing(): boolean {
    return this.#timer !== undefined
  }

  get ssrc(): string {
    return this.#sender.ssrc.toString(16).padStart(8, '0').toUpperCase()
  }

  /** Begins or goes on; returns what the answer to PLAY says of the first packet. */
  play(): { sequence: number; timestamp: number } {
    if (this.#timer === undefined) {
      this.#slot = Math.ceil((performance.now() - this.#began) / FRAME_MS)
      const clock = Math.floor(Date.now() / FRAME_MS) % this.#loop.units.length
      this.#first = this.#keyAtOrBefore(clock) - this.#slot
      this.#waitsForKey = false
      this.#nextReport = 0
      // After the answer to PLAY has gone out.
      this.#timer = setTimeout(() => this.#run(), 0)
    }
    return { sequence: this.#sender.sequence, timestamp: this.#timestampOf(this.#slot) }
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #keyAtOrBefore(index: number): number {
    while (index > 0 && !this.#loop.units[index]?.key) index--
    return index
  }

  #timestampOf(slot: number): number {
    return (this.#base + slot * TICKS) % 2 ** 32
  }

  #run(): void {
    const now = performance.now()
    if (now - this.#began - this.#slot * FRAME_MS > MAX_LATE_MS) {
      this.#slot = Math.floor((now - this.#began) / FRAME_MS)
      this.#waitsForKey = true
    }
    while (this.#began + this.#slot * FRAME_MS <= now) this.#send(this.#slot++)
    this.#timer = setTimeout(() => this.#run(), Math.max(1, this.#began + this.#slot * FRAME_MS - performance.now()))
  }

  #send(slot: number): void {
    const count = this.#loop.units.length
    const index = (((this.#first + slot) % count) + count) % count
    const unit = this.#loop.units[index]
    if (!unit || this.#isFull() || (this.#waitsForKey && !unit.key)) return
    this.#waitsForKey = false
    const timestamp = this.#timestampOf(slot)
    if (performance.now() >= this.#nextReport) this.#report(slot)
    this.#socket.write(packUnit(this.#sender, unit.nals, timestamp))
    this.#onSent?.({ camera: this.#camera, index, timestamp, sentAt: Date.now() })
  }

  /** Drops to the next key picture once a client has let too much pile up. */
  #isFull(): boolean {
    const waiting = this.#socket.writableLength
    this.#full = waiting > (this.#full ? RESUME_BACKLOG : MAX_BACKLOG)
    if (this.#full) this.#waitsForKey = true
    return this.#full
  }

  #report(slot: number): void {
    const now = performance.now()
    this.#nextReport = now + REPORT_MS
    const dueAt = Date.now() - (now - (this.#began + slot * FRAME_MS))
    this.#socket.write(senderReport(this.#channels.rtcp, this.#sender, this.#timestampOf(slot), dueAt, `wufeng-demo@${this.#camera}`))
  }
}
