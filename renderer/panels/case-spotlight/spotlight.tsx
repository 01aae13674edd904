import type { CaseRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import { RemainingTime } from './remaining-time.tsx'
import './case-spotlight.css'

/** The case that is selected in all windows; null while none is, or while it is not there. */
export function useSpotlight(): CaseRow | null {
  const id = useSelectedCase()
  const row = useView({ view: 'case', caseId: id ?? '-' }).view?.head.row ?? null
  return id === null ? null : row
}

/** The selected case as a card that is read from afar. Takes no room while none is selected. */
export function Spotlight() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const row = useSpotlight()
  if (!row) return null
  const { clock } = row
  return (
    <article className="spotlight" aria-label={t('selected')}>
      <header className="spotlight-head">
        <span className="spotlight-mark">{t('selected')}</span>
        <span className="spotlight-number">{row.number}</span>
      </header>
      <h2 className="spotlight-class">{format.name(row.className, row.classNameEn)}</h2>
      <p className="spotlight-place">{row.place}</p>
      <div className="spotlight-clock">
        <RemainingTime clock={clock} />
        <span className="spotlight-stage">{c(`stage.${row.stage}`)}</span>
      </div>
      {clock && clock.state !== 'stopped' && (
        <p className="spotlight-due">
          {c(`clock.${clock.what}`)} · {clock.state === 'paused' ? t('suspended') : clock.ticking && clock.dueAt !== null ? t('due', { time: format.dateTime(clock.dueAt) }) : t('paused')}
        </p>
      )}
    </article>
  )
}

/** The selected case in one line. */
export function SpotlightLine({ row }: { readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  return (
    <div className="spotlight-line" aria-label={t('selected')}>
      <span className="spotlight-number">{row.number}</span>
      <span className="spotlight-line-words">
        <b>{format.name(row.className, row.classNameEn)}</b> {row.place}
      </span>
      <span className="spotlight-stage">{c(`stage.${row.stage}`)}</span>
      <RemainingTime clock={row.clock} />
    </div>
  )
}
