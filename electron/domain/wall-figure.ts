import { z } from 'zod'
import { Stage } from './case-flow.ts'

/** Steps of today that the figures count. */
export const TODAY_STEPS = ['reported', 'filed', 'dispatched', 'handled', 'closed'] as const

/** Bounds of the ages of open cases, ms: 4 h, 1, 3 and 7 days; those older than all are one more age. */
export const AGE_BOUNDS = [4, 24, 72, 168].map((hours) => hours * 3_600_000)

/** How cameras fare, in a few words: moving, moving less often, standing still, away, not open since nobody looks. */
export const CAMERA_STATES = ['live', 'slow', 'stalled', 'failed', 'closed'] as const
export type CameraState = (typeof CAMERA_STATES)[number]

/** A figure of the figures view that counts cases, or steps that cases took. */
export const CaseFigure = z.discriminatedUnion('of', [
  /** Steps of this local day; a case that took one twice counts twice. */
  z.object({ of: z.literal('today'), step: z.enum(TODAY_STEPS) }).strict(),
  /** Reports within an hour of this local day. */
  z.object({ of: z.literal('hour'), hour: z.number().int().min(0).max(23) }).strict(),
  /** Cases in hand; those past due, or past the warning and not due. */
  z.object({ of: z.literal('open'), clock: z.enum(['any', 'warn', 'overdue']) }).strict(),
  z.object({ of: z.literal('stage'), stage: Stage }).strict(),
  z.object({ of: z.literal('district'), district: z.string().min(1).max(12), when: z.enum(['open', 'today']) }).strict(),
  z.object({ of: z.literal('department'), department: z.string().min(1).max(32), when: z.enum(['open', 'overdue', 'today']) }).strict(),
  /** Cases in hand of an age between two of {@link AGE_BOUNDS}. */
  z.object({ of: z.literal('age'), age: z.number().int().min(0).max(AGE_BOUNDS.length) }).strict(),
])
export type CaseFigure = z.infer<typeof CaseFigure>

/** A figure that is shown at the console down to what it counts. */
export const WallFigure = z.union([CaseFigure, z.object({ of: z.literal('cameras'), state: z.enum(CAMERA_STATES) }).strict()])
export type WallFigure = z.infer<typeof WallFigure>
