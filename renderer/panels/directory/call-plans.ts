import type { CallPlan, CallPlanRow } from '../../../electron/contract/call-plan.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { notify } from '../notices/notice-store.ts'

/** The plans of group calls that this station keeps, in the order in which they were saved. */
export function useCallPlans(): readonly CallPlanRow[] {
  const { view } = useView({ view: 'call-plans' })
  return view?.order.flatMap((id) => view.rows[id] ?? []) ?? []
}

/** Saves a plan; tells what core refuses. */
export async function savePlan(plan: CallPlan): Promise<boolean> {
  const result = await core.command({ type: 'call-plan.save', plan })
  notify(result.ok ? { what: 'saved', name: plan.name } : { what: 'error', error: result.error })
  return result.ok
}

/** Deletes a plan and offers to bring it back. */
export async function deletePlan({ id, name, members }: CallPlan): Promise<void> {
  const result = await core.command({ type: 'call-plan.delete', id })
  if (!result.ok) return notify({ what: 'error', error: result.error })
  notify({ what: 'deleted', name, undo: () => void savePlan({ id, name, members }) })
}
