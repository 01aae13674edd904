import type { LiveCall } from '../../../electron/contract/call.ts'
import { liveCalls } from '../../client/call-client.ts'
import { openDialog } from '../../client/desk.ts'
import { linkCall } from '../calls/link-call.ts'
import { change, draftStore } from './draft.ts'

/** The caller who is spoken with. */
const callerOnLine = (): LiveCall | undefined => liveCalls().findLast((call) => call.direction === 'in' && call.state === 'talking' && !call.held)

/** Opens the form; with the number of the caller on the line where none was typed. */
export function beginReport(): void {
  const caller = callerOnLine()
  if (caller && caller.number !== 'anonymous' && draftStore.getState().phone === '') change({ phone: caller.number })
  openDialog('report')
}

/** Puts the call that is spoken to the case that was just written of it. */
export function putCallTo(caseId: string): void {
  const caller = callerOnLine()
  if (caller) void linkCall(caller.id, caseId)
}
