import { z } from 'zod'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import { MAX_DEVICES, SoundDevice, type SoundBoard, type SoundPlace, type SoundUse } from '../../electron/contract/sound-devices.ts'

/** Devices' ids by use; empty: the system's default. */
export type DevicesInUse = Readonly<Record<SoundUse, string>>

export interface SoundDevicesOptions {
  /** The machine's devices as they are now. */
  readonly list: () => Promise<readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[]>
  /** Where the choice outlives this window. */
  readonly kept: Pick<Storage, 'getItem' | 'setItem'>
}

const KEY = 'wufeng.sound-devices'
const Choice = z.object({ microphone: SoundDevice.nullable(), speaker: SoundDevice.nullable(), ringer: SoundDevice.nullable() })
type Choice = z.infer<typeof Choice>

const NONE: Choice = { microphone: null, speaker: null, ringer: null }
/** Chromium lists these besides the devices that they stand for. */
const STAND_INS: ReadonlySet<string> = new Set(['', 'default', 'communications'])

/** This machine's microphones and loudspeakers, and which the operator chose for what. Who is chosen but away is waited for. */
export class SoundDevices {
  readonly #options: SoundDevicesOptions
  #choice: Choice
  #inputs: readonly SoundDevice[] = []
  #outputs: readonly SoundDevice[] = []
  #listed = false
  #failed: ReadonlySet<SoundUse> = new Set()

  constructor(options: SoundDevicesOptions) {
    this.#options = options
    this.#choice = keptChoice(options.kept.getItem(KEY))
  }

  /** Looks anew at what is plugged in. */
  async refresh(): Promise<void> {
    const all = await this.#options.list()
    const of = (kind: MediaDeviceKind): SoundDevice[] =>
      all.flatMap(({ deviceId: id, kind: is, label }) => (is === kind && !STAND_INS.has(id) ? [{ id, name: label.slice(0, 256) }] : [])).slice(0, MAX_DEVICES)
    this.#inputs = of('audioinput')
    this.#outputs = of('audiooutput')
    this.#listed = true
    this.#failed = new Set()
  }

  /** Chooses a device that is there, or the system's default. */
  choose(use: SoundUse, id: string | null): Result<null> {
    const device = id === null ? null : this.#of(use).find((one) => one.id === id)
    if (device === undefined) return fail('not-found', 'this device is not there', { where: 'id', params: { id: id ?? '' } })
    this.#choice = { ...this.#choice, [use]: device }
    this.#failed = new Set([...this.#failed].filter((one) => one !== use))
    this.#options.kept.setItem(KEY, JSON.stringify(this.#choice))
    return ok(null)
  }

  /** Devices that did not open: the default is used in their place until they are chosen or plugged in again. */
  failed(uses: readonly SoundUse[]): void {
    this.#failed = new Set([...this.#failed, ...uses])
  }

  inUse(): DevicesInUse {
    const of = (use: SoundUse): string => (this.#failed.has(use) ? '' : (this.#found(use)?.id ?? ''))
    return { microphone: of('microphone'), speaker: of('speaker'), ringer: of('ringer') }
  }

  board(): SoundBoard {
    return { inputs: [...this.#inputs], outputs: [...this.#outputs], places: { microphone: this.#place('microphone'), speaker: this.#place('speaker'), ringer: this.#place('ringer') } }
  }

  #place(use: SoundUse): SoundPlace {
    const chosen = this.#choice[use]
    const found = this.#found(use)
    return { chosen: found ?? chosen, trouble: this.#failed.has(use) ? 'failed' : chosen && !found && this.#listed ? 'gone' : 'none' }
  }

  #of(use: SoundUse): readonly SoundDevice[] {
    return use === 'microphone' ? this.#inputs : this.#outputs
  }

  /** The chosen device as it is there now; one that is plugged in elsewhere has a new id and its old name. */
  #found(use: SoundUse): SoundDevice | undefined {
    const chosen = this.#choice[use]
    if (!chosen) return undefined
    const all = this.#of(use)
    return all.find((one) => one.id === chosen.id) ?? all.find((one) => one.name !== '' && one.name === chosen.name)
  }
}

function keptChoice(text: string | null): Choice {
  try {
    return Choice.parse(JSON.parse(text ?? ''))
  } catch {
    return NONE
  }
}
