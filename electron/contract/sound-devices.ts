import { z } from 'zod'

/** What a device of this machine is chosen for: the operator's voice, the voices of the others, the bell. */
export const SoundUse = z.enum(['microphone', 'speaker', 'ringer'])
export type SoundUse = z.infer<typeof SoundUse>

/** A device as the system names it; the id is this machine's own. */
export const SoundDevice = z.object({ id: z.string().min(1).max(256), name: z.string().max(256) })
export type SoundDevice = z.infer<typeof SoundDevice>

/** Devices of one kind that are shown at most. */
export const MAX_DEVICES = 32

/** What was chosen for one use; null: the system's default. `gone`, `failed`: it is away or does not open, and the default is used meanwhile. */
export const SoundPlace = z.object({ chosen: SoundDevice.nullable(), trouble: z.enum(['none', 'gone', 'failed']) })
export type SoundPlace = z.infer<typeof SoundPlace>

/** This machine's devices for sound, and what each is used for. */
export const SoundBoard = z.object({
  inputs: z.array(SoundDevice).max(MAX_DEVICES),
  outputs: z.array(SoundDevice).max(MAX_DEVICES),
  places: z.object({ microphone: SoundPlace, speaker: SoundPlace, ringer: SoundPlace }),
})
export type SoundBoard = z.infer<typeof SoundBoard>

/** How loud the microphone is that is being tried, from 0 to 1, whether anybody hears it or not. */
export const Tried = z.object({ level: z.number() })
export type Tried = z.infer<typeof Tried>
