import type { AlertRow } from '../../../electron/contract/alert.ts'
import type { Position } from '../../../electron/contract/case-terms.ts'
import type { OverlayLook } from './overlay-look.ts'
import type { OverlayView } from './overlay.ts'

/** An alert as the map draws it: its areas, and what is written beside them. */
export interface AlertMark {
  readonly id: string
  readonly tone: 'alarm' | 'warn' | 'plain'
  readonly extreme: boolean
  readonly label: string
  readonly polygons: readonly (readonly Position[])[]
  readonly circles: readonly { readonly centre: Position; readonly radiusKm: number }[]
}

/** The areas of all blocks of an alert, each once: languages repeat them. */
export function markOf(row: AlertRow, tone: AlertMark['tone'], extreme: boolean, label: string): AlertMark {
  const areas = row.infos.flatMap((info) => info.areas)
  const once = <T>(all: readonly T[]): T[] => [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]
  return { id: row.id, tone, extreme, label, polygons: once(areas.flatMap((area) => area.polygons)), circles: once(areas.flatMap((area) => area.circles)) }
}

const KM_PER_DEGREE = 111.32

const radiusOf = (view: OverlayView, centre: Position, radiusKm: number): number => {
  const [middle, edge] = [view.project(centre), view.project([centre[0], Math.min(89.9, centre[1] + radiusKm / KM_PER_DEGREE)])]
  return Math.hypot(edge.x - middle.x, edge.y - middle.y)
}

/** The outline of an alert on the screen. */
function outline({ polygons, circles }: AlertMark, view: OverlayView): Path2D {
  const path = new Path2D()
  for (const ring of polygons) {
    ring.forEach((at, i) => {
      const { x, y } = view.project(at)
      if (i === 0) path.moveTo(x, y)
      else path.lineTo(x, y)
    })
    path.closePath()
  }
  for (const { centre, radiusKm } of circles) {
    const { x, y } = view.project(centre)
    const radius = Math.max(3, radiusOf(view, centre, radiusKm))
    path.moveTo(x + radius, y)
    path.arc(x, y, radius, 0, 2 * Math.PI)
  }
  return path
}

/** Where the label stands: above the highest point that is in sight. */
function labelAt({ polygons, circles }: AlertMark, view: OverlayView): { readonly x: number; readonly y: number } | null {
  const points = [...polygons.flat().map((at) => view.project(at)), ...circles.map(({ centre, radiusKm }) => {
    const { x, y } = view.project(centre)
    return { x, y: y - radiusOf(view, centre, radiusKm) }
  })]
  const [first] = points
  if (!first) return null
  const top = points.reduce((best, point) => (point.y < best.y ? point : best), first)
  if (Math.max(...points.map((p) => p.y)) < 0 || Math.max(...points.map((p) => p.x)) < 0 || Math.min(...points.map((p) => p.x)) > view.width || top.y > view.height) return null
  return { x: Math.min(view.width - 40, Math.max(8, top.x)), y: Math.max(12, top.y) }
}

/** Draws the areas of alerts below everything else, and answers their labels. */
export function drawAlerts(ctx: CanvasRenderingContext2D, look: OverlayLook, view: OverlayView, alerts: readonly AlertMark[]): { readonly x: number; readonly y: number; readonly text: string; readonly colour: string }[] {
  return alerts.toReversed().flatMap((mark) => {
    const colour = mark.tone === 'alarm' ? look.alarm : mark.tone === 'warn' ? look.warn : look.accent
    const path = outline(mark, view)
    ctx.save()
    ctx.globalAlpha = 0.12
    ctx.fillStyle = colour
    ctx.fill(path)
    ctx.globalAlpha = 1
    ctx.strokeStyle = colour
    ctx.lineWidth = look.dot * (mark.extreme ? 0.9 : 0.5)
    ctx.setLineDash(mark.tone === 'plain' ? [look.dot * 2, look.dot] : [])
    ctx.stroke(path)
    ctx.restore()
    const at = labelAt(mark, view)
    return at ? [{ ...at, text: mark.label, colour }] : []
  })
}

/** The alert whose area lies under a point: the worst of them. `ctx` is any canvas that paths can be asked on. */
export const alertAt = (ctx: CanvasRenderingContext2D, view: OverlayView, alerts: readonly AlertMark[], x: number, y: number): AlertMark | null =>
  alerts.find((mark) => ctx.isPointInPath(outline(mark, view), x, y)) ?? null
