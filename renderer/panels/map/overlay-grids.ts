import type { GridRow } from '../../../electron/contract/views.ts'
import type { OverlayLook } from './overlay-look.ts'
import type { OverlayView } from './overlay.ts'

/** Zoom level from which a grid has room for its code. */
const CODE_ZOOM = 14

/** Draws the unit grids' boundaries; answers where their codes stand. */
export function drawGrids(ctx: CanvasRenderingContext2D, look: OverlayLook, view: OverlayView, grids: readonly GridRow[]): { readonly x: number; readonly y: number; readonly text: string }[] {
  if (grids.length === 0) return []
  const lines = new Path2D()
  for (const { ring } of grids) {
    ring.forEach((corner, i) => {
      const { x, y } = view.project(corner)
      if (i === 0) lines.moveTo(x, y)
      else lines.lineTo(x, y)
    })
  }
  ctx.save()
  const near = view.zoom >= CODE_ZOOM
  ctx.globalAlpha = near ? 0.9 : 0.55
  ctx.strokeStyle = look.quiet
  ctx.lineWidth = near ? 1.6 : 1
  // Boundaries run along roads: dashes tell them apart.
  if (near) ctx.setLineDash([7, 5])
  ctx.stroke(lines)
  ctx.restore()
  return view.zoom < CODE_ZOOM ? [] : grids.map(({ centre, code }) => ({ ...view.project(centre), text: code.slice(6) }))
}
