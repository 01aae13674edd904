import type { WallFigure } from '../../../electron/contract/figure-cases.ts'
import type { FiguresHead } from '../../../electron/contract/views.ts'
import type { FigureChart } from '../../../electron/contract/wall.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { ChartView } from './chart.tsx'
import { useFigureCharts, type ChartName } from './figure-charts.ts'
import { locale } from './locale.ts'
import './figures.css'

/** What is done with a figure that is pressed. */
export type OnFigure = (figure: WallFigure) => void

const TODAY = ['reported', 'filed', 'dispatched', 'handled', 'closed'] as const
const NOW = [
  { key: 'open', clock: 'any', tone: 'plain' },
  { key: 'warn', clock: 'warn', tone: 'warn' },
  { key: 'overdue', clock: 'overdue', tone: 'alarm' },
] as const

const ALL: readonly ChartName[] = ['hours', 'stages', 'departments', 'districts']

/** Today's figures and where the open cases stand; or one chart of it that fills the place. Every figure leads to what it counts. */
export function FiguresPanel({ active = true, chart = 'all', onFigure }: { readonly active?: boolean; readonly chart?: FigureChart; readonly onFigure: OnFigure }) {
  const { view, state } = useView({ view: 'figures' })
  const head = view?.head
  const charts = chart === 'all' ? ALL : chart === 'numbers' ? [] : [chart]
  return (
    <div className="figures" data-state={state}>
      {(chart === 'all' || chart === 'numbers') && <FigureNumbers head={head} onFigure={onFigure} />}
      {charts.length > 0 && <FigureCharts head={head} active={active} names={charts} onFigure={onFigure} />}
    </div>
  )
}

/** Today's steps and the cases in hand, in large numbers. */
export function FigureNumbers({ head, onFigure }: { readonly head: FiguresHead | undefined; readonly onFigure: OnFigure }) {
  const t = useT(locale)
  return (
    <div className="figures-numbers">
      <Group title={t('today')}>
        {TODAY.map((step) => (
          <BigNumber key={step} words={t(step)} value={head?.[step]} tone="plain" onPress={() => onFigure({ of: 'today', step })} />
        ))}
      </Group>
      <Group title={t('now')}>
        {NOW.map(({ key, clock, tone }) => (
          <BigNumber key={key} words={t(key)} value={head?.[key]} tone={tone} onPress={() => onFigure({ of: 'open', clock })} />
        ))}
      </Group>
    </div>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="figures-group">
      <h2>{title}</h2>
      <div className="figures-row">{children}</div>
    </section>
  )
}

function BigNumber({ words, value, tone, onPress }: { readonly words: string; readonly value: number | undefined; readonly tone: 'plain' | 'warn' | 'alarm'; readonly onPress: () => void }) {
  const format = useFormat()
  return (
    <button type="button" className="figures-number figures-press" data-tone={value ? tone : 'plain'} disabled={value === undefined} onClick={onPress}>
      <span className="figures-words">{words}</span>
      <span className="figures-value">{value === undefined ? '–' : format.number(value)}</span>
    </button>
  )
}

/** Some of the charts, in their order. */
export function FigureCharts({ head, active, names, onFigure }: { readonly head: FiguresHead | undefined; readonly active: boolean; readonly names: readonly ChartName[]; readonly onFigure: OnFigure }) {
  const c = useT(common)
  return head ? <Charts head={head} active={active} names={names} onFigure={onFigure} /> : <p className="figures-wait">{c('state.loading')}</p>
}

function Charts({ head, active, names, onFigure }: { readonly head: FiguresHead; readonly active: boolean; readonly names: readonly ChartName[]; readonly onFigure: OnFigure }) {
  const charts = useFigureCharts(head, active && names.includes('cameras'))
  return (
    <div className="figures-charts" data-charts={names.length}>
      {names.map((name) => (
        <ChartView key={name} {...charts[name]} active={active} onFigure={onFigure} />
      ))}
    </div>
  )
}
