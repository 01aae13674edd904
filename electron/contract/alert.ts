import { z } from 'zod'
import { AlertInfo, AlertMessage, AlertStanding } from '../domain/alert.ts'

/** An alert (CAP) as the map and the queue show it. `infos` holds one block for each language and each thing that happens. */
export const AlertRow = z.object({
  id: z.string(),
  standing: AlertStanding,
  /** True for an exercise: shown, and marked as one. */
  exercise: z.boolean(),
  sender: z.string(),
  identifier: z.string(),
  sent: z.number(),
  receivedAt: z.number(),
  msgType: AlertMessage.shape.msgType,
  scope: AlertMessage.shape.scope,
  /** The message that replaced it or called it off. */
  supersededBy: z.string().nullable(),
  /** Ids of the messages that this one names. */
  references: z.array(z.string()),
  expires: z.number().nullable(),
  /** WGS-84 west, south, east, north around all areas; null when none is drawn. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  /** Who on duty acknowledged it, and when; null while nobody has. */
  acknowledged: z.object({ by: z.string(), at: z.number() }).nullable(),
  infos: z.array(AlertInfo),
})
export { AlertInfo } from '../domain/alert.ts'
export type AlertRow = z.infer<typeof AlertRow>

export interface AlertsHead {
  readonly count: number
  readonly capped: boolean
}

/** What a message came to: its id, the alerts that it replaced or called off, and whether it had come before. */
export const AlertAnswer = z.object({ id: z.string(), standing: AlertStanding, superseded: z.array(z.string()), eventIds: z.array(z.string()), again: z.boolean() })
export type AlertAnswer = z.output<typeof AlertAnswer>
