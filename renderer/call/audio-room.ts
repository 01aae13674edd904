import type { Measured, MicrophoneState } from '../../electron/contract/call.ts'
import type { SoundUse } from '../../electron/contract/sound-devices.ts'
import { Ringer, testTone, type Ringing } from './ringer.ts'
import type { DevicesInUse } from './sound-devices.ts'
import { levelOf, strongest } from './spectrum.ts'

/** Both sides of a call as the room holds them. */
export interface Seat {
  /** What is sent to the other side. */
  readonly sent: MediaStream
  /** Takes what the other side sends; it is heard from then on. */
  hear(remote: MediaStream): void
  /** They do not hear us. */
  mute(on: boolean): void
  /** Nobody hears them. */
  silence(on: boolean): void
  /** Two channels, what they hear left and what they say right, for the recorder. */
  readonly both: MediaStream
  measure(): Measured
  level(): number
  leave(): void
}

const CONTEXT: AudioContextOptions = { latencyHint: 'interactive', sampleRate: 48_000 }
const FFT_SIZE = 8_192
const LEVEL_SIZE = 2_048
const MIC: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** Chromium keeps a context's sources of streams until it is closed (about 0.4 MB a call), so an idle room takes a new one after so many calls. */
const CALLS_A_CONTEXT = 20

/** A seat's ends for other seats: what it says, and what is said to it. */
interface Ends {
  readonly says: AudioNode
  readonly hears: AudioNode
}

/** Where all sound of this console meets: the microphone, every call, the loudspeaker, the recorder. */
export class AudioRoom {
  #context = new AudioContext(CONTEXT)
  /** The microphone, or silence while there is none: a call can always be heard. */
  #microphone = silent(this.#context)
  #meter = meterOf(this.#microphone)
  /** What the microphone takes, whether anybody hears it or not. */
  #taken = takenBy(this.#context)
  /** The bell may ring on another device than the voices. */
  readonly #bell = new AudioContext(CONTEXT)
  readonly #ringer = new Ringer(this.#bell)
  #devices: DevicesInUse = { microphone: '', speaker: '', ringer: '' }
  readonly #ends = new Map<Seat, Ends>()
  #joined: readonly Seat[] = []
  #talks = true
  #source: MediaStreamAudioSourceNode | undefined
  #opening: Promise<MicrophoneState> | undefined
  /** Counts openings of the microphone, so that one that comes too late is let go. */
  #turn = 0
  #seats = 0
  /** Somebody is spoken with, or dialled, or the microphone is tried. */
  #wanted = false
  #onMicrophone: (state: MicrophoneState) => void = () => undefined

  /**
   * Opens the microphone, if it is not open. A console without one can still listen. One that is pulled out gives way to
   * the system's next, if there is any; `onLost` then hears how it stands.
   */
  openMicrophone(onLost: (state: MicrophoneState) => void): Promise<MicrophoneState> {
    this.#wanted = true
    this.#onMicrophone = onLost
    if (this.#opening) return this.#opening
    const opening = this.#open(() => {
      this.#closeSource()
      void this.openMicrophone(onLost).then((state) => onLost(state === 'ok' ? 'replaced' : state))
    }).then((state) => {
      if (state !== 'ok' && this.#opening === opening) this.#opening = undefined
      return state
    })
    this.#opening = opening
    return opening
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
    this.#turn += 1
  }

  #renew(): void {
    void this.#context.close()
    this.#context = new AudioContext(CONTEXT)
    this.#microphone = silent(this.#context)
    this.#meter = meterOf(this.#microphone)
    this.talk(this.#talks)
    this.#taken = takenBy(this.#context)
    this.#seats = 0
    void setSink(this.#context, this.#devices.speaker)
  }

  /** What this console sounds for callers that wait. */
  ring(what: Ringing): void {
    this.#ringer.ring(what)
  }

  /** Sounds a tone on a device, to hear that it is the right one. */
  testTone(use: Exclude<SoundUse, 'microphone'>): void {
    void (use === 'ringer' ? this.#ringer.test() : testTone(this.#context))
  }

  /** Takes other devices, in the middle of a call too; answers which of them cannot be heard. */
  async use(devices: DevicesInUse): Promise<SoundUse[]> {
    const before = this.#devices
    this.#devices = devices
    if (this.#wanted && this.#wantsOther(before.microphone)) {
      this.#closeSource()
      void this.openMicrophone(this.#onMicrophone).then(this.#onMicrophone)
    }
    const speaks = before.speaker === devices.speaker || (await setSink(this.#context, devices.speaker))
    const rings = before.ringer === devices.ringer || (await setSink(this.#bell, devices.ringer))
    return [...(speaks ? [] : ['speaker' as const]), ...(rings ? [] : ['ringer' as const])]
  }

  /** One that was pulled out has given way to the default already. */
  #wantsOther(before: string): boolean {
    const wanted = this.#devices.microphone
    if (!this.#source) return this.#opening === undefined || wanted !== before
    const used = this.#source.mediaStream.getAudioTracks()[0]?.getSettings().deviceId
    return wanted === '' ? before !== '' && used === before : used !== wanted
  }

  /** Whether what the microphone takes goes to anybody. */
  talk(on: boolean): void {
    this.#talks = on
    this.#microphone.gain.value = on ? 1 : 0
  }

  /** How loud we are. */
  level(): number {
    return levelOf(this.#meter)
  }

  /** How loud the microphone is, from 0 to 1, whether it goes to anybody or not. */
  taken(): number {
    return this.#source ? levelOf(this.#taken) : 0
  }

  /** Everybody at these seats hears everybody else at them, never itself; at all other seats only we are heard. */
  join(seats: readonly Seat[]): void {
    const before = this.#joined
    this.#joined = seats
    const all = new Set([...before, ...seats])
    for (const one of all) {
      for (const other of all) {
        const were = one !== other && before.includes(one) && before.includes(other)
        const are = one !== other && seats.includes(one) && seats.includes(other)
        const [from, to] = [this.#ends.get(one), this.#ends.get(other)]
        if (were === are || !from || !to) continue
        if (are) from.says.connect(to.hears)
        else from.says.disconnect(to.hears)
      }
    }
  }

  seat(): Seat {
    const context = this.#context
    const microphone = this.#microphone
    this.#seats += 1
    const gate = context.createGain()
    const told = context.createGain()
    const sent = context.createMediaStreamDestination()
    const merger = context.createChannelMerger(2)
    const both = new MediaStreamAudioDestinationNode(context, { channelCount: 2 })
    const heard = context.createGain()
    const analyser = new AnalyserNode(context, { fftSize: FFT_SIZE, smoothingTimeConstant: 0 })
    const element = new Audio()
    let source: MediaStreamAudioSourceNode | undefined
    microphone.connect(gate)
    gate.connect(told)
    told.connect(sent)
    told.connect(merger, 0, 0)
    heard.connect(merger, 0, 1)
    heard.connect(analyser)
    heard.connect(context.destination)
    merger.connect(both)
    const seat: Seat = {
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
      silence: (on) => {
        heard.gain.value = on ? 0 : 1
      },
      level: () => levelOf(analyser),
      measure: () => strongest(analyser, context.sampleRate),
      leave: () => {
        this.join(this.#joined.filter((s) => s !== seat))
        this.#ends.delete(seat)
        microphone.disconnect(gate)
        source?.disconnect()
        element.srcObject = null
        for (const node of [gate, told, merger, heard]) node.disconnect()
        // A destination's track keeps its share of the audio graph for as long as it is live.
        for (const track of [...sent.stream.getTracks(), ...both.stream.getTracks()]) track.stop()
      },
    }
    this.#ends.set(seat, { says: heard, hears: told })
    return seat
  }

  async #open(onLost: () => void): Promise<MicrophoneState> {
    try {
      const turn = this.#turn
      await this.#context.resume()
      const { microphone } = this.#devices
      const stream = await navigator.mediaDevices.getUserMedia({ audio: microphone === '' ? MIC : { ...MIC, deviceId: microphone } })
      if (turn !== this.#turn) {
        for (const track of stream.getTracks()) track.stop()
        return 'unknown'
      }
      // A track that we stop ourselves says nothing.
      for (const track of stream.getTracks()) track.onended = onLost
      this.#source = this.#context.createMediaStreamSource(stream)
      this.#source.connect(this.#taken)
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

const takenBy = (context: AudioContext): AnalyserNode => new AnalyserNode(context, { fftSize: LEVEL_SIZE })

function meterOf(node: AudioNode): AnalyserNode {
  const meter = new AnalyserNode(node.context, { fftSize: LEVEL_SIZE })
  node.connect(meter)
  return meter
}

/** Lets a context be heard on a device, the empty id is the default; false when that does not open. */
const setSink = async (context: AudioContext, device: string): Promise<boolean> =>
  context.setSinkId(device).then(
    () => true,
    () => false,
  )
