import { core } from '../../client/core.ts'
import { notify } from '../notices/notice-store.ts'

/** Puts a call to a case. */
export async function linkCall(callId: string, caseId: string): Promise<void> {
  const done = await core.command({ type: 'call.link', callId, caseId })
  if (!done.ok) notify({ what: 'error', error: done.error })
}
