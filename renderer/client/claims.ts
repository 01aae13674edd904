import { useEffect, useState } from 'react'
import type { ClaimRow } from '../../electron/contract/desk.ts'
import type { Result } from '../../electron/contract/error.ts'
import { core } from './core.ts'
import { useView } from './hooks.ts'

/** A claim that stands runs out in minutes unless it is made again; it is made again this often, ms. */
const AGAIN = 60_000

/** Who works on which case, by case. */
export const useClaims = (): Readonly<Record<string, ClaimRow>> => useView({ view: 'claims' }).view?.rows ?? {}

export const takeClaim = (caseId: string, over: boolean): Promise<Result<unknown>> => core.command({ type: 'claim.take', caseId, over })

export const releaseClaim = (caseId: string): Promise<Result<unknown>> => core.command({ type: 'claim.release', caseId })

/** Holds on to a claim that this console has, for as long as `held`. */
export function useHoldClaim(caseId: string, held: boolean): void {
  useEffect(() => {
    if (!held) return
    const timer = setInterval(() => void takeClaim(caseId, false), AGAIN)
    return () => clearInterval(timer)
  }, [caseId, held])
}

/** Claims a case while the component is mounted, unless somebody works on it; `keep`: a claim that stood before stays. */
export function useClaimWhileOpen(caseId: string, keep: boolean): void {
  const [stays] = useState(keep)
  useEffect(() => {
    void takeClaim(caseId, false)
    return () => {
      if (!stays) void releaseClaim(caseId)
    }
  }, [caseId, stays])
}
