import { useMemo } from 'react'
import { coveredZones } from '../../../electron/contract/camera-registry.ts'
import type { Role } from '../../../electron/contract/case-terms.ts'
import { useDeskHead } from '../../client/actor.ts'
import { useView } from '../../client/hooks.ts'
import { NOTHING_COVERED, type Covered } from '../../client/media/cover.ts'

/** Posts of nobody: what hangs on a wall is seen by all. */
const NOBODY: readonly Role[] = []

/** The parts of each camera's picture that must not be seen, by its id. */
export type CoveredCameras = ReadonlyMap<string, Covered>

function useCoveredFor(roles: readonly Role[]): CoveredCameras {
  const rows = useView({ view: 'cameras' }).view?.rows
  return useMemo(() => {
    const all = Object.values(rows ?? {}).map(({ id, zones }): [string, Covered] => [id, coveredZones(zones, roles).map(({ points }) => points)])
    return new Map(all.filter(([, covered]) => covered.length > 0))
  }, [rows, roles])
}

/** For a wall, whoever sits at the console. */
export const useCoveredOnWall = (): CoveredCameras => useCoveredFor(NOBODY)

/** For whoever sits at this console; for nobody while it is locked or nobody has signed in. */
export function useCoveredHere(): CoveredCameras {
  const desk = useDeskHead()
  const acts = desk?.state === 'open' || desk?.state === 'signed-in'
  return useCoveredFor((acts && desk.actor?.roles) || NOBODY)
}

export const coveredOf = (covered: CoveredCameras, id: string): Covered => covered.get(id) ?? NOTHING_COVERED
