import { useRef, useState } from 'react'
import type { WallFigure } from '../../../electron/contract/figure-cases.ts'
import { chooseFigure, useChosenFigure } from '../../client/figure-choice.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { useT } from '../../ui/i18n.tsx'
import { Page, PageKey, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { focusSegments, Segments } from '../../ui/segments.tsx'
import type { ChartName } from '../figures/figure-charts.ts'
import { FigureCharts, FigureNumbers } from '../figures/figures-panel.tsx'
import { FigureCameraList, FigureCaseList } from './figure-list.tsx'
import { locale } from './locale.ts'
import './figures-page.css'

const CHARTS = {
  cases: ['hours', 'stages', 'departments', 'districts'],
  usual: ['districts-today', 'ageing', 'departments-today', 'cameras'],
} as const satisfies Record<string, readonly ChartName[]>
type Charts = keyof typeof CHARTS

const PRESS = '.figures-page-main .figures-press:not(:disabled)'
const GROUP = '.figures-group, .figures-chart'

/** Every figure of the wall at the console, each down to the cases or cameras that it counts. */
export function FiguresPage() {
  const t = useT(locale)
  const { view, state } = useView({ view: 'figures' })
  const chosen = useChosenFigure()
  const [charts, setCharts] = useState<Charts>(() => (chosen && isUsual(chosen) ? 'usual' : 'cases'))
  const pressed = useRef<Element | null>(null)
  const press = (figure: WallFigure): void => {
    pressed.current = document.activeElement
    chooseFigure(figure)
  }
  const close = (): void => {
    chooseFigure(null)
    if (pressed.current instanceof HTMLElement) pressed.current.focus()
  }
  const walk = (by: number) => (): void => (document.activeElement?.closest('.drill') ? walkFocus('.drill-row', by) : walkFocus(PRESS, by))
  const group = (by: number) => (): void => (document.activeElement?.closest('.drill') ? walkFocus('.drill-row', by) : walkGroups(by))
  usePageKeys({ ArrowRight: walk(1), ArrowLeft: walk(-1), j: group(1), k: group(-1), ArrowDown: group(1), ArrowUp: group(-1), b: () => focusSegments('figures-charts') })
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={<Segments label={t('view')} shortcut="b" focusKey="figures-charts" value={charts} choices={[{ value: 'cases', words: t('view.cases') }, { value: 'usual', words: t('view.usual') }]} onChange={setCharts} />}
      foot={
        <>
          <PageKey keys={['ArrowRight', 'ArrowDown']}>{t('move')}</PageKey>
          <PageKey keys={['Enter']}>{t('list')}</PageKey>
          <PageKey keys={['PageUp', 'PageDown']}>{t('page')}</PageKey>
          {chosen ? <PageKey keys={['Escape']}>{t('back')}</PageKey> : <span>{t('choose')}</span>}
        </>
      }
    >
      <div className="figures figures-page-main">
        <FigureNumbers head={view?.head} onFigure={press} />
        <FigureCharts head={view?.head} active names={CHARTS[charts]} onFigure={press} />
      </div>
      {chosen && (chosen.of === 'cameras' ? <FigureCameraList key={chosen.state} state={chosen.state} onClose={close} /> : <FigureCaseList key={JSON.stringify(chosen)} figure={chosen} head={view?.head} onClose={close} />)}
    </Page>
  )
}

const isUsual = (figure: WallFigure): boolean => figure.of === 'age' || figure.of === 'cameras' || ((figure.of === 'district' || figure.of === 'department') && figure.when === 'today')

/** Moves the focus to the first figure of the next group or chart. */
function walkGroups(by: number): void {
  const groups = [...document.querySelectorAll(`.figures-page-main :is(${GROUP})`)]
  const at = groups.findIndex((each) => each.contains(document.activeElement))
  const to = groups[at < 0 ? 0 : Math.min(groups.length - 1, Math.max(0, at + by))]
  to?.querySelector<HTMLElement>('.figures-press:not(:disabled)')?.focus()
}
