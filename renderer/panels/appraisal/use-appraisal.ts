import { useMemo } from 'react'
import type { Appraisal, AppraisedRole } from '../../../electron/contract/appraisal.ts'
import { useAsked, type Asked } from '../../client/asked.ts'
import { core } from '../../client/core.ts'
import type { Period } from '../kpi-page/period.ts'

/** The scores of a post in a period. */
export function useAppraisal(period: Period | undefined, role: AppraisedRole): Asked<Appraisal> {
  const [from, to] = [period?.from, period?.to]
  const ask = useMemo(() => (from === undefined || to === undefined ? undefined : () => core.query({ type: 'appraisal', from, to, role })), [from, to, role])
  return useAsked({ ask, fits: (appraisal) => appraisal.from === from && appraisal.to === to && appraisal.role === role })
}
