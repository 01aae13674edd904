import { z } from 'zod'

/**
 * What a person on duty is alarmed for: an alert (CAP) that is Extreme or Severe, a case newly overdue, 督办, a step that
 * the duty officer took in an emergency, a new case of a class that the settings call urgent.
 */
export const AlarmKind = z.enum(['alert', 'supervised', 'emergency', 'urgent', 'overdue'])
export type AlarmKind = z.infer<typeof AlarmKind>

/** An alarm as windows show it. `subject` is a case's id, or an alert's. */
export interface AlarmRow {
  readonly key: number
  readonly kind: AlarmKind
  readonly subject: string
  readonly number: string
  readonly title: string
  readonly titleEn: string
  readonly detail: string
  readonly exercise: boolean
  readonly raisedAt: number
  readonly acknowledged: { readonly at: number; readonly by: string } | null
}

export interface AlarmsHead {
  /** Alarms that nobody has acknowledged, by kind. */
  readonly open: Readonly<Record<AlarmKind, number>>
  /** Key of the newest open one, 0 when there is none. */
  readonly newest: number
}

/** Alarms in the order in which they were raised, the last first. */
export interface AlarmPage {
  readonly rows: readonly AlarmRow[]
  readonly next: number | null
}

/** For what alarms are raised. */
export const AlarmSettings = z
  .object({
    alerts: z.boolean().default(true),
    overdue: z.boolean().default(true),
    supervised: z.boolean().default(true),
    emergency: z.boolean().default(true),
    /** New cases of these raise an alarm: a kind (`event`), a class (`event/05`) or a sub-class (`event/0501`). */
    urgentClasses: z.array(z.string().regex(/^(event|component)(\/\d{2}(\d{2})?)?$/, 'must be like event, event/05 or event/0501')).max(200).default(['event/05']),
  })
  .strict()
export type AlarmSettings = z.infer<typeof AlarmSettings>
