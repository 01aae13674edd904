import type { DutyCommand } from '../contract/duty.ts'
import type { Result } from '../contract/error.ts'
import type { Actor } from '../domain/role.ts'
import type { Publisher } from './publisher.ts'
import type { StationLists } from './station-lists.ts'

export interface DutyOptions {
  readonly lists: StationLists
  readonly publisher: Publisher
}

/** Carries out what people on duty do beside cases. */
export function makeDuty({ lists, publisher }: DutyOptions): (command: DutyCommand, actor: Actor) => Promise<Result<unknown>> {
  return async (command) => {
    const done = lists.carryOut(command)
    if (done.ok) publisher.changed('lists')
    return done
  }
}
