import type { Map as GlMap } from 'maplibre-gl'
import { useEffect, useState } from 'react'
import { lookNear, mapPlace, useNear } from '../../client/map-place.ts'
import { usePage } from '../../client/page.ts'
import { usePageKeys } from '../../ui/page.tsx'

/** What one press of an arrow moves the point by, CSS px of the map. */
const STEP = 24

/** The point whose cameras are looked for: a ring on the map, moved by the arrow keys. */
export function NearMark({ map }: { readonly map: GlMap }) {
  const near = useNear()
  const covered = usePage() !== null
  const [, setMoved] = useState(0)
  useEffect(() => {
    const moved = (): void => setMoved((n) => n + 1)
    map.on('move', moved)
    map.on('resize', moved)
    return () => {
      map.off('move', moved)
      map.off('resize', moved)
    }
  }, [map])
  if (!near) return null
  const { x, y } = map.project([near[0], near[1]])
  return (
    <>
      <span className="map-near" style={{ left: x, top: y }} />
      {!covered && <NearKeys map={map} />}
    </>
  )
}

/** Moves the point; the map follows when it leaves the picture. */
function step(map: GlMap, dx: number, dy: number): void {
  const { near } = mapPlace.getState()
  if (!near) return
  const from = map.project([near[0], near[1]])
  const { lng, lat } = map.unproject([from.x + dx * STEP, from.y + dy * STEP])
  lookNear([lng, lat])
  if (!map.getBounds().contains([lng, lat])) map.jumpTo({ center: [lng, lat] })
}

function NearKeys({ map }: { readonly map: GlMap }) {
  usePageKeys({
    ArrowLeft: () => step(map, -1, 0),
    ArrowRight: () => step(map, 1, 0),
    ArrowUp: () => step(map, 0, -1),
    ArrowDown: () => step(map, 0, 1),
  })
  return null
}
