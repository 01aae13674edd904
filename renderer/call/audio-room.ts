import type { Measured, MicrophoneState } from '../../electron/contract/call.ts'
import { Ringer, type Ringing } from './ringer.ts'
import { strongest } from './spectrum.ts'

/** Both sides of a call as the room holds them. */
export interface Seat {
  /** What is sent to the other side. */
  readonly sent: MediaStream
  /** Takes what the other side sends; it is heard from then on. */
  hear(remote: MediaStream): void
  mute(on: boolean): void
  /** Two channels, ours left and theirs right, for the recorder. */
  readonly both: MediaStream
  measure(): Measured
  leave(): void
}

const CONTEXT: AudioContextOptions = { latencyHint: 'interactive', sampleRate: 48_000 }
const FFT_SIZE = 8_192
const MIC: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** Chromium keeps a context's sources of streams until it is closed (about 0.4 MB a call), so an idle room takes a new one after so many calls. */
const CALLS_A_CONTEXT = 20

/** Where all sound of this console meets: the microphone, every call, the loudspeaker, the recorder. */
export class AudioRoom {
  #context = new AudioContext(CONTEXT)
  /** The microphone, or silence while there is none: a call can always be heard. */
  #microphone = silent(this.#context)
  #ringer = new Ringer(this.#context)
  #source: MediaStreamAudioSourceNode | undefined
  #opening: Promise<MicrophoneState> | undefined
  #seats = 0
  /** Somebody is spoken with, or dialled. */
  #wanted = false

  /**
   * Opens the microphone, if it is not open. A console without one can still listen. One that is pulled out gives way to
   * the system's next, if there is any; `onLost` then hears how it stands.
   */
  openMicrophone(onLost: (state: MicrophoneState) => void): Promise<MicrophoneState> {
    this.#wanted = true
    this.#opening ??= this.#open(() => {
      this.#closeSource()
      void this.openMicrophone(onLost).then((state) => onLost(state === 'ok' ? 'replaced' : state))
    }).then((state) => {
      if (state !== 'ok') this.#opening = undefined
      return state
    })
    return this.#opening
  }

  /** Lets the microphone go when nobody is spoken with. */
  closeMicrophone(): void {
    this.#wanted = false
    this.#closeSource()
    if (this.#seats >= CALLS_A_CONTEXT) this.#renew()
  }

  #closeSource(): void {
    for (const track of this.#source?.mediaStream.getTracks() ?? []) track.stop()
    this.#source?.disconnect()
    this.#source = undefined
    this.#opening = undefined
  }

  #renew(): void {
    this.#ringer.ring('nothing')
    void this.#context.close()
    this.#context = new AudioContext(CONTEXT)
    this.#microphone = silent(this.#context)
    this.#ringer = new Ringer(this.#context)
    this.#seats = 0
  }

  /** What this console sounds for callers that wait. */
  ring(what: Ringing): void {
    this.#ringer.ring(what)
  }

  seat(): Seat {
    const context = this.#context
    const microphone = this.#microphone
    this.#seats += 1
    const gate = context.createGain()
    const sent = context.createMediaStreamDestination()
    const merger = context.createChannelMerger(2)
    const both = new MediaStreamAudioDestinationNode(context, { channelCount: 2 })
    const heard = context.createGain()
    const analyser = new AnalyserNode(context, { fftSize: FFT_SIZE, smoothingTimeConstant: 0 })
    const element = new Audio()
    let source: MediaStreamAudioSourceNode | undefined
    microphone.connect(gate)
    gate.connect(sent)
    gate.connect(merger, 0, 0)
    heard.connect(merger, 0, 1)
    heard.connect(analyser)
    heard.connect(context.destination)
    merger.connect(both)
    return {
      sent: sent.stream,
      both: both.stream,
      hear: (remote) => {
        // Chromium gives a remote stream to WebAudio only while an element plays it too.
        element.srcObject = remote
        element.muted = true
        void element.play().catch(() => undefined)
        source?.disconnect()
        source = context.createMediaStreamSource(remote)
        source.connect(heard)
      },
      mute: (on) => {
        gate.gain.value = on ? 0 : 1
      },
      measure: () => strongest(analyser, context.sampleRate),
      leave: () => {
        microphone.disconnect(gate)
        source?.disconnect()
        element.srcObject = null
        for (const node of [gate, merger, heard]) node.disconnect()
        // A destination's track keeps its share of the audio graph for as long as it is live.
        for (const track of [...sent.stream.getTracks(), ...both.stream.getTracks()]) track.stop()
      },
    }
  }

  async #open(onLost: () => void): Promise<MicrophoneState> {
    try {
      await this.#context.resume()
      const stream = await navigator.mediaDevices.getUserMedia({ audio: MIC })
      if (!this.#wanted) {
        for (const track of stream.getTracks()) track.stop()
        return 'unknown'
      }
      // A track that we stop ourselves says nothing.
      for (const track of stream.getTracks()) track.onended = onLost
      this.#source = this.#context.createMediaStreamSource(stream)
      this.#source.connect(this.#microphone)
      return 'ok'
    } catch (error) {
      const name = error instanceof DOMException ? error.name : ''
      return name === 'NotFoundError' ? 'none' : name === 'NotAllowedError' ? 'refused' : 'failed'
    }
  }
}

/** What is connected to it is heard together with silence, which never ends. */
function silent(context: AudioContext): GainNode {
  const gain = context.createGain()
  const silence = context.createConstantSource()
  silence.offset.value = 0
  silence.connect(gain)
  silence.start()
  return gain
}
