import { STEPS, type Step } from '../domain/case-flow.ts'
import type { Role } from '../domain/role.ts'

/**
 * The domain's terms and clock rules that windows show. A window imports them from here, so that the
 * contract stays the only thing it knows of the other side.
 */
export { clockState, type ClockReading, type ClockState, type Limit } from '../domain/case-clock.ts'
export { CaseSource, Satisfaction, SuperviseKind } from '../domain/case-event.ts'
export { LOOP_STAGES, OPEN_STAGES, Stage, Step } from '../domain/case-flow.ts'
export type { Task } from '../domain/case-state.ts'
export { isWorked, kindOf, type DayKind } from '../domain/calendar-diff.ts'
export type { Calendar } from '../domain/calendar.ts'
export { findSubClass, type CaseClass, type CodeTable, type SubClass } from '../domain/code-table.ts'
export { distanceMetres } from '../domain/geometry.ts'
export type { CameraSite, Department, FloodPoint, Position } from '../domain/reference.ts'
export { Role, type Actor } from '../domain/role.ts'

/** Whether the law wants a reason for a step: its note must not be empty. */
export const needsReason = (step: Step): boolean => STEPS[step].reason

/** Whose step it is. */
export const postOf = (step: Step): Role => STEPS[step].role
