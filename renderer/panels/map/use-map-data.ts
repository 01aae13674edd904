import { useMemo } from 'react'
import type { CaseRow, MapRow, UnitRow } from '../../../electron/contract/views.ts'
import { useView, type View } from '../../client/hooks.ts'
import { useSelectedCamera, useSelectedCase } from '../../client/selection.ts'
import { useFormat, useLang } from '../../ui/i18n.tsx'
import { byWeight, headlineOf, severityOf, toneOf } from '../alerts/alert-words.ts'
import { markOf } from './overlay-alerts.ts'
import type { OverlayData } from './overlay.ts'
import type { Bounds } from './viewport.ts'

/** Nowhere: watches no case and no unit until the map says what it shows. */
const NOWHERE: Bounds = [0, 0, 0, 0]

/** Grids that are drawn at once. */
const MAX_GRIDS = 1_500

export interface MapData {
  readonly overlay: OverlayData
  readonly state: View<unknown>['state']
  readonly since: number | undefined
  /** Number of cases shown, if there are more than that. */
  readonly cappedAt: number | null
}

/** Everything that the map shows within `bounds`, the unit grids where they are wanted. */
export function useMapData(bounds: Bounds | null, withGrids: boolean): MapData {
  const format = useFormat()
  const { view, state, since } = useView({ view: 'map', bbox: [...(bounds ?? NOWHERE)] as [number, number, number, number] }, { keepPrevious: true })
  const floodPoints = useView({ view: 'catalog' }).view?.head.floodPoints
  const cameras = useView({ view: 'cameras' }).view
  const selectedId = useSelectedCase()
  const selectedCamera = useSelectedCamera()
  const chosen = useView({ view: 'case', caseId: selectedId ?? '-' }).view?.head.row ?? null
  const rows = view?.rows
  const split = useMemo(() => splitRows(Object.values(rows ?? {})), [rows])
  const cameraRows = useMemo(() => (cameras?.order ?? []).flatMap((id) => cameras?.rows[id] ?? []), [cameras])
  const alertView = useView({ view: 'alerts', bbox: [...(bounds ?? NOWHERE)] as [number, number, number, number] }, { keepPrevious: true }).view
  const gridView = useView({ view: 'grids', text: '', bbox: [...((withGrids ? bounds : null) ?? NOWHERE)] as [number, number, number, number], limit: MAX_GRIDS }, { keepPrevious: withGrids }).view
  const grids = useMemo(() => (withGrids ? (gridView?.order ?? []).flatMap((code) => gridView?.rows[code] ?? []) : []), [gridView, withGrids])
  const lang = useLang()
  const alerts = useMemo(
    () => byWeight((alertView?.order ?? []).flatMap((id) => alertView?.rows[id] ?? [])).map((row) => markOf(row, toneOf(severityOf(row)), severityOf(row) === 'Extreme', headlineOf(row, lang))),
    [alertView, lang],
  )
  const overlay = useMemo((): OverlayData => {
    const selected = selectedId === null ? null : (split.cases.find((row) => row.id === selectedId) ?? chosen)
    return {
      ...split,
      alerts,
      grids,
      cameras: cameraRows,
      floodPoints: floodPoints ?? [],
      selected,
      selectedCamera,
      selectedLabel: selected ? `${selected.number} ${format.name(selected.className, selected.classNameEn)}` : '',
      cameraName: (camera) => format.name(camera.name, camera.nameEn),
    }
  }, [split, alerts, grids, cameraRows, floodPoints, selectedId, selectedCamera, chosen, format])
  return { overlay, state, since, cappedAt: view?.head.capped ? view.head.cases : null }
}

function splitRows(rows: readonly MapRow[]): { cases: CaseRow[]; units: UnitRow[] } {
  const cases: CaseRow[] = []
  const units: UnitRow[] = []
  for (const row of rows) {
    if (row.what === 'case') cases.push(row.case)
    else units.push(row.unit)
  }
  return { cases, units }
}
