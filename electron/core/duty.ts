import type { Commander } from '../commands/commander.ts'
import type { DutyCommand } from '../contract/duty.ts'
import { ok, type Result } from '../contract/error.ts'
import type { Actor } from '../domain/role.ts'
import type { ReadHandle } from '../store/database.ts'
import type { Alarms } from './alarms.ts'
import { acknowledgeAlert } from './alerts.ts'
import { giveHandover, takeHandover } from './handovers.ts'
import type { Publisher } from './publisher.ts'
import type { ListCommand, StationLists } from './station-lists.ts'

export interface DutyOptions {
  readonly db: ReadHandle
  readonly commander: Commander
  readonly lists: StationLists
  readonly alarms: Alarms
  readonly publisher: Publisher
  readonly newId: () => string
  /** Whether people sign in at this station. */
  readonly signedIn: () => boolean
  readonly now: () => number
}

/** Carries out what people on duty do beside cases. */
export function makeDuty({ db, commander, lists, alarms, publisher, newId, signedIn, now }: DutyOptions): (command: DutyCommand, actor: Actor) => Promise<Result<unknown>> {
  const ofLists = (command: ListCommand): Result<null> => {
    const done = lists.carryOut(command)
    if (done.ok) publisher.changed('lists')
    return done
  }
  const ofAlert = async (id: string, actor: Actor): Promise<Result<unknown>> => {
    const done = await acknowledgeAlert(db, commander, id, actor, now())
    if (done.ok) alarms.alertAcknowledged(id, actor.name, now())
    return done
  }
  return async (command, actor) => {
    switch (command.type) {
      case 'alert.acknowledge':
        return ofAlert(command.id, actor)
      case 'alarm.acknowledge':
        alarms.acknowledge(command.upTo, actor.name, now())
        return ok(null)
      case 'handover.give': {
        const { since, counts, remark } = command
        return giveHandover(db, commander, { since, counts, remark }, actor, newId(), now())
      }
      case 'handover.take':
        return takeHandover(db, commander, command.id, command.remark, actor, signedIn(), now())
      default:
        return ofLists(command)
    }
  }
}
