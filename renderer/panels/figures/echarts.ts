import { BarChart, type BarSeriesOption } from 'echarts/charts'
import { GridComponent, type GridComponentOption } from 'echarts/components'
import { type ComposeOption, init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

register([BarChart, GridComponent, CanvasRenderer])

/** What the figures need of ECharts, and no more of it in the bundle. */
export { init }
export type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption>
