import type { CallRow } from '../../../electron/contract/call.ts'
import type { Translate } from '../../ui/i18n.tsx'
import type { locale } from './locale.ts'

export type CallWords = Translate<Extract<keyof typeof locale.zh, string>>

/** Reasons that read otherwise when it was the caller who was not reached by us. */
const IN_ENDS = ['no-answer', 'busy', 'rejected', 'cancelled'] as const
const isInEnd = (why: string): why is (typeof IN_ENDS)[number] => IN_ENDS.some((each) => each === why)

/** How a call ended, in words. */
export const endWords = ({ direction, why }: Pick<CallRow, 'direction' | 'why'>, t: CallWords): string => (why === null ? '' : t(direction === 'in' && isInEnd(why) ? `in-end.${why}` : `end.${why}`))
