import type { CommandInput } from '../../client/core-client.ts'
import { core } from '../../client/core.ts'
import { notify } from '../notices/notice-store.ts'

/** Sends a command of the wall; what goes wrong is said. True when it was carried out. */
export async function send(command: CommandInput): Promise<boolean> {
  const result = await core.command(command)
  if (!result.ok) notify({ what: 'error', error: result.error })
  return result.ok
}
