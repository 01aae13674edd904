import type { SoundPlace } from '../../../electron/contract/sound-devices.ts'
import type { Translate } from '../../ui/i18n.tsx'
import type { locale } from './locale.ts'

/** What is wrong with a chosen device, in words; undefined when nothing is. */
export const placeTrouble = ({ chosen, trouble }: SoundPlace, t: Translate<Extract<keyof typeof locale.zh, string>>): string | undefined => (chosen && trouble !== 'none' ? t(trouble, { name: chosen.name }) : undefined)
