/** The name of the worklet's node. */
export const SOUND_NODE = 'camera-sound'

/** From the worklet to its page: how loud it was lately, root mean square from 0 to 1. */
export interface SoundLevel {
  readonly level: number
}
