import type { DuplicateCandidate } from '../../../electron/contract/messages.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

type Reason = DuplicateCandidate['reasons'][number]

const MINUTE = 60_000
const TO_PERCENT = 100

/** A reason with its measure, in words. */
export function useReasonWords(): (reason: Reason) => string {
  const t = useT(locale)
  const format = useFormat()
  return (reason) => {
    switch (reason.why) {
      case 'near':
        return t('why.near', { n: format.number(reason.metres) })
      case 'close-in-time':
        return t('why.close-in-time', { time: format.duration(reason.minutes * MINUTE) })
      case 'alike':
        return t('why.alike', { n: Math.round(reason.share * TO_PERCENT) })
      case 'same-class':
      case 'same-component':
      case 'same-caller':
        return t(`why.${reason.why}`)
    }
  }
}
