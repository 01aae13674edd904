import type { Actor, Step } from '../../../electron/contract/case-terms.ts'
import type { CaseHead } from '../../../electron/contract/views.ts'
import type { CommandInput } from '../../client/core-client.ts'

/** Which of the two goes on: the selected case takes the other in, or goes into it. */
export type Direction = 'into-own' | 'into-other'

/** Whether a step may be taken, or only beyond one's post by a duty officer with a reason, or not at all. */
export type Right = 'lawful' | 'emergency' | 'none'

export function rightTo(step: Step, head: Pick<CaseHead, 'lawful' | 'next'> | undefined, actor: Pick<Actor, 'roles'> | undefined): Right {
  if (head?.lawful.includes(step)) return 'lawful'
  return head?.next.some((each) => each.step === step) && actor?.roles.includes('duty-officer') ? 'emergency' : 'none'
}

export const turned = (direction: Direction): Direction => (direction === 'into-own' ? 'into-other' : 'into-own')

/** The command that merges; in an emergency the note is its reason too. */
export function mergeCommand(own: string, other: string, direction: Direction, note: string, right: Right): CommandInput {
  const [caseId, into] = direction === 'into-own' ? [other, own] : [own, other]
  return { type: 'case.merge', caseId, into, note, ...(right === 'emergency' ? { emergency: note } : {}) }
}

/** The command that takes a merge back; the law wants a reason. */
export const unmergeCommand = (caseId: string, note: string, right: Right): CommandInput => ({ type: 'case.unmerge', caseId, note, ...(right === 'emergency' ? { emergency: note } : {}) })
