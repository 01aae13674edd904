import { z } from 'zod'
import type { EventEnvelope } from './case-event.ts'
import { orderEvents } from './event-graph.ts'

/** Streams of 交接班: one for each hand-over of a shift. */
export const HANDOVER_STREAM = 'handover/'

export const handoverStream = (id: string): string => `${HANDOVER_STREAM}${id}`

const remark = z.string().max(4_000).default('')

/** Bodies of the events of a hand-over's stream. Instants are epoch ms; `counts` is how much of each part was handed over. */
export const HandoverEventBody = {
  'handover.given': z.object({ since: z.number().int(), until: z.number().int(), counts: z.record(z.string(), z.number().int()), remark }),
  'handover.taken': z.object({ remark }),
} as const

/** Who did their part of a hand-over, and when. */
export interface HandoverPart {
  readonly by: { readonly id: string; readonly name: string }
  readonly at: number
  readonly remark: string
}

/** A hand-over as its events tell it. */
export interface HandoverState {
  readonly id: string
  readonly since: number
  readonly until: number
  readonly counts: Readonly<Record<string, number>>
  readonly given: HandoverPart
  /** Missing until the next shift has taken over. */
  readonly taken: HandoverPart | undefined
}

/** Folds a hand-over in whatever order its events came: the first giving and the first taking count. Undefined until it was given. */
export function foldHandover(id: string, events: readonly EventEnvelope[]): HandoverState | undefined {
  const ordered = orderEvents(events)
  const given = ordered.flatMap((event) => {
    const body = event.type === 'handover.given' ? HandoverEventBody['handover.given'].safeParse(event.body) : undefined
    return body?.success ? [{ event, body: body.data }] : []
  })[0]
  if (!given) return undefined
  const taken = ordered.flatMap((event) => {
    const body = event.type === 'handover.taken' ? HandoverEventBody['handover.taken'].safeParse(event.body) : undefined
    return body?.success ? [partOf(event, body.data.remark)] : []
  })[0]
  const { since, until, counts } = given.body
  return { id, since, until, counts, given: partOf(given.event, given.body.remark), taken }
}

const partOf = ({ actor, occurredAt }: EventEnvelope, words: string): HandoverPart => ({ by: { id: actor.id, name: actor.name }, at: occurredAt, remark: words })
