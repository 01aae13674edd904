import { useCallback, useEffect, useRef, useState } from 'react'
import type { Appraisal, AppraisedRole } from '../../../electron/contract/appraisal.ts'
import type { AppError } from '../../../electron/contract/error.ts'
import { core } from '../../client/core.ts'
import { useConnected } from '../../client/hooks.ts'
import type { Period } from '../kpi-page/period.ts'

export interface AppraisalState {
  readonly state: 'loading' | 'live' | 'stale' | 'error'
  readonly appraisal: Appraisal | undefined
  readonly error: AppError | undefined
  readonly renew: () => void
}

/** The scores of a post in a period, asked for again when core is back and by `renew`; those before stay, as `stale`, until others are there. */
export function useAppraisal(period: Period | undefined, role: AppraisedRole): AppraisalState {
  const connected = useConnected()
  const [appraisal, setAppraisal] = useState<Appraisal>()
  const [error, setError] = useState<AppError>()
  const [turn, setTurn] = useState(0)
  const latest = useRef(0)
  const [from, to] = [period?.from, period?.to]
  useEffect(() => {
    if (from === undefined || to === undefined || !connected) return
    const mine = ++latest.current
    void core.query({ type: 'appraisal', from, to, role }).then((answer) => {
      if (mine !== latest.current) return
      if (!answer.ok) return setError(answer.error)
      setAppraisal(answer.value)
      setError(undefined)
    })
    return () => {
      latest.current += 1
    }
  }, [from, to, role, connected, turn])
  const renew = useCallback(() => setTurn((n) => n + 1), [])
  const asked = appraisal !== undefined && appraisal.from === from && appraisal.to === to && appraisal.role === role
  const state = error ? (asked ? 'stale' : 'error') : appraisal === undefined ? 'loading' : asked && connected ? 'live' : 'stale'
  return { state, appraisal, error, renew }
}
