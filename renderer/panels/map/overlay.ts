import type { ClockReading, ClockState, FloodPoint, Position } from '../../../electron/contract/case-terms.ts'
import type { CameraRow, CaseRow, GridRow, UnitRow } from '../../../electron/contract/views.ts'
import { readClockAt } from '../../client/clock.ts'
import { alertAt, drawAlerts, type AlertMark } from './overlay-alerts.ts'
import { drawGrids } from './overlay-grids.ts'
import { LabelRoom } from './label-room.ts'
import type { OverlayLook } from './overlay-look.ts'
import { drawCamera, drawCase, drawFloodPoint, drawSelected, drawUnit } from './overlay-symbols.ts'

/** Everything on the map that is not ground. */
export interface OverlayData {
  /** Alerts in force, the worst first. */
  readonly alerts: readonly AlertMark[]
  /** Unit grids in sight, where they are wanted. */
  readonly grids: readonly GridRow[]
  readonly cases: readonly CaseRow[]
  readonly units: readonly UnitRow[]
  readonly cameras: readonly CameraRow[]
  readonly floodPoints: readonly FloodPoint[]
  readonly selected: CaseRow | null
  readonly selectedCamera: string | null
  /** Label of the selected case. */
  readonly selectedLabel: string
  readonly cameraName: (camera: CameraRow) => string
}

export const NOTHING: OverlayData = {
  alerts: [], grids: [], cases: [], units: [], cameras: [], floodPoints: [], selected: null, selectedCamera: null, selectedLabel: '', cameraName: (camera) => camera.name,
}

/** How positions become places on the screen, CSS px. */
export interface OverlayView {
  readonly width: number
  readonly height: number
  /** As the map's zoom, less what comes from a large screen alone. */
  readonly zoom: number
  readonly project: (at: Position) => { readonly x: number; readonly y: number }
}

/** Zoom levels from which details are worth their room. */
const ZOOM = { floodPoints: 12.5, cameras: 13, unitNames: 13, cameraNames: 14 } as const

/** A unit that was not heard of for this long is drawn as old, ms. */
const UNIT_OLD = 120_000

/** Symbols this far outside are still drawn, px: their rims reach in. */
const RIM = 40

export const stateOf = (clock: ClockReading | null, now: number): ClockState | null => (clock ? readClockAt(clock, now).state : null)

/** Later is drawn above: what needs a hand must not hide below what doesn't. */
const rank = (state: ClockState | null): number => (state === 'overdue' ? 2 : state === 'warn' ? 1 : 0)

/** Draws everything once, ground excepted. `ctx` is scaled to CSS px and cleared here. */
export function drawOverlay(ctx: CanvasRenderingContext2D, look: OverlayLook, view: OverlayView, data: OverlayData, now: number): void {
  ctx.clearRect(0, 0, view.width, view.height)
  ctx.font = `500 ${look.textSize}px ${look.font}`
  ctx.textBaseline = 'middle'
  ctx.lineJoin = 'round'
  const labels: Label[] = []
  const seen = <T>(rows: readonly T[], at: (row: T) => Position): { row: T; x: number; y: number }[] =>
    rows.flatMap((row) => {
      const { x, y } = view.project(at(row))
      return x < -RIM || y < -RIM || x > view.width + RIM || y > view.height + RIM ? [] : [{ row, x, y }]
    })

  for (const at of drawGrids(ctx, look, view, data.grids)) labels.push({ ...at, quiet: true })
  const alerts = drawAlerts(ctx, look, view, data.alerts)
  if (view.zoom >= ZOOM.floodPoints) for (const { x, y } of seen(data.floodPoints, (point) => point.at)) drawFloodPoint(ctx, look, x, y)
  if (view.zoom >= ZOOM.cameras) {
    for (const { row, x, y } of seen(data.cameras, (camera) => camera.at)) {
      drawCamera(ctx, look, x, y, row.bearing, row.id === data.selectedCamera)
      if (view.zoom >= ZOOM.cameraNames) labels.push({ x: x + look.dot * 3, y, text: data.cameraName(row), quiet: true })
    }
  }
  for (const { row, x, y } of seen(data.units, (unit) => unit.at)) {
    drawUnit(ctx, look, x, y, row.kind, row.heading, now - row.seenAt > UNIT_OLD)
    if (view.zoom >= ZOOM.unitNames) labels.push({ x: x + look.dot * 2.4, y, text: row.name, quiet: true })
  }
  const cases = seen(data.cases, (row) => row.at).map((mark) => ({ ...mark, state: stateOf(mark.row.clock, now) }))
  cases.sort((a, b) => rank(a.state) - rank(b.state))
  for (const { x, y, state } of cases) drawCase(ctx, look, x, y, state)
  drawLabels(ctx, look, view, drawChosen(ctx, look, view, data, now), [...alerts.toReversed().map((each) => ({ ...each, quiet: true })), ...labels])
}

interface Label {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly quiet: boolean
  /** Of an alert: that of its severity. */
  readonly colour?: string
}

function drawChosen(ctx: CanvasRenderingContext2D, look: OverlayLook, view: OverlayView, data: OverlayData, now: number): Label | null {
  if (!data.selected) return null
  const { x, y } = view.project(data.selected.at)
  drawCase(ctx, look, x, y, stateOf(data.selected.clock, now))
  drawSelected(ctx, look, x, y)
  return { x: x + look.dot * 6, y, text: data.selectedLabel, quiet: false }
}

function drawLabels(ctx: CanvasRenderingContext2D, look: OverlayLook, view: OverlayView, chosen: Label | null, labels: readonly Label[]): void {
  const room = new LabelRoom()
  const height = look.textSize * 1.3
  const write = (label: Label): void => {
    const width = ctx.measureText(label.text).width
    const over = label.x + width + look.textSize > view.width
    const x = over ? label.x - width - (label.quiet ? look.dot * 6 : look.dot * 12) : label.x
    if (!room.take(x - 2, label.y - height / 2, width + 4, height)) return
    if (!label.quiet) plate(ctx, look, x, label.y, width)
    else {
      ctx.lineWidth = look.textSize * 0.22
      ctx.strokeStyle = look.ground
      ctx.strokeText(label.text, x, label.y)
    }
    ctx.fillStyle = label.colour ?? (label.quiet ? look.quiet : look.text)
    ctx.fillText(label.text, x, label.y)
  }
  if (chosen && chosen.text) write(chosen)
  for (const label of labels) write(label)
}

function plate(ctx: CanvasRenderingContext2D, look: OverlayLook, x: number, y: number, width: number): void {
  const [padX, padY] = [look.textSize * 0.45, look.textSize * 0.85]
  ctx.fillStyle = look.ground
  ctx.strokeStyle = look.accent
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.roundRect(x - padX, y - padY, width + 2 * padX, 2 * padY, look.textSize * 0.2)
  ctx.fill()
  ctx.stroke()
}

export type Hit = { readonly case: CaseRow } | { readonly camera: CameraRow } | { readonly unit: UnitRow } | { readonly alert: AlertMark }

/** Paths are asked on a canvas that is never seen. */
let asked: CanvasRenderingContext2D | null | undefined
const askedOn = (): CanvasRenderingContext2D | null => (asked ??= document.createElement('canvas').getContext('2d'))

/** What lies under a point: within `reach` px the nearest case, else the nearest camera, else the nearest unit; else the alert in whose area it is. */
export function hit(view: OverlayView, data: OverlayData, x: number, y: number, reach: number): Hit | null {
  const nearest = <T extends { readonly at: Position }>(rows: readonly T[]): T | null => {
    let [best, least]: [T | null, number] = [null, reach]
    for (const row of rows) {
      const place = view.project(row.at)
      const distance = Math.hypot(place.x - x, place.y - y)
      if (distance <= least) [best, least] = [row, distance]
    }
    return best
  }
  const found = nearest(data.cases)
  if (found) return { case: found }
  const camera = view.zoom >= ZOOM.cameras ? nearest(data.cameras) : null
  if (camera) return { camera }
  const unit = nearest(data.units)
  if (unit) return { unit }
  const ctx = askedOn()
  const alert = ctx && data.alerts.length > 0 ? alertAt(ctx, view, data.alerts, x, y) : null
  return alert ? { alert } : null
}
