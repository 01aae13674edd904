import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { WallFigure } from '../../../electron/contract/figure-cases.ts'
import { useFormat } from '../../ui/i18n.tsx'
import { readChartLook } from './chart-look.ts'
import { init } from './echarts.ts'
import type { BarPart, Chart } from './figure-charts.ts'

type Drawn = ReturnType<typeof init>

/** A chart that was drawn before stands on the screen already: what is new to it waits this long, so that a scene that is switched to is whole first, ms. */
const AFTER_SWITCH = 120

/** Runs after the next frame is on the screen, and `later` ms after that; returns the function that calls it off. */
function afterPaint(run: () => void, later: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(run, later)
    })
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/**
 * A chart that fills its place. `option` makes it from the look of the moment; while it is hidden it is
 * drawn once to be ready, and what came meanwhile is drawn right after it is shown again, so that a scene that is switched
 * to waits for no chart. Over each bar lies a button that leads to what it counts.
 */
export function ChartView({ title, lying, bars, option, parts, active, onFigure }: Chart & { readonly active: boolean; readonly onFigure: (figure: WallFigure) => void }) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<Drawn | null>(null)
  const drawn = useRef(false)
  const [size, setSize] = useState('')
  const [places, setPlaces] = useState<readonly CSSProperties[]>([])
  const format = useFormat()
  useEffect(() => {
    const element = host.current
    if (!element) return
    const made = init(element, null, { renderer: 'canvas' })
    chart.current = made
    const observer = new ResizeObserver(() => {
      made.resize({ animation: { duration: 0 } })
      setSize(`${element.clientWidth}×${element.clientHeight}`)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.current = null
      made.dispose()
    }
  }, [])
  useEffect(() => {
    if (!active && drawn.current) return
    return afterPaint(() => {
      drawn.current = true
      const [element, made] = [host.current, chart.current]
      if (!element || !made) return
      made.setOption(option(readChartLook(element)), { notMerge: true })
      setPlaces(parts.map((part) => placeOf(made, part, lying, bars)))
    }, drawn.current ? AFTER_SWITCH : 0)
  }, [option, parts, lying, bars, active, size])
  return (
    <figure className="figures-chart">
      <figcaption>{title}</figcaption>
      <div className="figures-drawing">
        <div className="figures-canvas" ref={host} role="img" aria-label={title} />
        {parts.map((part, i) => (
          <button key={JSON.stringify(part.figure)} type="button" className="figures-part figures-press" style={places[i]} title={part.words} aria-label={`${part.words} ${format.number(part.value)}`} onClick={() => onFigure(part.figure)} />
        ))}
      </div>
    </figure>
  )
}

/** Where a part of a bar lies in the drawing; the band of its bar from edge to edge where it has no bounds. Px. */
function placeOf(made: Drawn, { index, from, to }: BarPart, lying: boolean, bars: number): CSSProperties {
  const finder = lying ? { yAxisIndex: 0 } : { xAxisIndex: 0 }
  const centre = (i: number): number => Number(made.convertToPixel(finder, i))
  const band = bars > 1 ? Math.abs(centre(1) - centre(0)) : lying ? made.getHeight() : made.getWidth()
  const begin = centre(index) - band / 2
  if (!lying) return { left: begin, width: band, top: 0, bottom: 0 }
  const along = (value: number | undefined, edge: number): number => (value === undefined ? edge : Number(made.convertToPixel({ xAxisIndex: 0 }, value)))
  const left = along(from, 0)
  return { top: begin, height: band, left, width: Math.max(8, along(to, made.getWidth()) - left) }
}
