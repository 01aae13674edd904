import { useEffect, useRef, useState } from 'react'
import { readChartLook, type ChartLook } from './chart-look.ts'
import { init, type ChartOption } from './echarts.ts'

type Chart = ReturnType<typeof init>

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
 * to waits for no chart.
 */
export function ChartView({ title, option, active }: { readonly title: string; readonly option: (look: ChartLook) => ChartOption; readonly active: boolean }) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const drawn = useRef(false)
  const [size, setSize] = useState('')
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
      if (host.current) chart.current?.setOption(option(readChartLook(host.current)), { notMerge: true })
    }, drawn.current ? AFTER_SWITCH : 0)
  }, [option, active, size])
  return (
    <figure className="figures-chart">
      <figcaption>{title}</figcaption>
      <div className="figures-canvas" ref={host} role="img" aria-label={title} />
    </figure>
  )
}
