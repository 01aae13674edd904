import { LOOP_STAGES, OPEN_STAGES, postOf, type Actor, type Role, type Stage, type Step } from '../../../electron/contract/case-terms.ts'
import type { CaseHead, TimelineRow } from '../../../electron/contract/views.ts'

/** Groups of the menu of steps, in its order. */
export const STEP_GROUPS = ['decide', 'site', 'handling', 'case', 'record'] as const
export type StepGroup = (typeof STEP_GROUPS)[number]

/** A step that is offered, and whose post it is. */
export interface OfferedStep {
  readonly step: Step
  readonly role: Role
}

/** A step beyond a person's authority: another's post, or ahead of the case's stage. */
export interface BeyondStep extends OfferedStep {
  readonly ahead: boolean
}

/** What a person is offered for a case. */
export interface StepPlan {
  /** What takes the case on, or what somebody waits for; the one button that stands out. */
  readonly primary: Step | null
  /** The step of the loop that comes next and is not this person's. */
  readonly others: OfferedStep | null
  readonly groups: readonly { readonly group: StepGroup; readonly steps: readonly Step[] }[]
  /** Steps of other posts, and steps of the loop that jump ahead; a duty officer may take them in an emergency. */
  readonly beyond: readonly BeyondStep[]
}

/** Steps of the loop that a duty officer may jump to, in order. */
const LOOP_STEPS: readonly Step[] = ['accept', 'file', 'dispatch', 'handle', 'check', 'close']

const FORWARD: ReadonlySet<Step> = new Set(['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up', 'rework'])

/** Answers that somebody waits for; where the loop stands still one of them comes first. */
const ANSWERS: readonly Step[] = ['resume', 'approve-return', 'approve-suspend', 'approve-extend', 'grant-appeal', 'verify', 'take']

/**
 * The group and the letter of each step. Two steps share a letter only where the flow never allows both at
 * once: asking and approving, verifying asked and done. What is denied is the large letter of what is approved.
 */
export const STEP_KEYS: Readonly<Record<Step, { readonly group: StepGroup; readonly letter: string }>> = {
  accept: { group: 'case', letter: 'a' },
  refuse: { group: 'case', letter: 'x' },
  'ask-verify': { group: 'site', letter: 'v' },
  verify: { group: 'site', letter: 'v' },
  file: { group: 'case', letter: 'f' },
  void: { group: 'case', letter: 'z' },
  dispatch: { group: 'handling', letter: 'd' },
  redispatch: { group: 'handling', letter: 'd' },
  take: { group: 'handling', letter: 't' },
  handle: { group: 'handling', letter: 'h' },
  'ask-return': { group: 'handling', letter: 'b' },
  'approve-return': { group: 'decide', letter: 'b' },
  'deny-return': { group: 'decide', letter: 'B' },
  'ask-extend': { group: 'handling', letter: 'e' },
  'approve-extend': { group: 'decide', letter: 'e' },
  'deny-extend': { group: 'decide', letter: 'E' },
  'ask-suspend': { group: 'handling', letter: 'p' },
  'approve-suspend': { group: 'decide', letter: 'p' },
  'deny-suspend': { group: 'decide', letter: 'P' },
  resume: { group: 'handling', letter: 'p' },
  'ask-check': { group: 'site', letter: 'i' },
  check: { group: 'site', letter: 'k' },
  rework: { group: 'handling', letter: 'w' },
  close: { group: 'case', letter: 'c' },
  'follow-up': { group: 'case', letter: 'u' },
  supervise: { group: 'case', letter: 's' },
  'ask-appeal': { group: 'handling', letter: 'q' },
  'grant-appeal': { group: 'decide', letter: 'q' },
  'deny-appeal': { group: 'decide', letter: 'Q' },
  merge: { group: 'case', letter: 'm' },
  unmerge: { group: 'case', letter: 'm' },
  recall: { group: 'record', letter: 'r' },
  note: { group: 'record', letter: 'n' },
}

/** The last entry that counts: what a recall would take back. `rows` are oldest first. */
export const lastThatCounts = (rows: readonly TimelineRow[]): TimelineRow | undefined => rows.findLast((row) => !row.recalled)

type Planned = Pick<CaseHead, 'lawful' | 'next' | 'row'>

/**
 * Sorts what core allows into what is shown. `rows` are the case's history, oldest first; `target` is the stage of
 * the case that this one went into: 回访 waits until that is closed.
 */
export function planSteps(head: Planned, rows: readonly TimelineRow[], actor: Actor | undefined, target?: Stage): StepPlan {
  const mine = lastThatCounts(rows)?.actor.id === actor?.id
  const waits = head.row?.stage === 'merged' && target !== 'closed' && target !== 'followed-up'
  const offered = (step: Step): boolean => (step !== 'recall' || mine) && !(step === 'follow-up' && waits)
  const lawful = head.lawful.filter(offered)
  const primary = lawful.find((step) => FORWARD.has(step)) ?? ANSWERS.find((step) => lawful.includes(step)) ?? null
  return {
    primary,
    others: head.next.find(({ step }) => offered(step) && FORWARD.has(step) && !head.lawful.includes(step)) ?? null,
    groups: STEP_GROUPS.map((group) => ({ group, steps: lawful.filter((step) => step !== primary && STEP_KEYS[step].group === group) })).filter(({ steps }) => steps.length > 0),
    beyond: actor?.roles.includes('duty-officer') ? beyondOf(head, offered) : [],
  }
}

function beyondOf({ lawful, next, row }: Planned, offered: (step: Step) => boolean): readonly BeyondStep[] {
  const others = next.filter(({ step }) => offered(step) && !lawful.includes(step)).map((each) => ({ ...each, ahead: false }))
  if (!row || !OPEN_STAGES.includes(row.stage)) return others
  const ahead = LOOP_STEPS.slice(LOOP_STAGES.findIndex((stage) => stage === row.stage) + 1)
  return [...others, ...ahead.map((step) => ({ step, role: postOf(step), ahead: true }))]
}

/** The event that a step answers. */
const ANSWERED: Partial<Readonly<Record<Step, string>>> = {
  verify: 'case.verify-asked',
  check: 'case.check-asked',
  rework: 'case.checked',
  'approve-return': 'case.return-asked',
  'deny-return': 'case.return-asked',
  'approve-extend': 'case.extend-asked',
  'deny-extend': 'case.extend-asked',
  'approve-suspend': 'case.suspend-asked',
  'deny-suspend': 'case.suspend-asked',
  resume: 'case.suspend-approved',
  'grant-appeal': 'case.appeal-asked',
  'deny-appeal': 'case.appeal-asked',
  unmerge: 'case.merged',
}

/** The entry that a step answers or takes back, if it does either. `rows` are oldest first. */
export function contextOf(step: Step, rows: readonly TimelineRow[]): TimelineRow | undefined {
  if (step === 'recall') return lastThatCounts(rows)
  const type = ANSWERED[step]
  return type === undefined ? undefined : rows.findLast((row) => row.type === type && !row.recalled)
}

/** Stages aside of the loop: a case that came here ends here. */
export type EndStage = Exclude<Stage, (typeof LOOP_STAGES)[number]>

export const endOf = (stage: Stage): EndStage | null => (stage === 'refused' || stage === 'voided' || stage === 'merged' ? stage : null)

const STAGE_AFTER: Readonly<Record<string, (typeof LOOP_STAGES)[number]>> = {
  'case.accepted': 'accepted',
  'case.filed': 'filed',
  'case.return-approved': 'filed',
  'case.dispatched': 'dispatched',
  'case.reworked': 'dispatched',
  'case.handled': 'handled',
  'case.closed': 'closed',
}

/** How far round the loop a case came: its index among the loop's stages; for a case aside of it, that before it left. */
export function loopIndex(stage: Stage, rows: readonly TimelineRow[]): number {
  const here = LOOP_STAGES.findIndex((each) => each === stage)
  if (here >= 0) return here
  let at: (typeof LOOP_STAGES)[number] = 'reported'
  for (const { type, detail, recalled } of rows) {
    if (recalled) continue
    if (type === 'case.checked' && detail === 'passed') at = 'checked'
    else at = STAGE_AFTER[type] ?? at
  }
  return LOOP_STAGES.indexOf(at)
}
