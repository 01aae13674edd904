import { useRef, useState, type PointerEvent } from 'react'
import type { PrivacyZone } from '../../../electron/contract/camera-registry.ts'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import { moved, rectangle, withCorner, withEdgeCorner } from './zone-draft.ts'

interface Props {
  readonly zones: readonly PrivacyZone[]
  readonly chosen: number
  readonly onChoose: (zone: number) => void
  readonly onChange: (zones: readonly PrivacyZone[], chosen: number) => void
}

type Held = { readonly from: readonly [number, number]; readonly zone: number; readonly corner: number | null; readonly before: readonly PrivacyZone[] }

/** The zones over a picture: a drag on bare picture makes one, a drag on one moves it, on a corner that corner; on the middle of an edge it adds a corner. */
export function ZoneCanvas({ zones, chosen, onChoose, onChange }: Props) {
  const t = useT(locale)
  const host = useRef<SVGSVGElement>(null)
  const [held, setHeld] = useState<Held | null>(null)
  const [drawn, setDrawn] = useState<readonly (readonly [number, number])[] | undefined>(undefined)
  const place = (event: PointerEvent): [number, number] => {
    const box = host.current?.getBoundingClientRect()
    return box ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0, 0]
  }
  const take = (zone: number, corner: number | null, of: readonly PrivacyZone[] = zones) => (event: PointerEvent): void => {
    event.stopPropagation()
    host.current?.setPointerCapture(event.pointerId)
    if (zone >= 0) onChoose(zone)
    setHeld({ from: place(event), zone, corner, before: of })
  }
  const split = (edge: number) => (event: PointerEvent): void => {
    const next = zones.map((zone, i) => (i === chosen ? withEdgeCorner(zone, edge) : zone))
    onChange(next, chosen)
    take(chosen, edge + 1, next)(event)
  }
  const drag = (event: PointerEvent): void => {
    if (!held) return
    const to = place(event)
    if (held.zone < 0) return setDrawn(rectangle(held.from, to))
    const [dx, dy] = [to[0] - held.from[0], to[1] - held.from[1]]
    onChange(held.before.map((zone, i) => (i !== held.zone ? zone : held.corner === null ? moved(zone, dx, dy) : withCorner(zone, held.corner, to))), held.zone)
  }
  const drop = (event: PointerEvent): void => {
    const points = held && held.zone < 0 ? rectangle(held.from, place(event)) : undefined
    if (points && zones.length < 16) onChange([...zones, { points, sees: [] }], zones.length)
    setHeld(null)
    setDrawn(undefined)
  }
  const corners = zones[chosen]?.points ?? []
  const text = (points: readonly (readonly [number, number])[]): string => points.map(([x, y]) => `${x},${y}`).join(' ')
  return (
    <div className="zone-canvas">
      <svg ref={host} viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={t('zones.title', { name: '' })} onPointerDown={take(-1, null)} onPointerMove={drag} onPointerUp={drop} onPointerCancel={() => setHeld(null)}>
        {zones.map(({ points }, i) => (
          <polygon key={i} points={text(points)} data-chosen={i === chosen} onPointerDown={take(i, null)} />
        ))}
        {drawn && <polygon points={text(drawn)} data-chosen />}
      </svg>
      {corners.map(([x, y], i) => {
        const [nx, ny] = corners[(i + 1) % corners.length] ?? [x, y]
        return [
          <span key={`c${i}`} className="zone-corner" style={{ left: `${x * 100}%`, top: `${y * 100}%` }} onPointerDown={take(chosen, i)} />,
          <span key={`e${i}`} className="zone-edge" style={{ left: `${((x + nx) / 2) * 100}%`, top: `${((y + ny) / 2) * 100}%` }} onPointerDown={split(i)} />,
        ]
      })}
    </div>
  )
}
