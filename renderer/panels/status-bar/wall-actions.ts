import { useMemo } from 'react'
import { useWall } from '../../client/wall.ts'
import { useActions } from '../key-help/actions.ts'
import { BEST, useNearCameras } from '../near-cameras/use-near-cameras.ts'
import { useDraft } from '../wall-page/draft.ts'
import { send } from '../wall-page/wall-send.ts'

/**
 * Keys of the whole wall: black and back, tours, and the four cameras nearest to the chosen point of the map,
 * else to the selected case, those that face it first, on the alarm screen, else on the screen that was chosen
 * on the wall page.
 */
export function useWallActions(displays: readonly string[]): void {
  const { head } = useWall()
  const { cameras, caseId } = useNearCameras()
  const chosen = useDraft((state) => state.display)
  const actions = useMemo(() => {
    const target = head?.attention.screen ?? (displays.includes(chosen) ? chosen : displays.at(-1))
    const best = cameras.slice(0, BEST).map(({ camera }) => camera.id)
    const tours = Object.entries(head?.tours ?? {})
    const running = tours.some(([, tour]) => tour.leftMs === null)
    return {
      'wall.black': () => void send({ type: 'wall.black' }),
      'wall.back': () => void send({ type: 'wall.back' }),
      ...(tours.length > 0 ? { 'wall.tours': () => tours.forEach(([tour]) => void send({ type: 'wall.tour.run', tour, run: running ? 'pause' : 'resume' })) } : {}),
      ...(target !== undefined && best.length > 0 ? { 'wall.near': () => void send({ type: 'wall.cameras', display: target, cameras: best, caseId }) } : {}),
    }
  }, [head, displays, chosen, cameras, caseId])
  useActions(actions)
}
