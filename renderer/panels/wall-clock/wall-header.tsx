import type { WallFigure } from '../../../electron/contract/figure-cases.ts'
import type { FiguresHead } from '../../../electron/contract/views.ts'
import { useNow } from '../../client/clock.ts'
import { showFigure } from '../../client/figure-choice.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { SpotlightLine, useSpotlight } from '../case-spotlight/spotlight.tsx'
import { locale } from './locale.ts'
import './wall-clock.css'

/** A scene's name in both languages, or what is shown in place of one. */
export type SceneTitle = { readonly zh: string; readonly en: string } | 'cameras'

/** The line on top of every scene: whose wall this is, how the city stands, what time it is. */
export function WallHeader({ title, middle }: { readonly title: SceneTitle; readonly middle: 'figures' | 'selection' | 'nothing' }) {
  const t = useT(locale)
  const format = useFormat()
  const city = useView({ view: 'catalog' }).view?.head.city
  const chosen = useSpotlight()
  return (
    <header className="wall-header">
      <h1 className="wall-title">
        {city && <span className="wall-centre">{t('centre', { city: format.name(city.name, city.nameEn) })}</span>}
        <span className="wall-scene">{title === 'cameras' ? t('cameras') : format.name(title.zh, title.en)}</span>
      </h1>
      <div className="wall-middle">{middle === 'selection' && chosen ? <SpotlightLine row={chosen} /> : middle !== 'nothing' && <KeyFigures />}</div>
      <StaleMark />
      <WallClock />
    </header>
  )
}

/** Time and date, read from ten metres. */
export function WallClock() {
  const format = useFormat()
  const now = useNow(1000)
  return (
    <div className="wall-clock">
      <time className="wall-time">{format.seconds(now)}</time>
      <span className="wall-date">{format.date(now)}</span>
    </div>
  )
}

const KEY_FIGURES = [
  { key: 'reported', tone: 'plain', figure: { of: 'today', step: 'reported' } },
  { key: 'closed', tone: 'plain', figure: { of: 'today', step: 'closed' } },
  { key: 'open', tone: 'plain', figure: { of: 'open', clock: 'any' } },
  { key: 'warn', tone: 'warn', figure: { of: 'open', clock: 'warn' } },
  { key: 'overdue', tone: 'alarm', figure: { of: 'open', clock: 'overdue' } },
] as const satisfies readonly { key: keyof FiguresHead & keyof typeof locale.zh; tone: string; figure: WallFigure }[]

function KeyFigures() {
  const t = useT(locale)
  const format = useFormat()
  const head = useView({ view: 'figures' }).view?.head
  return (
    <div className="wall-figures">
      {KEY_FIGURES.map(({ key, tone, figure }) => (
        <button key={key} type="button" className="wall-figure" data-tone={head && head[key] > 0 ? tone : 'plain'} onClick={() => showFigure(figure)}>
          <span className="wall-figure-words">{t(key)}</span>
          <span className="wall-figure-value">{head ? format.number(head[key]) : '–'}</span>
        </button>
      ))}
    </div>
  )
}

/** Says, small and without alarm, since when nothing new came. */
function StaleMark() {
  const t = useT(locale)
  const format = useFormat()
  const { state, since } = useView({ view: 'wall' })
  if (state !== 'stale' || since === undefined) return null
  return (
    <span className="wall-stale" role="status">
      {t('core.away', { time: format.seconds(since) })}
    </span>
  )
}
