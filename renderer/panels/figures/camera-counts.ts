import { useEffect, useMemo, useState } from 'react'
import { CAMERA_STATES, type CameraState } from '../../../electron/contract/figure-cases.ts'
import type { CameraHealth, MediaHealth } from '../../../electron/contract/media.ts'
import type { CameraRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { media } from '../../client/media-link.ts'

export type CamerasByState = Readonly<Record<CameraState, readonly CameraRow[]>>

/** All cameras by how they fare, while `watching`. */
export function useCamerasByState(watching: boolean): CamerasByState {
  const view = useView({ view: 'cameras' }).view
  const [health, setHealth] = useState<MediaHealth | null>(null)
  useEffect(() => (watching ? media.onHealth(setHealth) : undefined), [watching])
  return useMemo(() => {
    const cameras = (view?.order ?? []).flatMap((id) => view?.rows[id] ?? [])
    return camerasByState(cameras, health?.cameras ?? [])
  }, [view, health])
}

/** Puts each camera with those that fare like it; those that media does not name are not open. */
export function camerasByState(cameras: readonly CameraRow[], health: MediaHealth['cameras']): CamerasByState {
  const byId = new Map(health.map((each) => [each.cameraId, each]))
  const of = (state: CameraState): CameraRow[] => cameras.filter(({ id }) => cameraState(byId.get(id)) === state)
  return Object.fromEntries(CAMERA_STATES.map((state) => [state, of(state)])) as Record<CameraState, CameraRow[]>
}

function cameraState(health: CameraHealth | undefined): CameraState {
  switch (health?.state) {
    case undefined:
      return 'closed'
    case 'live':
      return health.pace === 'full' ? 'live' : 'slow'
    case 'stalled':
    case 'connecting':
      return 'stalled'
    case 'failed':
    case 'refused':
      return 'failed'
  }
}
