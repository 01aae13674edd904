import type { z } from 'zod'
import { AttachmentLimits } from '../../electron/domain/attachment.ts'
import type { FileContext } from '../../electron/domain/case-attach.ts'
import { CaseCommand, isFileCommand, type CaseReportCommand, type CaseStepCommand } from '../../electron/domain/case-command.ts'
import type { ReportToDecide } from '../../electron/domain/case-decide.ts'
import { caseStream, isCaseEventType, type CaseEventType, type EventEnvelope } from '../../electron/domain/case-event.ts'
import type { Step } from '../../electron/domain/case-flow.ts'
import type { CodeTable } from '../../electron/domain/code-table.ts'
import { formatHlc } from '../../electron/domain/hlc.ts'
import { Role, type Actor } from '../../electron/domain/role.ts'

/** 2026-11-25 09:00 in Shanghai, a Wednesday. */
export const NINE = Date.UTC(2026, 10, 25, 1, 0, 0)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export const CODES: CodeTable = {
  version: 'test-1',
  event: [
    {
      code: '01', name: '市容环境', nameEn: 'Environment',
      subClasses: [
        { code: '0101', name: '暴露垃圾', nameEn: 'Exposed rubbish', department: 'sanitation', words: ['垃圾'], initials: '', conditions: [{ code: '0101-1', text: '路面有暴露垃圾', limit: { kind: 'hours', amount: 4 }, closing: '已清理' }] },
        { code: '0102', name: '道路积水', nameEn: 'Road flooding', department: 'water', words: ['积水'], initials: '', conditions: [{ code: '0102-1', text: '积水影响通行', limit: { kind: 'urgent', amount: 2 }, closing: '已排除' }] },
        { code: '0103', name: '路面破损', nameEn: 'Broken road surface', department: 'sanitation', words: ['破损'], initials: '', conditions: [{ code: '0103-1', text: '路面坑洼', limit: { kind: 'days', amount: 5 }, closing: '已修复' }] },
      ],
    },
  ],
  component: [
    {
      code: '01', name: '公用设施', nameEn: 'Utilities',
      subClasses: [{ code: '0101', name: '上水井盖', nameEn: 'Water manhole', department: 'water', words: ['井盖'], initials: '', conditions: [{ code: '0101-1', text: '井盖缺失', limit: { kind: 'urgent', amount: 2 }, closing: '已补装' }] }],
    },
  ],
}

export const DEPARTMENTS: ReadonlySet<string> = new Set(['sanitation', 'water'])

export const actor = (...roles: Role[]): Actor => ({ id: `a-${roles.join('-')}`, name: '测试员', roles })
export const EVERYONE: Actor = { id: 'all', name: '全能', roles: [...Role.options] }

export const reportCommand = (over: Partial<CaseReportCommand['report']> = {}, more: Partial<CaseReportCommand> = {}): CaseReportCommand => ({
  type: 'case.report',
  report: { kind: 'event', subClass: '0101', description: '路口有一堆垃圾', at: [118.5, 31.2], place: '人民路与学府路交叉口', grid: null, component: null, source: 'hotline', reporter: { name: '王女士', phone: '13900001111' }, ...over },
  ...more,
})

/** A report as it is decided: who reported is sealed already. */
export const asReported = (command: CaseReportCommand): ReportToDecide => ({ ...command, report: { ...command.report, reporter: command.report.reporter.phone === undefined ? {} : { person: `p-${command.report.reporter.phone}` } } })

/** A command as a window would send it: defaults are filled in by the schema. */
export const command = (input: z.input<typeof CaseCommand>): CaseCommand => CaseCommand.parse(input)

/** What a step wants besides the case and a note, so that any step can be asked for. */
const WANTED: Partial<Record<Step, Readonly<Record<string, unknown>>>> = {
  verify: { real: true },
  redispatch: { department: 'water' },
  supervise: { kind: 'overdue' },
  merge: { into: 'other' },
}

/** A store without files. */
export const NO_FILES: Omit<FileContext, 'now'> = { file: () => undefined, limits: AttachmentLimits.parse({}) }

/** The command of a step with a note (so that no reason is missing), the fields that it must have, and `more`. */
export const stepCommand = (caseId: string, step: Step, more: Readonly<Record<string, unknown>> = {}): CaseStepCommand => {
  const parsed = CaseCommand.parse({ type: `case.${step}`, caseId, note: '情况说明', ...WANTED[step], ...more })
  if (parsed.type === 'case.report' || isFileCommand(parsed)) throw new Error('this is no step')
  return parsed
}

/** The commands that take a reported case to its end, in order. */
export const loopCommands = (caseId: string): CaseCommand[] => [
  command({ type: 'case.accept', caseId }),
  command({ type: 'case.file', caseId }),
  command({ type: 'case.dispatch', caseId }),
  command({ type: 'case.handle', caseId, note: '已清理' }),
  command({ type: 'case.check', caseId }),
  command({ type: 'case.close', caseId }),
  command({ type: 'case.follow-up', caseId }),
]

const PLAIN = { note: '' }
const BODIES: Record<CaseEventType, unknown> = {
  'case.reported': { ...asReported(reportCommand()).report, number: '20261125-01-00001' },
  'case.accepted': PLAIN,
  'case.refused': PLAIN,
  'case.verify-asked': PLAIN,
  'case.verified': { real: true, note: '' },
  'case.filed': { condition: '0101-1', limit: { kind: 'hours', amount: 4 }, codeTable: 'test-1', note: '' },
  'case.voided': PLAIN,
  'case.dispatched': { department: 'sanitation', assist: [], note: '' },
  'case.taken': { department: 'sanitation', note: '' },
  'case.handled': PLAIN,
  'case.return-asked': PLAIN,
  'case.return-approved': PLAIN,
  'case.return-denied': PLAIN,
  'case.extend-asked': PLAIN,
  'case.extend-approved': PLAIN,
  'case.extend-denied': PLAIN,
  'case.suspend-asked': PLAIN,
  'case.suspend-approved': PLAIN,
  'case.suspend-denied': PLAIN,
  'case.resumed': PLAIN,
  'case.check-asked': PLAIN,
  'case.checked': { passed: true, note: '' },
  'case.reworked': PLAIN,
  'case.closed': PLAIN,
  'case.followed-up': { satisfaction: 'satisfied', note: '' },
  'case.supervised': { kind: 'overdue', note: '' },
  'case.appeal-asked': PLAIN,
  'case.appeal-granted': PLAIN,
  'case.appeal-denied': PLAIN,
  'case.merged': { into: 'other', note: '' },
  'case.unmerged': PLAIN,
  'case.absorbed': { duplicate: 'other', note: '' },
  'case.released': { duplicate: 'other', note: '' },
  'case.recalled': { event: 'e0001', note: '' },
  'case.noted': PLAIN,
  'case.attached': { hash: 'a'.repeat(64), name: '现场.jpg', mediaType: 'image/jpeg', bytes: 1_000, kind: 'report', note: '' },
  'case.detached': { attachment: 'e0001', name: '现场.jpg', note: '放错了' },
}

export const EVENT_TYPES = Object.keys(BODIES).filter(isCaseEventType)

/** The events of a case that goes straight round the loop. */
export const LOOP_TYPES = ['case.reported', 'case.accepted', 'case.filed', 'case.dispatched', 'case.handled', 'case.checked', 'case.closed', 'case.followed-up'] as const satisfies readonly CaseEventType[]

/** An event of a case; `n` gives it its id and its place in time, a minute each. */
export const caseEvent = (caseId: string, type: CaseEventType, n: number, parents: readonly string[] = [], over: Partial<EventEnvelope> = {}): EventEnvelope => ({
  id: `e${String(n).padStart(4, '0')}`,
  stream: caseStream(caseId),
  parents: [...parents],
  hlc: formatHlc({ wall: NINE + n * MINUTE, count: 0 }),
  type,
  version: 1,
  occurredAt: NINE + n * MINUTE,
  recordedAt: NINE + n * MINUTE,
  actor: { id: 'a', name: '甲', role: 'dispatcher' },
  station: 'hall-1',
  body: BODIES[type],
  ...over,
})

/** A whole loop as a line of events, each naming the one before as parent. */
export const loopEvents = (caseId: string, upTo: number = LOOP_TYPES.length): EventEnvelope[] =>
  LOOP_TYPES.slice(0, upTo).map((type, i) => caseEvent(caseId, type, i, i === 0 ? [] : [`e${String(i - 1).padStart(4, '0')}`]))
