import { z } from 'zod'
import type { EventEnvelope } from './case-event.ts'
import { headsOf, orderEvents } from './event-graph.ts'
import { Position, Ring } from './reference.ts'

const text = (max: number) => z.string().max(max)
const instant = z.number().int()

/** A circle of an area: its centre in WGS-84 degrees, its radius in km (CAP 1.2, 3.2.4). */
const Circle = z.object({ centre: Position, radiusKm: z.number().min(0).max(20_000) })

/** Where an alert holds. Altitude and ceiling are feet above sea level, as CAP has them. */
export const AlertArea = z.object({
  description: text(2_000),
  polygons: z.array(Ring).max(200),
  circles: z.array(Circle).max(200),
  geocodes: z.array(z.object({ name: text(100), value: text(200) })).max(500),
  altitude: z.number().optional(),
  ceiling: z.number().optional(),
})
export type AlertArea = z.infer<typeof AlertArea>

/** One info block: what happens, how bad, in one language (BCP 47). Instants are epoch ms. */
export const AlertInfo = z.object({
  language: text(40),
  categories: z.array(z.enum(['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'])).min(1).max(12),
  event: text(500),
  responseTypes: z.array(z.enum(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'])).max(9),
  urgency: z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
  severity: z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
  certainty: z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
  effective: instant.optional(),
  onset: instant.optional(),
  expires: instant.optional(),
  senderName: text(500).optional(),
  headline: text(1_000).optional(),
  description: text(20_000).optional(),
  instruction: text(20_000).optional(),
  web: text(2_000).optional(),
  contact: text(500).optional(),
  parameters: z.array(z.object({ name: text(200), value: text(2_000) })).max(200),
  eventCodes: z.array(z.object({ name: text(200), value: text(500) })).max(100),
  areas: z.array(AlertArea).max(100),
})
export type AlertInfo = z.infer<typeof AlertInfo>

/** Names one CAP message: its sender, its identifier and when it was sent. */
export const AlertReference = z.object({ sender: text(300).min(1), identifier: text(300).min(1), sent: instant })
export type AlertReference = z.infer<typeof AlertReference>

/** A message of the Common Alerting Protocol 1.2 (OASIS, 2010), read. */
export const AlertMessage = AlertReference.extend({
  status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
  msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  scope: z.enum(['Public', 'Restricted', 'Private']),
  source: text(500).optional(),
  note: text(5_000).optional(),
  references: z.array(AlertReference).max(100),
  incidents: text(2_000).optional(),
  infos: z.array(AlertInfo).max(50),
})
export type AlertMessage = z.infer<typeof AlertMessage>

/** Bodies of the events of an alert's stream, by type. */
export const AlertEventBody = {
  /** The message came in; `raw` is its XML as it came. */
  'alert.received': z.object({ message: AlertMessage, raw: z.string().max(600_000) }),
  /** Somebody on duty has seen it and acts. */
  'alert.acknowledged': z.object({ note: z.string().max(1_000).default('') }),
  /** On the stream of an earlier alert: a later message of this status replaced it or called it off. */
  'alert.superseded': z.object({ by: z.string().min(1).max(64), how: z.enum(['update', 'cancel']), status: AlertMessage.shape.status }),
} as const

export type AlertEventType = keyof typeof AlertEventBody
export const ALERT_STREAM = 'alert/'

export const alertStream = (id: string): string => `${ALERT_STREAM}${id}`

/** An alert as its events tell it. `message` is missing while only a later message that names it has come. */
export interface AlertState {
  readonly id: string
  readonly message: AlertMessage | undefined
  readonly receivedAt: number
  /** The last message that replaced it or called it off. */
  readonly superseded: { readonly by: string; readonly how: 'update' | 'cancel'; readonly at: number } | undefined
  /** Who acknowledged it first, and when. */
  readonly acknowledged: { readonly by: string; readonly at: number } | undefined
  readonly heads: readonly string[]
  readonly events: number
}

/**
 * Folds all events of one alert, in whatever order they came. Called off wins over replaced; a message of another status
 * (an exercise, a test) does neither. Undefined when there are no events.
 */
export function foldAlert(id: string, events: readonly EventEnvelope[]): AlertState | undefined {
  if (events.length === 0) return undefined
  const ordered = orderEvents(events)
  const received = ordered.flatMap((event) => {
    const body = event.type === 'alert.received' ? AlertEventBody['alert.received'].safeParse(event.body) : undefined
    return body?.success ? [{ message: body.data.message, at: event.recordedAt }] : []
  })[0]
  const superseding = ordered.flatMap((event) => {
    const body = event.type === 'alert.superseded' ? AlertEventBody['alert.superseded'].safeParse(event.body) : undefined
    return body?.success && body.data.status === (received?.message.status ?? body.data.status) ? [{ by: body.data.by, how: body.data.how, at: event.occurredAt }] : []
  })
  const acknowledged = ordered.find((event) => event.type === 'alert.acknowledged')
  return {
    id,
    acknowledged: acknowledged && { by: acknowledged.actor.name, at: acknowledged.occurredAt },
    message: received?.message,
    receivedAt: received?.at ?? 0,
    superseded: superseding.findLast((s) => s.how === 'cancel') ?? superseding.at(-1),
    heads: headsOf(events),
    events: ordered.length,
  }
}

/** Where an alert stands: only `active` ones are for the map and the queue. */
export const AlertStanding = z.enum(['active', 'replaced', 'cancelled', 'expired', 'silent', 'unknown'])
export type AlertStanding = z.infer<typeof AlertStanding>

/** The last instant at which an alert holds: the latest of its info blocks; undefined when one has none. */
export function expiryOf(message: AlertMessage): number | undefined {
  const ends = message.infos.map((info) => info.expires)
  return ends.length === 0 || ends.includes(undefined) ? undefined : Math.max(...ends.map((end) => end ?? 0))
}

/** Reads where an alert stands at an instant. Tests, drafts, system messages, cancels and answers are kept but silent; an exercise is shown as one. */
export function standingOf({ message, superseded }: AlertState, now: number): AlertStanding {
  if (message === undefined) return 'unknown'
  if (superseded !== undefined) return superseded.how === 'cancel' ? 'cancelled' : 'replaced'
  if (message.status !== 'Actual' && message.status !== 'Exercise') return 'silent'
  if (message.msgType !== 'Alert' && message.msgType !== 'Update') return 'silent'
  const expires = expiryOf(message)
  return expires !== undefined && expires <= now ? 'expired' : 'active'
}

/** The smallest box around all areas of an alert, degrees: west, south, east, north; undefined when none is drawn. */
export function boxOf(message: AlertMessage): readonly [number, number, number, number] | undefined {
  const areas = message.infos.flatMap((info) => info.areas)
  const points = [...areas.flatMap((a) => a.polygons.flat()), ...areas.flatMap((a) => a.circles.flatMap(cornersOf))]
  if (points.length === 0) return undefined
  const lngs = points.map((p) => p[0])
  const lats = points.map((p) => p[1])
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

const KM_PER_DEGREE = 111.32

const cornersOf = ({ centre: [lng, lat], radiusKm }: z.infer<typeof Circle>): Position[] => {
  const dLat = radiusKm / KM_PER_DEGREE
  const dLng = Math.min(180, radiusKm / (KM_PER_DEGREE * Math.max(0.01, Math.cos((lat * Math.PI) / 180))))
  return [[Math.max(-180, lng - dLng), Math.max(-90, lat - dLat)], [Math.min(180, lng + dLng), Math.min(90, lat + dLat)]]
}
