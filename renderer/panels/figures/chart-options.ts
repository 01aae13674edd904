import type { ChartLook } from './chart-look.ts'
import type { ChartOption } from './echarts.ts'

export interface Bar {
  readonly name: string
  readonly value: number
  /** Part of the value that is overdue. */
  readonly overdue?: number
  /** What is usual, drawn as a frame around the bar. */
  readonly usual?: number | null
}

const words = (look: ChartLook) => ({ color: look.text, fontFamily: look.font, fontSize: look.textSize })

const axisOff = { axisLine: { show: false }, axisTick: { show: false } } as const

/** Frames of what is usual, over the bars of what is. */
const frames = (values: readonly (number | null)[], look: ChartLook, labelled: boolean) => ({
  type: 'bar' as const,
  barGap: '-100%',
  barCategoryGap: labelled ? '48%' : '22%',
  ...(labelled ? { barMaxWidth: look.textSize * 1.2 } : {}),
  silent: true,
  z: 3,
  data: values.map((value) => value ?? 0),
  itemStyle: { color: 'transparent', borderColor: look.quiet, borderWidth: Math.max(1, look.textSize / 9) },
})

/** 24 bars of a day, framed by what is usual; the hour that runs now is lighter, hours to come are empty. */
export function hourBars(counts: readonly number[], hourNow: number, look: ChartLook, usual: readonly number[] | null = null): ChartOption {
  return {
    animation: false,
    grid: { left: look.textSize * 0.5, right: look.textSize * 0.5, top: look.textSize * 1.6, bottom: look.textSize * 1.9 },
    xAxis: {
      type: 'category',
      data: counts.map((_, hour) => String(hour)),
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
      axisLabel: { ...words(look), interval: (index: number) => index % 3 === 0 },
    },
    yAxis: { type: 'value', show: false, max: ({ max }) => Math.max(4, max) },
    series: [
      {
        type: 'bar',
        barCategoryGap: '22%',
        data: counts.map((value, hour) => ({ value, itemStyle: { color: hour === hourNow ? look.now : look.bar }, label: { show: value > 0 } })),
        label: { position: 'top', distance: look.textSize * 0.2, ...words(look) },
      },
      ...(usual ? [frames(usual, look, false)] : []),
    ],
  }
}

/** Lying bars, the first on top, each with its number; an overdue part is red and named behind it. */
export function lyingBars(bars: readonly Bar[], look: ChartLook, numbers: (bar: Bar) => string): ChartOption {
  const most = Math.max(1, ...bars.map((bar) => Math.max(bar.value, bar.usual ?? 0)))
  /** The numbers stand behind whatever is longer, the bar or its frame. */
  const behindFrame = (bar: Bar): boolean => (bar.usual ?? 0) > bar.value
  const usual = bars.some((bar) => bar.usual !== undefined && bar.usual !== null) ? [{ ...frames(bars.map((bar) => bar.usual ?? null), look, true), data: bars.map((bar) => ({ value: bar.usual ?? 0, label: { show: behindFrame(bar), position: 'right' as const, formatter: numbers(bar), ...words(look) } })) }] : []
  const longest = Math.max(0, ...bars.map((bar) => numbers(bar).length))
  const stack = bars.some((bar) => bar.overdue !== undefined)
  const part = (value: (bar: Bar) => number, color: string, label: boolean) => ({
    type: 'bar' as const,
    stack: 'bar',
    barCategoryGap: '48%',
    barMaxWidth: look.textSize * 1.2,
    data: bars.map((bar) => ({ value: value(bar), label: { show: label && !behindFrame(bar) } })),
    itemStyle: { color },
    label: { show: label, position: 'right' as const, formatter: ({ dataIndex }: { readonly dataIndex: number }) => (bars[dataIndex] ? numbers(bars[dataIndex]) : ''), ...words(look) },
  })
  return {
    animation: false,
    grid: { left: look.textSize * 0.4, right: look.textSize * (longest * 0.62 + 0.8), top: 0, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, max: most },
    yAxis: { type: 'category', inverse: true, data: bars.map((bar) => bar.name), ...axisOff, axisLabel: { ...words(look), interval: 0, margin: look.textSize * 0.6, width: look.nameWidth, overflow: 'truncate' } },
    series: stack
      ? [part((bar) => bar.overdue ?? 0, look.alarm, false), part((bar) => bar.value - (bar.overdue ?? 0), look.bar, true)]
      : [part((bar) => bar.value, look.bar, true), ...usual],
  }
}
