import { z } from 'zod'
import { KeptId } from './saved-view.ts'

/** Members of a group call at most: as many as a conference takes. */
export const MAX_GROUP = 8

/** 群呼预案: entries of the directory, by id, that are called together. Kept by the station for all who sit there. */
export const CallPlan = z.object({ id: KeptId, name: z.string().trim().min(1).max(40), members: z.array(z.string().min(1).max(64)).min(2).max(MAX_GROUP) }).strict()
export type CallPlan = z.infer<typeof CallPlan>

/** A station keeps so many plans. */
export const MAX_CALL_PLANS = 60

/** A plan as windows offer it; `initials` are those of its name's pinyin. */
export interface CallPlanRow extends CallPlan {
  readonly initials: string
}
