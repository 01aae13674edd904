import type { ClockState } from '../../../electron/contract/case-terms.ts'
import type { UnitRow } from '../../../electron/contract/views.ts'
import type { OverlayLook } from './overlay-look.ts'

type Ctx = CanvasRenderingContext2D

const RADIANS = Math.PI / 180

function circle(ctx: Ctx, x: number, y: number, radius: number): void {
  ctx.beginPath()
  ctx.arc(x, y, radius, 0, 2 * Math.PI)
}

/** A case: a calm dot, larger and amber before its limit, red with a ring after it. */
export function drawCase(ctx: Ctx, look: OverlayLook, x: number, y: number, state: ClockState | null): void {
  const late = state === 'overdue'
  const radius = late ? look.dot * 1.35 : state === 'warn' ? look.dot * 1.2 : look.dot
  ctx.lineWidth = Math.max(1, look.dot * 0.3)
  ctx.strokeStyle = look.ground
  ctx.fillStyle = late ? look.alarm : state === 'warn' ? look.warn : look.quiet
  circle(ctx, x, y, radius)
  ctx.fill()
  ctx.stroke()
  if (!late) return
  ctx.strokeStyle = look.alarm
  circle(ctx, x, y, radius + look.dot * 0.9)
  ctx.stroke()
}

/** The mark round the selected case; stands out from every state's colour by form and size. */
export function drawSelected(ctx: Ctx, look: OverlayLook, x: number, y: number): void {
  const radius = look.dot * 3.4
  ctx.lineWidth = look.dot * 1.3
  ctx.strokeStyle = look.ground
  circle(ctx, x, y, radius)
  ctx.stroke()
  ctx.lineWidth = look.dot * 0.75
  ctx.strokeStyle = look.accent
  circle(ctx, x, y, radius)
  ctx.stroke()
  for (let quarter = 0; quarter < 4; quarter++) {
    const [dx, dy] = [Math.cos((quarter * Math.PI) / 2), Math.sin((quarter * Math.PI) / 2)]
    ctx.beginPath()
    ctx.moveTo(x + dx * radius, y + dy * radius)
    ctx.lineTo(x + dx * radius * 1.5, y + dy * radius * 1.5)
    ctx.stroke()
  }
}

/** Corners of a unit's sign, in units of its size, pointing up. */
const SIGNS: Readonly<Record<Exclude<UnitRow['kind'], 'collector'>, readonly (readonly [number, number])[]>> = {
  patrol: [[0, -1.25], [0.95, 0.95], [0, 0.5], [-0.95, 0.95]],
  crew: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  sanitation: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
}

/** A field unit, hollow and without colour. `old`: it has not been heard of lately. */
export function drawUnit(ctx: Ctx, look: OverlayLook, x: number, y: number, kind: UnitRow['kind'], heading: number, old: boolean): void {
  const size = look.dot * 1.25
  ctx.save()
  ctx.translate(x, y)
  ctx.globalAlpha = old ? 0.45 : 1
  ctx.lineWidth = Math.max(1.2, look.dot * 0.42)
  ctx.strokeStyle = look.text
  ctx.fillStyle = look.ground
  ctx.beginPath()
  if (kind === 'collector') ctx.arc(0, 0, size * 0.85, 0, 2 * Math.PI)
  else {
    if (kind === 'patrol') ctx.rotate(heading * RADIANS)
    SIGNS[kind].forEach(([cx, cy], i) => (i === 0 ? ctx.moveTo(cx * size, cy * size) : ctx.lineTo(cx * size, cy * size)))
    ctx.closePath()
  }
  ctx.fill()
  ctx.stroke()
  ctx.restore()
}

/** A camera and the sector that it looks into; `bearing` in degrees clockwise from north. */
export function drawCamera(ctx: Ctx, look: OverlayLook, x: number, y: number, bearing: number, selected: boolean): void {
  const size = look.dot * 1.5
  ctx.save()
  ctx.translate(x, y)
  ctx.rotate((bearing - 90) * RADIANS)
  ctx.fillStyle = selected ? look.accent : look.quiet
  ctx.globalAlpha = 0.28
  ctx.beginPath()
  ctx.moveTo(0, 0)
  ctx.arc(0, 0, size * 5, -30 * RADIANS, 30 * RADIANS)
  ctx.closePath()
  ctx.fill()
  ctx.globalAlpha = 1
  ctx.strokeStyle = look.ground
  ctx.lineWidth = 1
  ctx.fillStyle = selected ? look.accent : look.text
  ctx.beginPath()
  ctx.roundRect(-size, -size * 0.7, size * 1.5, size * 1.4, size * 0.25)
  ctx.moveTo(size * 0.5, 0)
  ctx.lineTo(size * 1.2, -size * 0.6)
  ctx.lineTo(size * 1.2, size * 0.6)
  ctx.closePath()
  ctx.fill()
  ctx.stroke()
  ctx.restore()
}

/** A low-lying point that floods: a hollow drop. */
export function drawFloodPoint(ctx: Ctx, look: OverlayLook, x: number, y: number): void {
  const size = look.dot * 0.95
  ctx.lineWidth = Math.max(1, look.dot * 0.3)
  ctx.strokeStyle = look.quiet
  ctx.fillStyle = look.ground
  ctx.beginPath()
  ctx.moveTo(x, y - size * 1.7)
  ctx.bezierCurveTo(x + size * 1.5, y - size * 0.1, x + size, y + size, x, y + size)
  ctx.bezierCurveTo(x - size, y + size, x - size * 1.5, y - size * 0.1, x, y - size * 1.7)
  ctx.fill()
  ctx.stroke()
}
