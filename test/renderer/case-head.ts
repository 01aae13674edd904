import type { CaseHead, TimelineRow } from '../../electron/contract/views.ts'
import { lawfulSteps, STEPS, stepsFrom } from '../../electron/domain/case-flow.ts'
import type { Role } from '../../electron/domain/role.ts'
import { timeline } from '../../electron/readmodels/timeline.ts'
import type { CaseInHall } from '../builders/case-hall.ts'

/** The part of a case's view that its panel plans by, as core makes it. */
export function headOf({ state }: CaseInHall, roles: readonly Role[]): CaseHead {
  return {
    row: {
      id: state.id, number: state.report.number, stage: state.stage, kind: 'event', subClass: '0101', className: '', classNameEn: '', description: '', place: '', district: '',
      at: [118.5, 31.2], source: 'hotline', department: null, supervised: false, reportedAt: 0, changedAt: 0, clock: null,
    },
    limit: null, condition: null, conditions: [], reporter: { name: '', phone: '', erased: false }, grid: null, component: null, street: '', community: '', suggestedDepartment: 'sanitation',
    lawful: lawfulSteps(state, roles),
    next: stepsFrom(state).map((step) => ({ step, role: STEPS[step].role })),
    tasks: state.tasks,
    extensions: state.extensions.length,
    supervised: state.supervisions.length,
    mergedInto: state.mergedInto ?? null,
    attachments: [],
    attachable: [],
    hideable: [],
    absorbed: state.absorbed,
    appeal: state.appeal === undefined ? null : state.appeal.granted === undefined ? 'asked' : state.appeal.granted ? 'granted' : 'denied',
    caseClock: null,
    irregular: state.irregular.length,
  }
}

/** The case's history, oldest first. */
export const rowsOf = ({ hall, id, state }: CaseInHall): TimelineRow[] => timeline(hall.events(id), state, { departmentName: (department) => department, conditionText: (code) => code })
