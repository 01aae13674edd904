import type { CallAction } from '../../../electron/contract/call.ts'
import { askDesk } from '../../client/call-client.ts'
import { notify } from '../notices/notice-store.ts'

/** Asks the call window; a refusal is said in words. Answers whether it was done. */
export async function doCall(action: CallAction): Promise<boolean> {
  const result = await askDesk(action)
  if (!result.ok) notify({ what: 'error', error: result.error })
  return result.ok
}
