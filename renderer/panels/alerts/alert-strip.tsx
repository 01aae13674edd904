import { chooseAlert } from '../../client/alert-choice.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { shortcut } from '../key-help/bindings.ts'
import { areasOf, headlineOf, pressing, severityOf, toneOf } from './alert-words.ts'
import { locale } from './locale.ts'
import './alert-strip.css'

/** Alerts pinned above the queue at most; the rest is on their page. */
const SHOWN = 3

/** The alerts that press, above the cases of the queue. */
export function AlertStrip() {
  const t = useT(locale)
  const format = useFormat()
  const lang = useLang()
  const { view, state } = useView({ view: 'alerts' })
  const rows = pressing(view?.order.flatMap((id) => view.rows[id] ?? []) ?? [])
  if (rows.length === 0) return null
  return (
    <div className="alert-strip" data-state={state} role="region" aria-label={t('title')}>
      {rows.slice(0, SHOWN).map((row) => {
        const severity = severityOf(row)
        return (
          <button key={row.id} type="button" className="alert-strip-row" aria-label={headlineOf(row, lang)} data-tone={toneOf(severity)} onClick={() => chooseAlert(row.id)}>
            <span className="alert-strip-line">
              <b className="alert-strip-words">
                {row.exercise && `${t('exercise')} `}
                {headlineOf(row, lang)}
              </b>
              <span className="alert-severity" data-tone={toneOf(severity)}>
                {t(`severity.${severity}`)}
              </span>
            </span>
            <span className="alert-strip-line alert-strip-quiet">
              <span className="alert-strip-words">{areasOf(row, lang)}</span>
              <span>{row.expires === null ? t('no-end') : t('until', { time: format.dateTime(row.expires) })}</span>
            </span>
          </button>
        )
      })}
      <span className="alert-strip-foot">
        {rows.length > SHOWN ? t('more', { n: format.number(rows.length - SHOWN) }) : t('open')} <Kbd keys={shortcut('page.alerts')} />
      </span>
    </div>
  )
}
