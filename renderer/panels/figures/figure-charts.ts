import { useCallback, useMemo } from 'react'
import { LOOP_STAGES } from '../../../electron/contract/case-terms.ts'
import { CAMERA_STATES, type WallFigure } from '../../../electron/contract/figure-cases.ts'
import type { FiguresHead } from '../../../electron/contract/views.ts'
import type { FigureChart } from '../../../electron/contract/wall.ts'
import { useNow } from '../../client/clock.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { useCamerasByState } from './camera-counts.ts'
import type { ChartLook } from './chart-look.ts'
import { hourBars, lyingBars, type Bar } from './chart-options.ts'
import type { ChartOption } from './echarts.ts'
import { locale } from './locale.ts'

export type ChartName = Exclude<FigureChart, 'all' | 'numbers'>

/** A bar, or a part of one, that leads to what it counts. */
export interface BarPart {
  /** The bar, from 0 in the chart's order. */
  readonly index: number
  readonly figure: WallFigure
  readonly words: string
  readonly value: number
  /** The values between which the part lies; left out, it goes to the chart's edge. */
  readonly from?: number
  readonly to?: number
}

export interface Chart {
  readonly title: string
  /** Bars lie below each other; else they stand side by side. */
  readonly lying: boolean
  readonly bars: number
  readonly option: (look: ChartLook) => ChartOption
  readonly parts: readonly BarPart[]
}

const HOUR = 3_600_000
const AGES = ['age.4h', 'age.1d', 'age.3d', 'age.7d', 'age.more'] as const

type Counted = Bar & { readonly figure: WallFigure }

const partsOf = (bars: readonly Counted[]): BarPart[] => bars.map(({ name, value, figure }, index) => ({ index, figure, words: name, value }))

/** The charts of what is now, each with its bars. `health`: whether somebody looks at the cameras' chart. */
export function useFigureCharts(head: FiguresHead, health: boolean): Readonly<Record<ChartName, Chart>> {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const departments = useView({ view: 'catalog' }).view?.head.departments
  const hourNow = Math.floor((useNow(60_000) - head.since) / HOUR)
  const cameras = useCamerasByState(health)
  const plain = useCallback((bar: Bar) => format.number(bar.value), [format])
  const byCases = useMemo(() => {
    const english = new Map(departments?.map((department) => [department.id, department.nameEn]))
    const nameOf = (id: string, name: string): string => format.name(name, english.get(id) ?? '')
    const both = (bar: Bar): string => (bar.overdue ? `${format.number(bar.value)} · ${t('overdue')} ${format.number(bar.overdue)}` : format.number(bar.value))
    const against = (bar: Bar): string => (bar.usual === null || bar.usual === undefined ? format.number(bar.value) : t('against', { n: format.number(bar.value), usual: format.number(Math.round(bar.usual)) }))
    const lying = (title: string, bars: readonly Counted[], numbers: (bar: Bar) => string): Chart => ({ title, lying: true, bars: bars.length, option: (look) => lyingBars(bars, look, numbers), parts: partsOf(bars) })
    const { usual } = head
    const hours = head.byHour.map((value, hour): Counted => ({ name: t('hour-of', { hour }), value, figure: { of: 'hour', hour } }))
    const departmentBars = head.byDepartment.map(({ id, name, open, overdue }): Counted => ({ name: nameOf(id, name), value: open, overdue, figure: { of: 'department', department: id, when: 'open' } }))
    return {
      hours: { title: usual ? t('chart.hours-usual', { n: usual.days }) : t('chart.hours'), lying: false, bars: hours.length, option: (look: ChartLook) => hourBars(head.byHour, hourNow, look, usual?.byHour ?? null), parts: partsOf(hours) },
      stages: lying(t('chart.stages'), LOOP_STAGES.filter((stage) => stage !== 'followed-up').map((stage) => ({ name: c(`stage.${stage}`), value: head.byStage[stage], figure: { of: 'stage', stage } })), plain),
      departments: { ...lying(t('chart.departments'), departmentBars, both), parts: head.byDepartment.flatMap(({ id, name, open, overdue }, index) => overdueParts(index, id, nameOf(id, name), open, overdue, t('overdue'))) },
      districts: lying(t('chart.districts'), head.byDistrict.map(({ code, name, open }) => ({ name, value: open, figure: { of: 'district', district: code, when: 'open' } })), plain),
      'districts-today': lying(t(usual ? 'chart.districts-usual' : 'chart.districts-today'), head.byDistrict.map(({ code, name, today, usual: often }) => ({ name, value: today, usual: often, figure: { of: 'district', district: code, when: 'today' } })), against),
      'departments-today': lying(t(usual ? 'chart.departments-usual' : 'chart.departments-today'), head.byDepartment.map(({ id, name, today, usual: often }) => ({ name: nameOf(id, name), value: today, usual: often, figure: { of: 'department', department: id, when: 'today' } })), against),
      ageing: lying(t('chart.ageing'), AGES.map((name, age) => ({ name: t(name), value: head.byAge[age] ?? 0, figure: { of: 'age', age } })), plain),
    }
  }, [head, hourNow, departments, format, t, c, plain])
  const byCameras = useMemo((): Chart => {
    const bars = CAMERA_STATES.map((state): Counted => ({ name: t(`cameras.${state}`), value: cameras[state].length, figure: { of: 'cameras', state } }))
    return { title: t('chart.cameras'), lying: true, bars: bars.length, option: (look) => lyingBars(bars, look, plain), parts: partsOf(bars) }
  }, [cameras, t, plain])
  return useMemo(() => ({ ...byCases, cameras: byCameras }), [byCases, byCameras])
}

/** A bar of open cases whose overdue part leads to the overdue ones alone, the rest of it to all that are open. */
function overdueParts(index: number, department: string, name: string, open: number, overdue: number, words: string): BarPart[] {
  const all: BarPart = { index, figure: { of: 'department', department, when: 'open' }, words: name, value: open }
  return overdue > 0 ? [all, { index, figure: { of: 'department', department, when: 'overdue' }, words: `${name} ${words}`, value: overdue, from: 0, to: overdue }] : [all]
}
