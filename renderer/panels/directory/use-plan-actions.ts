import { useMemo } from 'react'
import { useView } from '../../client/hooks.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { doCall } from '../calls/do-call.ts'
import { dialGroup } from './dial-entry.ts'

/** A group call by its plan's name: everybody, or the first who answers. */
export interface PlanByName {
  readonly id: string
  readonly mode: 'all' | 'first'
  readonly name: string
  readonly also: string
  readonly run: () => void
}

/** The plans of which somebody is still in the directory. The calls go to the case that is selected. */
export function usePlanActions(): readonly PlanByName[] {
  const { view: directory } = useView({ view: 'directory' })
  const { view: plans } = useView({ view: 'call-plans' })
  const caseId = useSelectedCase()
  return useMemo(
    () =>
      plans?.order.flatMap((id): PlanByName[] => {
        const plan = plans.rows[id]
        const members = plan?.members.flatMap((member) => directory?.rows[member] ?? []) ?? []
        if (!plan || members.length === 0) return []
        return (['all', 'first'] as const).map((mode) => ({ id, mode, name: plan.name, also: `${plan.name} ${plan.initials}`, run: () => void doCall(dialGroup(members, mode, caseId, Date.now())) }))
      }) ?? [],
    [plans, directory, caseId],
  )
}
