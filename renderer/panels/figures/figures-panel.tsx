import { useCallback } from 'react'
import { LOOP_STAGES } from '../../../electron/contract/case-terms.ts'
import type { FiguresHead } from '../../../electron/contract/views.ts'
import type { FigureChart } from '../../../electron/contract/wall.ts'
import { useNow } from '../../client/clock.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { ChartView } from './chart.tsx'
import type { ChartLook } from './chart-look.ts'
import { CAMERA_STATES, useCameraCounts } from './camera-counts.ts'
import { hourBars, lyingBars, type Bar } from './chart-options.ts'
import { locale } from './locale.ts'
import './figures.css'

const TODAY = ['reported', 'filed', 'dispatched', 'handled', 'closed'] as const
const NOW = [
  { key: 'open', tone: 'plain' },
  { key: 'warn', tone: 'warn' },
  { key: 'overdue', tone: 'alarm' },
] as const

/** Today's figures and where the open cases stand; or one chart of it that fills the place. */
export function FiguresPanel({ active = true, chart = 'all' }: { readonly active?: boolean; readonly chart?: FigureChart }) {
  const c = useT(common)
  const { view, state } = useView({ view: 'figures' })
  const head = view?.head
  return (
    <div className="figures" data-state={state}>
      {(chart === 'all' || chart === 'numbers') && <Numbers head={head} />}
      {head ? chart !== 'numbers' && <Charts head={head} active={active} chart={chart} /> : <p className="figures-wait">{c('state.loading')}</p>}
    </div>
  )
}

function Numbers({ head }: { readonly head: FiguresHead | undefined }) {
  const t = useT(locale)
  return (
    <div className="figures-numbers">
      <Group title={t('today')}>
        {TODAY.map((key) => (
          <BigNumber key={key} words={t(key)} value={head?.[key]} tone="plain" />
        ))}
      </Group>
      <Group title={t('now')}>
        {NOW.map(({ key, tone }) => (
          <BigNumber key={key} words={t(key)} value={head?.[key]} tone={tone} />
        ))}
      </Group>
    </div>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="figures-group">
      <h2>{title}</h2>
      <dl>{children}</dl>
    </section>
  )
}

function BigNumber({ words, value, tone }: { readonly words: string; readonly value: number | undefined; readonly tone: 'plain' | 'warn' | 'alarm' }) {
  const format = useFormat()
  return (
    <div className="figures-number" data-tone={value ? tone : 'plain'}>
      <dt>{words}</dt>
      <dd>{value === undefined ? '–' : format.number(value)}</dd>
    </div>
  )
}

const HOUR = 3_600_000

const ALL = ['hours', 'stages', 'departments', 'districts'] as const

const AGES = ['age.4h', 'age.1d', 'age.3d', 'age.7d', 'age.more'] as const

function Charts({ head, active, chart }: { readonly head: FiguresHead; readonly active: boolean; readonly chart: Exclude<FigureChart, 'numbers'> }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const departments = useView({ view: 'catalog' }).view?.head.departments
  const hourNow = Math.floor((useNow(60_000) - head.since) / HOUR)
  const plain = useCallback((bar: Bar) => format.number(bar.value), [format])
  const both = useCallback((bar: Bar) => (bar.overdue ? `${format.number(bar.value)} · ${t('overdue')} ${format.number(bar.overdue)}` : format.number(bar.value)), [format, t])
  const hours = useCallback((look: ChartLook) => hourBars(head.byHour, hourNow, look, head.usual?.byHour ?? null), [head, hourNow])
  const stages = useCallback((look: ChartLook) => lyingBars(LOOP_STAGES.filter((stage) => stage !== 'followed-up').map((stage) => ({ name: c(`stage.${stage}`), value: head.byStage[stage] })), look, plain), [head, c, plain])
  const districts = useCallback((look: ChartLook) => lyingBars(head.byDistrict.map(({ name, open }) => ({ name, value: open })), look, plain), [head, plain])
  const byDepartment = useCallback(
    (look: ChartLook) => {
      const english = new Map(departments?.map((department) => [department.id, department.nameEn]))
      const bars = head.byDepartment.map(({ id, name, open, overdue }) => ({ name: format.name(name, english.get(id) ?? ''), value: open, overdue }))
      return lyingBars(bars, look, both)
    },
    [head, departments, format, both],
  )
  const against = useCallback((bar: Bar) => (bar.usual === null || bar.usual === undefined ? format.number(bar.value) : t('against', { n: format.number(bar.value), usual: format.number(Math.round(bar.usual)) })), [format, t])
  const districtsToday = useCallback((look: ChartLook) => lyingBars(head.byDistrict.map(({ name, today, usual }) => ({ name, value: today, usual })), look, against), [head, against])
  const departmentsToday = useCallback(
    (look: ChartLook) => {
      const english = new Map(departments?.map((department) => [department.id, department.nameEn]))
      return lyingBars(head.byDepartment.map(({ id, name, today, usual }) => ({ name: format.name(name, english.get(id) ?? ''), value: today, usual })), look, against)
    },
    [head, departments, format, against],
  )
  const ageing = useCallback((look: ChartLook) => lyingBars(AGES.map((name, i) => ({ name: t(name), value: head.byAge[i] ?? 0 })), look, plain), [head, t, plain])
  const health = useCameraCounts(chart === 'cameras' && active)
  const cameras = useCallback((look: ChartLook) => lyingBars(CAMERA_STATES.map((name) => ({ name: t(`cameras.${name}`), value: health[name] })), look, plain), [health, t, plain])
  const options = { hours, stages, departments: byDepartment, districts, 'districts-today': districtsToday, 'departments-today': departmentsToday, ageing, cameras }
  const titleOf = (name: keyof typeof options): string => {
    if (!head.usual) return t(`chart.${name}`)
    if (name === 'hours') return t('chart.hours-usual', { n: head.usual.days })
    return name === 'districts-today' ? t('chart.districts-usual') : name === 'departments-today' ? t('chart.departments-usual') : t(`chart.${name}`)
  }
  return (
    <div className="figures-charts" data-chart={chart}>
      {(chart === 'all' ? ALL : [chart]).map((name) => (
        <ChartView key={name} title={titleOf(name)} option={options[name]} active={active} />
      ))}
    </div>
  )
}
