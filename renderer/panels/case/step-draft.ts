import { needsReason, type Actor, type Satisfaction, type Step, type SuperviseKind, type Task } from '../../../electron/contract/case-terms.ts'
import type { CaseHead } from '../../../electron/contract/views.ts'
import type { CommandInput } from '../../client/core-client.ts'

/** A step as it is being filled in. Ids are empty while nothing is chosen. */
export interface StepDraft {
  /** 主办. */
  readonly department: string
  /** 协办. */
  readonly assist: readonly string[]
  readonly condition: string
  readonly satisfaction: Satisfaction
  readonly real: boolean
  readonly passed: boolean
  readonly kind: (typeof SuperviseKind.options)[number]
  /** Department whose task is meant. */
  readonly task: string
  /** Case to merge into. */
  readonly into: string
  readonly note: string
  /** Why a step beyond one's post is taken. */
  readonly emergency: string
}

/** What a draft still wants before it may be sent. */
export type Missing = 'note' | 'department' | 'change' | 'into' | 'emergency'

const TASK_STEPS: ReadonlySet<Step> = new Set(['take', 'handle', 'ask-return'])

/** Tasks that a step may mean: those still open for it, and of one's own department where one has one. */
export const openTasks = (step: Step, tasks: readonly Task[], actor: Pick<Actor, 'department'> | undefined): readonly Task[] =>
  TASK_STEPS.has(step)
    ? tasks.filter((task) => (step === 'take' ? task.takenAt : task.handledAt) === undefined && (actor?.department === undefined || task.department === actor.department))
    : []

const leadOf = (tasks: readonly Task[]): string => tasks.find((task) => task.part === 'lead')?.department ?? ''
const assistsOf = (tasks: readonly Task[]): string[] => tasks.filter((task) => task.part === 'assist').map((task) => task.department)

/** The draft with which a form opens: as much as can be guessed is chosen, so that Enter confirms. */
export function freshDraft(step: Step, head: Pick<CaseHead, 'suggestedDepartment' | 'tasks' | 'row'>, actor: Pick<Actor, 'department'> | undefined): StepDraft {
  const again = step === 'redispatch'
  return {
    department: again ? leadOf(head.tasks) : (head.suggestedDepartment ?? ''),
    assist: again ? assistsOf(head.tasks) : [],
    condition: '',
    satisfaction: 'satisfied',
    real: true,
    passed: true,
    kind: head.row?.clock?.state === 'overdue' ? 'overdue' : 'leader',
    task: openTasks(step, head.tasks, actor)[0]?.department ?? '',
    into: '',
    note: '',
    emergency: '',
  }
}

/** Whether the note has to say something. An emergency's reason stands in for it, but not for a bare note. */
export const needsNote = (step: Step, beyond: boolean): boolean => step === 'note' || (needsReason(step) && !beyond)

/** The first thing that is missing; undefined when the draft may be sent. */
export function missingOf(step: Step, draft: StepDraft, beyond: boolean, tasks: readonly Task[]): Missing | undefined {
  if (beyond && draft.emergency.trim() === '') return 'emergency'
  if ((step === 'dispatch' || step === 'redispatch') && draft.department === '') return 'department'
  if (step === 'redispatch' && draft.department === leadOf(tasks) && sameSet(draft.assist, assistsOf(tasks))) return 'change'
  if (step === 'merge' && draft.into === '') return 'into'
  if (needsNote(step, beyond) && draft.note.trim() === '') return 'note'
  return undefined
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each) => b.includes(each))

/** The command that a filled form stands for. */
export function commandOf(step: Step, caseId: string, draft: StepDraft, beyond: boolean): CommandInput {
  const base = { caseId, note: draft.note.trim(), ...(beyond ? { emergency: draft.emergency.trim() } : {}) }
  const assist = draft.assist.filter((each) => each !== draft.department)
  switch (step) {
    case 'file':
      return { type: 'case.file', ...base, ...(draft.condition ? { condition: draft.condition } : {}) }
    case 'dispatch':
    case 'redispatch':
      return { type: `case.${step}`, ...base, department: draft.department, assist }
    case 'take':
    case 'handle':
    case 'ask-return':
      return { type: `case.${step}`, ...base, ...(draft.task ? { department: draft.task } : {}) }
    case 'verify':
      return { type: 'case.verify', ...base, real: draft.real }
    case 'check':
      return { type: 'case.check', ...base, passed: draft.passed }
    case 'follow-up':
      return { type: 'case.follow-up', ...base, satisfaction: draft.satisfaction }
    case 'supervise':
      return { type: 'case.supervise', ...base, kind: draft.kind }
    case 'merge':
      return { type: 'case.merge', ...base, into: draft.into }
    case 'accept': case 'refuse': case 'ask-verify': case 'void': case 'approve-return': case 'deny-return':
    case 'ask-extend': case 'approve-extend': case 'deny-extend': case 'ask-suspend': case 'approve-suspend': case 'deny-suspend':
    case 'resume': case 'ask-check': case 'rework': case 'close': case 'ask-appeal': case 'grant-appeal': case 'deny-appeal':
    case 'unmerge': case 'recall': case 'note':
      return { type: `case.${step}`, ...base }
  }
}
