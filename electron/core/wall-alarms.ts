import type { CameraRow } from '../contract/views.ts'
import { ALERT_STREAM, AlertEventBody, boxOf, type AlertMessage } from '../domain/alert.ts'
import { CaseEventBody, caseStream, type EventEnvelope } from '../domain/case-event.ts'
import { subClassOf } from '../domain/code-book.ts'
import type { Position } from '../domain/reference.ts'
import { nearestCameras } from '../domain/wall-near.ts'
import type { AlarmKind, Offer } from '../domain/wall-state.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'

/** What happened longer ago than this calls for no attention any more, ms: a history that is read in is no alarm. */
const FRESH_MS = 10 * 60_000
/** Cameras that an alarm offers. */
const CAMERAS = 4

export interface AlarmWorld {
  readonly db: ReadHandle
  readonly facts: CaseFacts
  readonly cameras: readonly CameraRow[]
  readonly now: number
}

/** The alarms among what was just written, each with its nearest cameras: warnings, cases under a leader's eye, cases that a sensor reported. */
export function alarmsIn(events: readonly EventEnvelope[], world: AlarmWorld): readonly Offer[] {
  return events.filter((event) => world.now - event.occurredAt < FRESH_MS).flatMap((event) => alarmOf(event, world) ?? [])
}

function alarmOf(event: EventEnvelope, world: AlarmWorld): Offer | undefined {
  switch (event.type) {
    case 'case.supervised': {
      const body = CaseEventBody['case.supervised'].safeParse(event.body)
      return body.success && body.data.kind !== 'overdue' ? caseAlarm(event, 'supervised', world) : undefined
    }
    case 'case.reported': {
      const body = CaseEventBody['case.reported'].pick({ source: true }).safeParse(event.body)
      const source = body.success ? body.data.source : undefined
      return source === 'leader' || source === 'sensor' ? caseAlarm(event, source, world) : undefined
    }
    case 'alert.received': {
      const body = AlertEventBody['alert.received'].safeParse(event.body)
      return body.success ? alertAlarm(event, body.data.message, world) : undefined
    }
    default:
      return undefined
  }
}

const near = ({ cameras }: AlarmWorld, at: Position): string[] => nearestCameras(cameras, at, CAMERAS).map(({ id }) => id)

function caseAlarm(event: EventEnvelope, kind: AlarmKind, world: AlarmWorld): Offer | undefined {
  const id = event.stream.slice(caseStream('').length)
  const state = readCase(world.db, id)?.state
  if (!state) return undefined
  const { report } = state
  const subClass = subClassOf(world.facts.codes, state)
  return {
    id: `${kind}/${event.id}`,
    kind,
    title: [subClass?.name ?? report.subClass, report.place].filter(Boolean).join(' ').slice(0, 200),
    titleEn: [subClass?.nameEn ?? report.subClass, report.place].filter(Boolean).join(' ').slice(0, 200),
    caseId: id,
    cameras: near(world, report.at),
    district: report.grid?.slice(0, 6) ?? null,
    since: world.now,
  }
}

/** Only what is meant and grave: tests and minor warnings must not take a screen. */
function alertAlarm(event: EventEnvelope, message: AlertMessage, world: AlarmWorld): Offer | undefined {
  const grave = message.infos.filter(({ severity }) => severity === 'Extreme' || severity === 'Severe')
  const [info] = grave
  if (!info || message.status !== 'Actual' || (message.msgType !== 'Alert' && message.msgType !== 'Update')) return undefined
  const english = grave.find(({ language }) => language.toLowerCase().startsWith('en')) ?? info
  const box = boxOf(message)
  return {
    id: `alert/${event.stream.slice(ALERT_STREAM.length)}`.slice(0, 80),
    kind: 'alert',
    title: (info.headline ?? info.event).slice(0, 200),
    titleEn: (english.headline ?? english.event).slice(0, 200),
    caseId: null,
    cameras: box ? near(world, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]) : [],
    district: null,
    since: world.now,
  }
}
