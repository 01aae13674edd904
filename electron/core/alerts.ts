import { fail, ok, type Result } from '../contract/error.ts'
import type { AlertAnswer, AlertRow, AlertsHead } from '../contract/alert.ts'
import type { Keyed } from '../contract/keyed.ts'
import type { AlertListQuery, AlertPage } from '../contract/rest.ts'
import type { Commander, Fact } from '../commands/commander.ts'
import { ALERT_STREAM, alertStream, AlertEventBody, boxOf, expiryOf, foldAlert, standingOf, type AlertMessage, type AlertState } from '../domain/alert.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import type { Actor } from '../domain/role.ts'
import { alertId } from '../sources/rest/cap/cap-message.ts'
import { alertsInForce, clearAlerts, listAlerts, readAlert, writeAlert } from '../store/alert-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'

/** An alert as windows and the REST face show it. */
export function alertRow(state: AlertState, now: number): AlertRow | undefined {
  const { message, superseded } = state
  if (!message) return undefined
  const box = boxOf(message)
  return {
    id: state.id,
    standing: standingOf(state, now),
    exercise: message.status === 'Exercise',
    sender: message.sender,
    identifier: message.identifier,
    sent: message.sent,
    receivedAt: state.receivedAt,
    msgType: message.msgType,
    scope: message.scope,
    supersededBy: superseded?.by ?? null,
    references: message.references.map(alertId),
    expires: expiryOf(message) ?? null,
    box: box ? [...box] : null,
    acknowledged: state.acknowledged ?? null,
    infos: message.infos,
  }
}

/** How the events of alerts become what the store keeps of them. */
export const alertProjection = {
  prefix: ALERT_STREAM,
  clear: clearAlerts,
  project: (db: WriteHandle, id: string, events: readonly EventEnvelope[]): void => {
    const state = foldAlert(id, events)
    if (state) writeAlert(db, state)
  },
}

/** Alerts in force inside a viewport, for windows. */
export function alertsView(db: ReadHandle, bbox: readonly [number, number, number, number] | undefined, limit: number, now: number): Keyed<AlertsHead, AlertRow> {
  const found = alertsInForce(db, now, bbox, limit + 1)
  const rows = found.slice(0, limit).flatMap(({ state }) => alertRow(state, now) ?? [])
  return { head: { count: rows.length, capped: found.length > limit }, rows: Object.fromEntries(rows.map((r) => [r.id, r])), order: rows.map((r) => r.id) }
}

/** The events that a message comes to: itself, and what it does to those that it names; none when it came before. */
function factsOf(db: ReadHandle, message: AlertMessage, raw: string): Fact[] {
  const id = alertId(message)
  if (readAlert(db, id)?.message !== undefined) return []
  const received: Fact = { stream: alertStream(id), type: 'alert.received', occurredAt: message.sent, body: { message, raw } }
  if (message.msgType !== 'Update' && message.msgType !== 'Cancel') return [received]
  const how = message.msgType === 'Update' ? 'update' : 'cancel'
  const named = [...new Set(message.references.map(alertId))].filter((target) => target !== id)
  return [received, ...named.map((target): Fact => ({ stream: alertStream(target), type: 'alert.superseded', occurredAt: message.sent, body: { by: id, how, status: message.status } }))]
}

/** Writes a CAP message down, once, with what it replaces or calls off. */
export async function receiveAlert(db: ReadHandle, commander: Commander, message: AlertMessage, raw: string, actor: Actor, now: () => number): Promise<Result<AlertAnswer>> {
  const id = alertId(message)
  const result = await commander.record(() => ok(factsOf(db, message, raw)), actor)
  if (!result.ok) return result
  const state = readAlert(db, id)
  const superseded = result.value.filter((e) => e.type === 'alert.superseded').map((e) => e.stream.slice(alertStream('').length))
  return ok({ id, standing: state ? standingOf(state, now()) : 'unknown', superseded, eventIds: result.value.map((e) => e.id), again: result.value.length === 0 })
}

/** Writes down that somebody on duty acknowledged an alert; once is enough. */
export async function acknowledgeAlert(db: ReadHandle, commander: Commander, id: string, actor: Actor, now: number): Promise<Result<unknown>> {
  return commander.record(() => {
    const state = readAlert(db, id)
    if (state?.message === undefined) return fail('not-found', `there is no alert ${id}`, { where: 'id', params: { id } })
    return ok(state.acknowledged ? [] : [{ stream: alertStream(id), type: 'alert.acknowledged', occurredAt: now, body: { note: '' } }])
  }, actor)
}

/** A page of alerts: those that hold now, or all by arrival. */
export function alertPage(db: ReadHandle, { inForce, bbox, before, limit }: AlertListQuery, now: number): AlertPage {
  const found = inForce ? alertsInForce(db, now, bbox, limit + 1) : listAlerts(db, before ?? Number.MAX_SAFE_INTEGER, limit + 1)
  const page = found.slice(0, limit)
  return { alerts: page.flatMap(({ state }) => alertRow(state, now) ?? []), next: !inForce && found.length > limit ? (page.at(-1)?.key ?? null) : null }
}

/** The XML of a message as it came. */
export function rawAlert(db: ReadHandle, id: string): string | undefined {
  const received = readStream(db, alertStream(id)).find((e) => e.type === 'alert.received')
  const body = AlertEventBody['alert.received'].safeParse(received?.body)
  return body.success ? body.data.raw : undefined
}
