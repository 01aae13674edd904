import { pinyin } from 'pinyin-pro'

/** Initials of the pinyin of Chinese text, small, other letters as they are: 滨江大道 → `bjdd`. */
export const initialsOf = (text: string): string => pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()
