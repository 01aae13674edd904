import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** Which rows of a list are shown, and the ways to the pages round it. */
export function ListFoot({ from, shown, onPrevious, onNext }: {
  readonly from: number
  readonly shown: number
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}) {
  const t = useT(locale)
  const format = useFormat()
  return (
    <footer className="drill-foot">
      <span>{shown > 0 ? t('drill.page', { from: format.number(from + 1), to: format.number(from + shown) }) : ''}</span>
      <button type="button" className="button button-quiet" disabled={!onPrevious} onClick={onPrevious}>
        {t('drill.previous')}
      </button>
      <button type="button" className="button button-quiet" disabled={!onNext} onClick={onNext}>
        {t('drill.next')}
      </button>
    </footer>
  )
}
