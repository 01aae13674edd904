import type { CallAction, CallBoard, MicrophoneState } from '../../electron/contract/call.ts'
import { ok, type Result } from '../../electron/contract/error.ts'
import type { Tried } from '../../electron/contract/sound-devices.ts'
import type { AudioRoom } from './audio-room.ts'
import type { SoundDevices } from './sound-devices.ts'

export type SoundAction = Extract<CallAction, { do: 'choose-device' | 'test-tone' | 'try-microphone' }>

export interface DeskSoundOptions {
  readonly room: Pick<AudioRoom, 'openMicrophone' | 'closeMicrophone' | 'taken' | 'testTone' | 'use'>
  readonly devices: SoundDevices
  readonly changed: () => void
}

/** A microphone that is tried stays open for this long after it was last asked for, ms. */
const TRIED_MS = 3_000

/** The devices of the desk: which are used, how the microphone stands, and trying them. */
export class DeskSound {
  readonly #options: DeskSoundOptions
  #microphone: MicrophoneState = 'unknown'
  #trying: ReturnType<typeof setTimeout> | undefined

  constructor(options: DeskSoundOptions) {
    this.#options = options
  }

  get board(): Pick<CallBoard, 'microphone' | 'sound'> {
    return { microphone: this.#microphone, sound: this.#options.devices.board() }
  }

  /** Something was plugged in or out: what was chosen is used while it is there. */
  async refresh(): Promise<void> {
    await this.#options.devices.refresh()
    await this.#use()
  }

  openMicrophone(): void {
    const stands = (microphone: MicrophoneState): void => {
      this.#microphone = microphone
      this.#options.changed()
    }
    void this.#options.room.openMicrophone(stands).then(stands)
  }

  /** Nobody is spoken with: the microphone closes unless it is being tried. */
  rest(): void {
    if (this.#trying === undefined) this.#options.room.closeMicrophone()
  }

  act(action: SoundAction): Result<unknown> {
    const { room, devices } = this.#options
    switch (action.do) {
      case 'choose-device': {
        const chosen = devices.choose(action.use, action.id)
        if (chosen.ok) void this.#use()
        return chosen
      }
      case 'test-tone':
        room.testTone(action.use)
        return ok(null)
      case 'try-microphone':
        this.#try()
        return ok({ level: room.taken() } satisfies Tried)
    }
  }

  #try(): void {
    if (this.#trying === undefined) this.openMicrophone()
    clearTimeout(this.#trying)
    this.#trying = setTimeout(() => {
      this.#trying = undefined
      this.#options.changed()
    }, TRIED_MS)
  }

  async #use(): Promise<void> {
    const { room, devices, changed } = this.#options
    const failed = await room.use(devices.inUse())
    devices.failed(failed)
    if (failed.length > 0) await room.use(devices.inUse())
    changed()
  }
}
