import { useEffect, useRef } from 'react'
import { useLang, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import { readLook, type OverlayLook } from './overlay-look.ts'
import { drawCase, drawSelected, drawUnit } from './overlay-symbols.ts'

type Draw = (ctx: CanvasRenderingContext2D, look: OverlayLook, x: number, y: number) => void

const ROWS = [
  { key: 'legend.case', draw: (ctx, look, x, y) => drawCase(ctx, look, x, y, 'running') },
  { key: 'legend.warn', draw: (ctx, look, x, y) => drawCase(ctx, look, x, y, 'warn') },
  { key: 'legend.overdue', draw: (ctx, look, x, y) => drawCase(ctx, look, x, y, 'overdue') },
  { key: 'unit.collector', draw: (ctx, look, x, y) => drawUnit(ctx, look, x, y, 'collector', 0, false) },
  { key: 'unit.patrol', draw: (ctx, look, x, y) => drawUnit(ctx, look, x, y, 'patrol', 0, false) },
  { key: 'unit.crew', draw: (ctx, look, x, y) => drawUnit(ctx, look, x, y, 'crew', 0, false) },
  { key: 'unit.sanitation', draw: (ctx, look, x, y) => drawUnit(ctx, look, x, y, 'sanitation', 0, false) },
  { key: 'legend.selected', draw: (ctx, look, x, y) => drawSelected(ctx, look, x, y) },
] as const satisfies readonly { key: keyof typeof locale.zh; draw: Draw }[]

/** What the signs of the wall's map mean, drawn by the same hand. */
export function Legend() {
  const t = useT(locale)
  return (
    <ul className="map-legend">
      {ROWS.map(({ key, draw }) => (
        <li key={key}>
          <Sign draw={draw} />
          {t(key)}
        </li>
      ))}
    </ul>
  )
}

function Sign({ draw }: { readonly draw: Draw }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const lang = useLang()
  useEffect(() => {
    const element = canvas.current
    const ctx = element?.getContext('2d')
    if (!element || !ctx) return
    const scale = window.devicePixelRatio
    const [width, height] = [element.clientWidth, element.clientHeight]
    Object.assign(element, { width: Math.round(width * scale), height: Math.round(height * scale) })
    ctx.setTransform(scale, 0, 0, scale, 0, 0)
    const look = readLook(element, true)
    draw(ctx, { ...look, dot: Math.min(look.dot, height / 6.8) * (draw === ROWS[7].draw ? 0.6 : 1) }, width / 2, height / 2)
  }, [draw, lang])
  return <canvas className="map-sign" ref={canvas} />
}
