import { useEffect, useState } from 'react'
import type { HandoverDue, HandoverLine, HandoverReport } from '../../../electron/contract/handover.ts'
import type { Stage } from '../../../electron/contract/case-terms.ts'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'

/** The report is read again so often while it is looked at, ms. */
const AGAIN = 20_000

export interface Read<T> {
  readonly state: 'loading' | 'live' | 'stale' | 'error'
  readonly value: T | undefined
}

/** What the next shift takes over, of the period since an instant; `renewed` reads it again. */
export function useReport(since: number, renewed: number): Read<HandoverReport> {
  const tick = useNow(AGAIN)
  const [read, setRead] = useState<Read<HandoverReport>>({ state: 'loading', value: undefined })
  useEffect(() => {
    let wanted = true
    void core.query({ type: 'handover', since }).then((result) => {
      if (wanted) setRead((before) => (result.ok ? { state: 'live', value: result.value } : { state: before.value ? 'stale' : 'error', value: before.value }))
    })
    return () => {
      wanted = false
    }
  }, [since, tick, renewed])
  return read
}

/** Cases of a cell of the board; undefined while they are read. */
export function useCell(cell: { readonly stage: Stage | null; readonly due: HandoverDue | null } | null): readonly HandoverLine[] | undefined {
  const [lines, setLines] = useState<readonly HandoverLine[] | undefined>(undefined)
  const stage = cell?.stage ?? null
  const due = cell?.due ?? null
  const asked = cell !== null
  useEffect(() => {
    setLines(undefined)
    if (!asked) return undefined
    let wanted = true
    void core.query({ type: 'handover-cases', stage, due }).then((result) => {
      if (wanted) setLines(result.ok ? result.value.lines : [])
    })
    return () => {
      wanted = false
    }
  }, [asked, stage, due])
  return lines
}
