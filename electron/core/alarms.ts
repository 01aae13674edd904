import { AlarmKind, type AlarmPage, type AlarmRow, type AlarmsHead, type AlarmSettings } from '../contract/alarm.ts'
import type { Keyed } from '../contract/keyed.ts'
import { ALERT_STREAM, AlertEventBody, standingOf, type AlertMessage } from '../domain/alert.ts'
import { asCaseEvent, type CaseEvent, type EventEnvelope } from '../domain/case-event.ts'
import { subClassOf } from '../domain/code-book.ts'
import type { ReadingFacts } from '../readmodels/case-record.ts'
import { acknowledgeAbout, acknowledgeAlarms, countOpenAlarms, dropAlarms, listAlarms, openAlarms, raiseAlarms, type NewAlarm, type StoredAlarm } from '../store/alarm-table.ts'
import { readAlert } from '../store/alert-table.ts'
import { cameDue, readCase } from '../store/case-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { newestSeq, readAfter } from '../store/event-log.ts'
import { readFact, writeFact } from '../store/facts.ts'

/** What happened longer ago than this when it was written down is history, not news, ms. */
const NEWS = 10 * 60_000
/** Events that are looked at again after a restart, at most. */
const MAX_CAUGHT_UP = 5_000
/** How far the events and the clocks were looked at is noted so often, ms. */
const NOTE_EVERY = 10_000
const FACT = 'alarms-seen'

export interface AlarmsOptions {
  readonly db: WriteHandle
  readonly settings: AlarmSettings
  readonly changed: () => void
  readonly onError: (error: unknown) => void
}

/** Raises alarms, each once, whatever restarts between its cause and its raising. */
export class Alarms {
  readonly #options: AlarmsOptions
  #checked: number
  #noted = 0

  constructor(options: AlarmsOptions, now: number) {
    this.#options = options
    const [seq, checked] = (readFact(options.db, FACT) ?? '').split(' ').map(Number)
    this.#checked = checked ?? now
    if (seq !== undefined && checked !== undefined) this.#catchUp(seq)
  }

  /** Events were committed. */
  committed(events: readonly EventEnvelope[], now: number): void {
    const { db, settings } = this.#options
    for (const { id } of events.flatMap(supersededBy)) if (dropAlarms(db, 'alert', id) > 0) this.#options.changed()
    this.#raise(events.flatMap((event) => (event.recordedAt - event.occurredAt > NEWS && !event.stream.startsWith(ALERT_STREAM) ? [] : alarmsOf(event, settings, now))), now)
  }

  /** Time has passed: cases may have come overdue. */
  tick(now: number): void {
    const { db, settings } = this.#options
    if (settings.overdue) this.#raise(cameDue(db, this.#checked, now).map(({ id, dueAt }) => ({ id: `overdue/${id}/${dueAt}`, kind: 'overdue', subject: id })), now)
    this.#checked = now
    if (now - this.#noted >= NOTE_EVERY) this.note()
  }

  /** Notes how far everything was looked at. */
  note(): void {
    this.#noted = this.#checked
    writeFact(this.#options.db, FACT, `${newestSeq(this.#options.db)} ${this.#checked}`)
  }

  /** Somebody acknowledges what was raised up to a key. */
  acknowledge(upTo: number, by: string, now: number): void {
    if (acknowledgeAlarms(this.#options.db, upTo, by, now) > 0) this.#options.changed()
  }

  /** An alert was acknowledged: so is its alarm. */
  alertAcknowledged(alertId: string, by: string, now: number): void {
    if (acknowledgeAbout(this.#options.db, 'alert', alertId, by, now) > 0) this.#options.changed()
  }

  #catchUp(seq: number): void {
    const { db } = this.#options
    const from = Math.max(seq, newestSeq(db) - MAX_CAUGHT_UP)
    for (const { event } of readAfter(db, from, MAX_CAUGHT_UP)) this.committed([event], event.recordedAt)
  }

  #raise(alarms: readonly NewAlarm[], now: number): void {
    try {
      if (raiseAlarms(this.#options.db, alarms, now) > 0) this.#options.changed()
    } catch (error) {
      this.#options.onError(error)
    }
  }
}

const supersededBy = (event: EventEnvelope): { readonly id: string }[] => (event.type === 'alert.superseded' ? [{ id: event.stream.slice(ALERT_STREAM.length) }] : [])

/** Severe enough to be told at once. */
const isPressing = ({ infos }: AlertMessage): boolean => infos.some(({ severity }) => severity === 'Extreme' || severity === 'Severe')

/** The alarms that an event gives rise to. */
export function alarmsOf(envelope: EventEnvelope, settings: AlarmSettings, now: number): NewAlarm[] {
  if (envelope.type === 'alert.received') return settings.alerts ? alertAlarms(envelope, now) : []
  const event = asCaseEvent(envelope)
  return event ? caseAlarms(event, envelope.stream.slice('case/'.length), settings) : []
}

function alertAlarms(envelope: EventEnvelope, now: number): NewAlarm[] {
  const body = AlertEventBody['alert.received'].safeParse(envelope.body)
  if (!body.success || !isPressing(body.data.message)) return []
  const id = envelope.stream.slice(ALERT_STREAM.length)
  const standing = standingOf({ id, message: body.data.message, receivedAt: envelope.recordedAt, superseded: undefined, acknowledged: undefined, heads: [], events: 1 }, now)
  return standing === 'active' ? [{ id: `alert/${id}`, kind: 'alert', subject: id }] : []
}

function caseAlarms(event: CaseEvent, caseId: string, settings: AlarmSettings): NewAlarm[] {
  if (event.type === 'case.reported') {
    const { kind, subClass } = event.body
    const codes = [kind, `${kind}/${subClass.slice(0, 2)}`, `${kind}/${subClass}`]
    return settings.urgentClasses.some((code) => codes.includes(code)) ? [{ id: `urgent/${caseId}`, kind: 'urgent', subject: caseId }] : []
  }
  if (settings.emergency && 'emergency' in event.body && event.body.emergency !== undefined) return [{ id: `emergency/${event.id}`, kind: 'emergency', subject: caseId }]
  return settings.supervised && event.type === 'case.supervised' ? [{ id: `supervised/${event.id}`, kind: 'supervised', subject: caseId }] : []
}

/** Open alarms for windows. */
export function alarmsView(db: ReadHandle, facts: ReadingFacts, limit: number): Keyed<AlarmsHead, AlarmRow> {
  const rows = openAlarms(db, limit).flatMap((stored) => alarmRow(stored, db, facts) ?? [])
  const counts = countOpenAlarms(db)
  const count = (kind: AlarmKind): number => counts.get(kind) ?? 0
  return {
    head: { open: { alert: count('alert'), supervised: count('supervised'), emergency: count('emergency'), urgent: count('urgent'), overdue: count('overdue') }, newest: rows[0]?.key ?? 0 },
    rows: Object.fromEntries(rows.map((row) => [String(row.key), row])),
    order: rows.map((row) => String(row.key)),
  }
}

/** A page of all alarms. */
export function alarmPage(db: ReadHandle, facts: ReadingFacts, before: number | undefined, limit: number): AlarmPage {
  const found = listAlarms(db, before ?? Number.MAX_SAFE_INTEGER, limit)
  return { rows: found.flatMap((stored) => alarmRow(stored, db, facts) ?? []), next: found.length === limit ? (found.at(-1)?.key ?? null) : null }
}

/** An alarm as windows show it; undefined when what it is about is not there. */
export function alarmRow(stored: StoredAlarm, db: ReadHandle, facts: ReadingFacts): AlarmRow | undefined {
  const kind = AlarmKind.safeParse(stored.kind)
  const about = kind.success ? (kind.data === 'alert' ? aboutAlert(stored.subject, db) : aboutCase(stored.subject, db, facts)) : undefined
  if (!kind.success || !about) return undefined
  const { key, subject, raisedAt, ackedAt, ackedBy } = stored
  return { key, kind: kind.data, subject, raisedAt, acknowledged: ackedAt === null ? null : { at: ackedAt, by: ackedBy ?? '' }, ...about }
}

type About = Pick<AlarmRow, 'number' | 'title' | 'titleEn' | 'detail' | 'exercise'>

function aboutAlert(id: string, db: ReadHandle): About | undefined {
  const message = readAlert(db, id)?.message
  if (!message) return undefined
  const inLanguage = (start: string) => message.infos.find(({ language }) => language.toLowerCase().startsWith(start)) ?? message.infos[0]
  const title = (start: string): string => inLanguage(start)?.headline ?? inLanguage(start)?.event ?? ''
  return { number: message.identifier, title: title('zh'), titleEn: title('en'), detail: message.infos[0]?.areas.map((area) => area.description).join('、') ?? '', exercise: message.status === 'Exercise' }
}

function aboutCase(id: string, db: ReadHandle, facts: ReadingFacts): About | undefined {
  const stored = readCase(db, id)
  if (!stored) return undefined
  const { report } = stored.state
  const subClass = subClassOf(facts.codes, stored.state)
  return { number: report.number, title: subClass?.name ?? report.subClass, titleEn: subClass?.nameEn ?? report.subClass, detail: report.place, exercise: false }
}
