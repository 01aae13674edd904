import { useEffect, useMemo, useState } from 'react'
import type { MediaHealth } from '../../../electron/contract/media.ts'
import { useView } from '../../client/hooks.ts'
import { media } from '../../client/media-link.ts'

/** How cameras fare, in a few words: moving, moving less often, standing still, away, not open since nobody looks. */
export const CAMERA_STATES = ['live', 'slow', 'stalled', 'failed', 'closed'] as const
export type CameraCounts = Readonly<Record<(typeof CAMERA_STATES)[number], number>>

/** Counts all cameras by how they fare, while `watching`. */
export function useCameraCounts(watching: boolean): CameraCounts {
  const all = useView({ view: 'cameras' }).view?.order.length ?? 0
  const [health, setHealth] = useState<MediaHealth | null>(null)
  useEffect(() => (watching ? media.onHealth(setHealth) : undefined), [watching])
  return useMemo(() => countStates(all, health?.cameras ?? []), [all, health])
}

/** Counts cameras by how they fare; those that media does not name are not open. */
export function countStates(all: number, cameras: MediaHealth['cameras']): CameraCounts {
  const count = (fits: (camera: MediaHealth['cameras'][number]) => boolean): number => cameras.filter(fits).length
  const live = count(({ state, pace }) => state === 'live' && pace === 'full')
  const slow = count(({ state, pace }) => state === 'live' && pace !== 'full')
  const stalled = count(({ state }) => state === 'stalled' || state === 'connecting')
  const failed = count(({ state }) => state === 'failed' || state === 'refused')
  return { live, slow, stalled, failed, closed: Math.max(0, all - live - slow - stalled - failed) }
}
