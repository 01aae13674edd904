import { useMemo } from 'react'
import { nearestCameras } from '../../../electron/contract/wall.ts'
import { core } from '../../client/core.ts'
import type { CommandInput } from '../../client/core-client.ts'
import { useView } from '../../client/hooks.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { useWall } from '../../client/wall.ts'
import { useActions } from '../key-help/actions.ts'
import { notify } from '../notices/notice-store.ts'
import { useDraft } from '../wall-page/draft.ts'

/** Cameras that are put on a screen for a case. */
const BEST = 4

async function send(command: CommandInput): Promise<void> {
  const result = await core.command(command)
  if (!result.ok) notify({ what: 'error', error: result.error })
}

/**
 * Keys of the whole wall: black and back, tours, and the four cameras nearest to the selected case, those that
 * face it first, on the alarm screen, else on the screen that was chosen on the wall page.
 */
export function useWallActions(displays: readonly string[]): void {
  const { head } = useWall()
  const caseId = useSelectedCase()
  const at = useView({ view: 'case', caseId: caseId ?? '-' }).view?.head.row?.at
  const cameras = useView({ view: 'cameras' }).view
  const chosen = useDraft((state) => state.display)
  const actions = useMemo(() => {
    const target = head?.attention.screen ?? (displays.includes(chosen) ? chosen : displays.at(-1))
    const near = at && cameras ? nearestCameras(cameras.order.flatMap((id) => cameras.rows[id] ?? []), at, BEST).map(({ id }) => id) : []
    const tours = Object.entries(head?.tours ?? {})
    const running = tours.some(([, tour]) => tour.leftMs === null)
    return {
      'wall.black': () => void send({ type: 'wall.black' }),
      'wall.back': () => void send({ type: 'wall.back' }),
      ...(tours.length > 0 ? { 'wall.tours': () => tours.forEach(([tour]) => void send({ type: 'wall.tour.run', tour, run: running ? 'pause' : 'resume' })) } : {}),
      ...(target !== undefined && near.length > 0 ? { 'wall.near': () => void send({ type: 'wall.cameras', display: target, cameras: near, caseId }) } : {}),
    }
  }, [head, displays, chosen, at, cameras, caseId])
  useActions(actions)
}
