import { useEffect, useMemo, useState, type CSSProperties } from 'react'
import type { CamerasNode, TileCameras } from '../../electron/contract/wall.ts'
import { useView } from '../client/hooks.ts'
import { media } from '../client/media-link.ts'
import { selectCamera, useSelectedCamera, useSelectedCase } from '../client/selection.ts'
import type { PanelPart } from '../layout/span-leaf.tsx'
import { CameraGrid, type GridCamera } from '../panels/cameras/camera-grid.tsx'
import { en, zh } from '../panels/cameras/locale.ts'
import { useCoveredOnWall } from '../panels/cameras/use-covered.ts'
import { defineLocale, useFormat, useT } from '../ui/i18n.tsx'
import { setShownCameras } from './picture-facts.ts'
import { camerasOfPanel, withTiles } from './wall-camera-page.ts'

const words = defineLocale({ zh, en })

export interface WallCamerasProps {
  readonly panel: CamerasNode
  readonly display: number
  readonly active: boolean
  /** Number of the first tile among those of the scene. */
  readonly firstTile: number
  /** Cameras that a salvo put on tiles of the scene. */
  readonly tiles: TileCameras
  /** The part that is on this display, where the panel spans several. */
  readonly part: PanelPart | null
}

const NOBODY: readonly GridCamera[] = []

/** The cameras of a panel, each tile with its name and age; of a panel that spans displays the tiles on this one. */
export function WallCameras({ panel, display, active, firstTile, tiles, part }: WallCamerasProps) {
  const t = useT(words)
  const format = useFormat()
  const { columns, rows, source } = panel
  const view = useView({ view: 'cameras' }).view
  const caseId = useSelectedCase()
  const near = source.by === 'near-case'
  const [lng, lat] = useView({ view: 'case', caseId: near && caseId !== null ? caseId : '-' }).view?.head.row?.at ?? []
  const selected = useSelectedCamera()
  const cut = useMemo(() => cutOf(columns, rows, part), [columns, rows, part])
  const cameras = useMemo(() => {
    const all = (view?.order ?? []).flatMap((id) => view?.rows[id] ?? [])
    if (all.length === 0) return NOBODY
    const size = columns * rows
    const ids = withTiles(camerasOfPanel(all, { source, size, display, caseAt: lng === undefined || lat === undefined ? null : [lng, lat] }), tiles, firstTile, size)
    return cut.numbers.flatMap((number): GridCamera[] => {
      const camera = view?.rows[ids[number] ?? '']
      return camera ? [{ id: camera.id, name: format.name(camera.name, camera.nameEn) }] : []
    })
  }, [view, columns, rows, source, display, lng, lat, tiles, firstTile, cut, format])
  const covered = useCoveredOnWall()
  const live = useAfterPaint(active)
  useEffect(() => (active ? setShownCameras(cameras.map(({ id }) => id)) : undefined), [cameras, active])
  return (
    <div className="wall-cameras" style={cut.style}>
      <CameraGrid client={media} cameras={cameras} columns={cut.columns} rows={cut.rows} selectedId={selected} onSelect={selectCamera} covered={covered} t={t} active={live} />
    </div>
  )
}

/**
 * True once the first frame of what became active is on the screen: the canvas still has the last pictures, and
 * the decoders of all windows that are switched at once would hold that frame back.
 */
function useAfterPaint(active: boolean): boolean {
  const [painted, setPainted] = useState(active)
  useEffect(() => {
    if (!active) return setPainted(false)
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setPainted(true))
    })
    return () => cancelAnimationFrame(frame)
  }, [active])
  return active && painted
}

interface Cut {
  readonly columns: number
  readonly rows: number
  /** Numbers of the tiles, row by row. */
  readonly numbers: readonly number[]
  readonly style: CSSProperties
}

/** The columns and rows of tiles of which some is in the part. */
export function cutOf(columns: number, rows: number, part: PanelPart | null): Cut {
  const span = (from: number, to: number, count: number): readonly [number, number] => [Math.floor(from * count + 1e-6), Math.ceil(to * count - 1e-6)]
  const [left, right] = span(part?.left ?? 0, part?.right ?? 1, columns)
  const [top, bottom] = span(part?.top ?? 0, part?.bottom ?? 1, rows)
  const numbers = Array.from({ length: bottom - top }, (_, r) => Array.from({ length: right - left }, (__, c) => (top + r) * columns + left + c)).flat()
  const percent = (n: number): string => `${n * 100}%`
  return {
    columns: right - left,
    rows: bottom - top,
    numbers,
    style: { left: percent(left / columns), top: percent(top / rows), width: percent((right - left) / columns), height: percent((bottom - top) / rows) },
  }
}
