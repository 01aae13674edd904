import type { AttachmentRow } from '../contract/attachment.ts'
import { shownAttachments } from '../domain/case-attach.ts'
import type { CaseState } from '../domain/case-state.ts'

/** The files of a case that are in sight, in the order of their adding. */
export const attachmentRows = (state: CaseState): AttachmentRow[] => shownAttachments(state).map(({ hidden: _none, ...row }) => row)
