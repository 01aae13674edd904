import { useEffect, useMemo, useState } from 'react'
import type { Position } from '../../../electron/contract/case-terms.ts'
import { answeringFor, type DirectoryRow } from '../../../electron/contract/directory.ts'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'

/** Rosters change by the minute. */
const LOOK_MS = 20_000

/** What is known of a place, and who answers for it now. */
export interface Answering {
  /** Words for the place; empty until core has said. */
  readonly place: string
  /** The unit grid; null outside of all, undefined until core has said. */
  readonly grid: string | null | undefined
  readonly entry: DirectoryRow | undefined
}

/** Everybody in the directory, in its order. */
export function useDirectory(): readonly DirectoryRow[] {
  const { view } = useView({ view: 'directory' })
  return useMemo(() => view?.order.flatMap((id) => view.rows[id] ?? []) ?? [], [view])
}

/** Who answers for a position: whoever the directory names for its grid, or for what that lies in. */
export function useAnswering(at: Position | null): Answering {
  const [lng, lat] = at ?? []
  const rows = useDirectory()
  const now = useNow(LOOK_MS)
  const [known, setKnown] = useState<{ readonly at: string; readonly place: string; readonly grid: string | null }>()
  const asked = `${lng},${lat}`
  useEffect(() => {
    if (lng === undefined || lat === undefined) return
    let ended = false
    void core.query({ type: 'describe', at: [lng, lat] }).then((result) => {
      if (!ended && result.ok) setKnown({ at: asked, place: result.value.place, grid: result.value.grid })
    })
    return () => {
      ended = true
    }
  }, [asked, lng, lat])
  const here = known?.at === asked ? known : undefined
  const grid = here?.grid
  const entry = useMemo(() => (grid ? answeringFor(rows, grid, now)[0] : undefined), [rows, grid, now])
  return { place: here?.place ?? '', grid, entry }
}
