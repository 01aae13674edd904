import { type CSSProperties, memo, useMemo, useRef } from 'react'
import { RANK } from '../../../electron/contract/media.ts'
import { useView } from '../../client/hooks.ts'
import type { MediaClient } from '../../client/media/media-client.ts'
import { usePictureViews } from '../../client/media/picture-views.ts'
import { type TileRect, gridTiles } from './grid-layout.ts'
import { type CoveredCameras, coveredOf } from './use-covered.ts'
import { useAlarmCameras } from './use-alarm-cameras.ts'
import { type TileText, type Translate, soundText, tileText } from './tile-text.ts'
import { usePictureHand } from './use-picture-hand.ts'
import { useDeviceSize, useMediaCanvas, useRecent, useTileFacts } from './use-media.ts'
import './cameras.css'

export type GridCamera = { readonly id: string; readonly name: string }

/** Gap between tiles in CSS pixels. */
const GAP = 3

export type CameraGridProps = {
  readonly client: MediaClient
  /** Row by row; what doesn't fit into columns × rows is not shown. */
  readonly cameras: readonly GridCamera[]
  readonly columns: number
  readonly rows: number
  readonly selectedId: string | null
  readonly onSelect: (id: string) => void
  readonly t: Translate
  /** What of the pictures must not be seen in this window. */
  readonly covered: CoveredCameras
  /** False while the grid is out of sight: connections are held, nothing is decoded. */
  readonly active?: boolean
  readonly onOpen?: (id: string) => void
}

/** Live cameras in an aligned grid: one canvas below, each tile's words above it. */
export function CameraGrid({ client, cameras, columns, rows, selectedId, onSelect, t, covered, active = true, onOpen }: CameraGridProps) {
  const host = useRef<HTMLDivElement>(null)
  const size = useDeviceSize(host)
  const { facts, now } = useTileFacts(client)
  const dpr = window.devicePixelRatio
  const shown = useMemo(() => cameras.slice(0, columns * rows), [cameras, columns, rows])
  const places = useMemo(() => (size ? gridTiles(size, columns, rows, Math.round(GAP * dpr)) : []), [size, columns, rows, dpr])
  const recent = useRecent(selectedId)
  const alarms = useAlarmCameras()
  const registered = useView({ view: 'cameras' }).view?.rows
  const views = usePictureViews()
  const tiles = useMemo(
    () => shown.flatMap(({ id }, i) => (places[i] ? [{ cameraId: id, ...places[i], priority: rankOf(id, selectedId, alarms, recent), view: views.get(id), covered: coveredOf(covered, id), device: registered?.[id]?.device ?? undefined }] : [])),
    [shown, places, selectedId, alarms, recent, views, covered, registered],
  )
  useMediaCanvas(client, host, size, tiles, active)
  return (
    <div className="cameras" ref={host} role="group" aria-label={t('cameras.grid')}>
      {shown.map((camera, i) => {
        const place = places[i]
        if (!place) return null
        const known = facts.get(camera.id)
        const text = tileText(known, now, t)
        return (
          <CameraTile key={camera.id} id={camera.id} name={camera.name} place={place} dpr={dpr} {...text} sound={soundText(known?.sound, t)} width={known?.width ?? 0} height={known?.height ?? 0} level={views.get(camera.id)?.level ?? 1} selected={camera.id === selectedId} onSelect={onSelect} onOpen={onOpen} label={t('cameras.tile', { name: camera.name, state: text.mark ?? text.replay ?? t('cameras.live') })} />
        )
      })}
    </div>
  )
}

function rankOf(id: string, selectedId: string | null, alarms: ReadonlySet<string>, recent: readonly string[]): number {
  if (id === selectedId) return RANK.selected
  if (alarms.has(id)) return RANK.alarm
  return recent.includes(id) ? RANK.recent : RANK.rest
}

type CameraTileProps = TileText & {
  readonly id: string
  readonly name: string
  readonly place: TileRect
  readonly dpr: number
  /** The camera's own picture, pixels; 0 before it is known. */
  readonly width: number
  readonly height: number
  /** How many times the picture is enlarged. */
  readonly level: number
  readonly selected: boolean
  /** Empty where it is not heard. */
  readonly sound: string
  readonly label: string
  readonly onSelect: (id: string) => void
  readonly onOpen: ((id: string) => void) | undefined
}

const CameraTile = memo(function CameraTile({ id, name, place, dpr, look, tone, age, fps, mark, flaw, replay, sound, width, height, level, selected, label, onSelect, onOpen }: CameraTileProps) {
  const hand = usePictureHand(id, width, height, level > 1)
  return (
    <button type="button" className="cameras-tile" data-enlarged={level > 1} {...hand} style={placed(place, dpr)} data-camera={id} data-look={look} data-tone={tone} aria-pressed={selected} aria-label={label} onClick={() => onSelect(id)} onDoubleClick={() => onOpen?.(id)}>
      {replay !== null && <span className="cameras-replay">{replay}</span>}
      {level > 1 && <span className="cameras-level">{`${level.toFixed(1)}×`}</span>}
      {mark !== null && (
        <span className="cameras-mark">
          <span className="cameras-mark-text">{mark}</span>
        </span>
      )}
      <span className="cameras-strip">
        <span className="cameras-name" title={name}>{name}</span>
        {sound !== '' && <span className="cameras-sound">{sound}</span>}
        {flaw !== '' && <span className="cameras-flaw">{flaw}</span>}
        {fps !== '' && <span className="cameras-figure cameras-rate">{fps}</span>}
        <span className="cameras-figure">{age}</span>
      </span>
    </button>
  )
})

const placed = (place: TileRect, dpr: number): CSSProperties => ({ left: place.x / dpr, top: place.y / dpr, width: place.width / dpr, height: place.height / dpr })
