import { useMemo } from 'react'
import type { CameraRow } from '../../../electron/contract/views.ts'
import { camerasNear, type NearCamera } from '../../../electron/contract/wall.ts'
import { useView } from '../../client/hooks.ts'
import { useNear } from '../../client/map-place.ts'
import { useSelectedCase } from '../../client/selection.ts'

/** Cameras that are put on a screen together. */
export const BEST = 4

export interface NearCameras {
  /** The case that they were looked for; null for a point of the map. */
  readonly caseId: string | null
  /** The best first; empty where there is neither a point nor a selected case. */
  readonly cameras: readonly NearCamera<CameraRow>[]
}

/** The cameras near the point that was chosen on the map, else near the selected case. */
export function useNearCameras(): NearCameras {
  const point = useNear()
  const selected = useSelectedCase()
  const caseAt = useView({ view: 'case', caseId: selected ?? '-' }).view?.head.row?.at
  const cameras = useView({ view: 'cameras' }).view
  const [lng, lat] = point ?? caseAt ?? []
  const caseId = point ? null : selected
  return useMemo(() => {
    const rows = (cameras?.order ?? []).flatMap((id) => cameras?.rows[id] ?? [])
    return { caseId, cameras: lng === undefined || lat === undefined ? [] : camerasNear(rows, [lng, lat]) }
  }, [cameras, lng, lat, caseId])
}
