import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket, type RTCRtpTransceiver } from 'werift'
import { PACKET_SAMPLES, tonePacket } from './tone.ts'

/** What the far end sends: a tone of its own, or what it hears. */
export type FarSound = { readonly what: 'tone'; readonly hz: number } | { readonly what: 'echo' }

const PACKET_MS = 20
/** Packets that a late timer makes up for at once, at most. */
const CATCH_UP = 5

/** The media of one answered call: real WebRTC (ICE, DTLS-SRTP) with PCMU, in Node. */
export class FarEnd {
  readonly #pc: RTCPeerConnection
  readonly #track = new MediaStreamTrack({ kind: 'audio' })
  readonly #transceiver: RTCRtpTransceiver
  readonly #sound: FarSound
  #timer: ReturnType<typeof setInterval> | undefined
  #packet = 0

  /** `stun`: port of a STUN server on loopback; without one the library would ask one on the internet. `hears` gets what is received, μ-law. */
  constructor(sound: FarSound, stun: number, hears?: (packet: Uint8Array) => void) {
    this.#sound = sound
    this.#pc = new RTCPeerConnection({
      iceServers: [{ urls: `stun:127.0.0.1:${stun}` }],
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceUseIpv6: false,
      codecs: {
        audio: [
          new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 }),
          new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8_000, channels: 1, payloadType: 126 }),
        ],
      },
    })
    this.#transceiver = this.#pc.addTransceiver(this.#track, { direction: 'sendrecv' })
    if (hears) this.#transceiver.onTrack.subscribe((track) => void track.onReceiveRtp.subscribe((rtp) => rtp.header.payloadType === 0 && hears(rtp.payload)))
    if (sound.what === 'echo') this.#transceiver.onTrack.subscribe((track) => void track.onReceiveRtp.subscribe((rtp) => rtp.header.payloadType === 0 && this.#track.writeRtp(new RtpPacket(new RtpHeader({ ...rtp.header }), rtp.payload))))
  }

  /** What is offered to somebody who is called. */
  async offer(): Promise<string> {
    await this.#pc.setLocalDescription(await this.#pc.createOffer())
    return this.#pc.localDescription?.sdp ?? ''
  }

  /** Takes the answer to its offer; the media starts when the connection stands. */
  async accept(answer: string): Promise<void> {
    await this.#pc.setRemoteDescription({ type: 'answer', sdp: answer })
    this.#begin()
  }

  /** Answers an offer; the media starts when the connection stands. */
  async answer(offer: string): Promise<string> {
    if (!/^m=audio /m.test(offer)) throw new Error('no sound was offered')
    await this.#pc.setRemoteDescription({ type: 'offer', sdp: offer })
    await this.#pc.setLocalDescription(await this.#pc.createAnswer())
    this.#begin()
    return this.#pc.localDescription?.sdp ?? ''
  }

  close(): void {
    clearInterval(this.#timer)
    void this.#pc.close()
  }

  #begin(): void {
    if (this.#sound.what === 'tone' && this.#timer === undefined) this.#speak(this.#sound.hz)
  }

  #speak(hz: number): void {
    const began = performance.now()
    const ssrc = this.#transceiver.sender.ssrc
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - began) / PACKET_MS)
      if (due - this.#packet > CATCH_UP) this.#packet = due - CATCH_UP
      for (; this.#packet < due; this.#packet++) {
        const header = new RtpHeader({ version: 2, payloadType: 0, sequenceNumber: this.#packet & 0xffff, timestamp: (this.#packet * PACKET_SAMPLES) >>> 0, ssrc, marker: this.#packet === 0 })
        this.#track.writeRtp(new RtpPacket(header, tonePacket(hz, this.#packet)))
      }
    }, PACKET_MS)
  }
}
