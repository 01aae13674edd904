import { CaseCommand } from '../../domain/case-command.ts'
import type { Stage } from '../../domain/case-flow.ts'
import type { Actor, Role } from '../../domain/role.ts'
import type { Random } from './random.ts'

const MINUTE = 60_000

/** Who moves a case on from a stage, how long it takes on the mean (ms), and what they say. */
interface Habit {
  readonly command: Exclude<CaseCommand['type'], 'case.report'>
  readonly role: Role
  readonly meanMs: number
  readonly notes: readonly string[]
}

const HABITS: Partial<Readonly<Record<Stage, Habit>>> = {
  reported: { command: 'case.accept', role: 'call-taker', meanMs: 3 * MINUTE, notes: ['情况清楚，予以受理', '已核对位置，受理', ''] },
  accepted: { command: 'case.file', role: 'duty-officer', meanMs: 4 * MINUTE, notes: ['符合立案条件', '', '同意立案'] },
  filed: { command: 'case.dispatch', role: 'dispatcher', meanMs: 4 * MINUTE, notes: ['请按时限处置并反馈', '请尽快到场', ''] },
  dispatched: { command: 'case.handle', role: 'department', meanMs: 75 * MINUTE, notes: ['已处置完毕，现场恢复', '人员到场，问题已解决', '已清理完毕，照片已回传', '已修复，交通恢复正常'] },
  handled: { command: 'case.check', role: 'collector', meanMs: 14 * MINUTE, notes: ['现场核查，符合结案条件', '已到现场，问题消除'] },
  checked: { command: 'case.close', role: 'duty-officer', meanMs: 6 * MINUTE, notes: ['同意结案', ''] },
  closed: { command: 'case.follow-up', role: 'call-taker', meanMs: 45 * MINUTE, notes: ['市民表示满意', '已电话回访', '无人接听，短信告知'] },
}

/** Share of cases that nobody but the operator moves on from a stage that is his own to move. */
const LEFT_TO_OPERATOR = 0.3
/** Somebody takes such a case after all, so that the demo does not silt up. */
const LEFT_FACTOR = 8

/** The stages that a person at the console works on. */
const DESK_STAGES: readonly Stage[] = ['reported', 'accepted', 'filed', 'checked', 'closed']

/** What a simulated colleague, department or collector will do next about a case, and after how long. */
export interface Move {
  readonly afterMs: number
  readonly command: CaseCommand
  readonly actor: Actor
}

const NAMES: Readonly<Record<Role, readonly string[]>> = {
  collector: ['采集员 周海燕', '采集员 陈国梁', '采集员 吴小曼', '采集员 郑立新'],
  'call-taker': ['受理席二 林静', '受理席三 徐文博'],
  'duty-officer': ['值班长 沈建华'],
  dispatcher: ['派遣席二 何雨桐', '派遣席三 罗振宇'],
  department: ['处置人员'],
  supervisor: ['督办'],
  admin: ['管理员'],
}

/** Plans the next move on a case that has just come to a stage; undefined when the loop is done. */
export function nextMove(caseId: string, stage: Stage, department: string | null, departmentName: (id: string) => string, random: Random): Move | undefined {
  const habit = HABITS[stage]
  if (!habit) return undefined
  const left = DESK_STAGES.includes(stage) && random.next() < LEFT_TO_OPERATOR
  const name = habit.role === 'department' && department ? `${departmentName(department)}值班员` : random.pick(NAMES[habit.role])
  const actor: Actor = { id: `sim-${habit.role}`, name, roles: [habit.role], ...(habit.role === 'department' && department ? { department } : {}) }
  const note = random.pick(habit.notes)
  return { afterMs: random.wait(habit.meanMs * (left ? LEFT_FACTOR : 1)) + 20_000, command: commandOf(habit.command, caseId, note, random), actor }
}

const SATISFACTION = { satisfied: 70, fair: 18, dissatisfied: 5, unreached: 7 } as const

function commandOf(type: Habit['command'], caseId: string, note: string, random: Random): CaseCommand {
  const parsed = CaseCommand.safeParse({
    type,
    caseId,
    note,
    ...(type === 'case.follow-up' ? { satisfaction: random.weighted(['satisfied', 'fair', 'dissatisfied', 'unreached'] as const, (s) => SATISFACTION[s]) } : {}),
  })
  if (!parsed.success) throw parsed.error
  return parsed.data
}

/** Who reports, by the source of the report. */
export const reporterOf = (random: Random): Actor => ({ id: 'sim-collector', name: random.pick(NAMES.collector), roles: ['collector', 'call-taker'] })
