import type { CallAction, CallRow } from '../../../electron/contract/call.ts'

/** The call of whoever called, at the number that they called from. */
export const dialBack = ({ caseId, party, number }: CallRow): Extract<CallAction, { do: 'dial' }> => ({ do: 'dial', caseId, party, numbers: [number] })
