import type { FileRequest } from '../contract/attachment.ts'
import { type Result } from '../contract/error.ts'
import type { SheetPut } from '../contract/sheet.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import type { CaseFiles } from './attachments.ts'
import type { Audit } from './audit.ts'
import type { Desk } from './desk.ts'
import type { SheetFiles } from './sheet-files.ts'

/** Answers a window's request about a file as whoever sits here: refused while locked; a file that is looked at or taken out is recorded. */
export function makeAskFile({ db, desk, audit, files, sheets }: { readonly db: ReadHandle; readonly desk: Desk; readonly audit: Audit; readonly files: CaseFiles; readonly sheets: SheetFiles }): (request: FileRequest | SheetPut) => Promise<Result<unknown>> {
  return async (request) => {
    const acting = desk.acting()
    if (!acting.ok) return acting
    if (request.type === 'sheet.put') return sheets.put(request)
    if (request.type === 'read' && request.offset === 0) {
      const found = files.find(request.caseId, request.attachment)
      const number = found && readCase(db, request.caseId)?.state.report.number
      const about = { caseId: request.caseId, ...(number === undefined ? {} : { number }), detail: { file: found?.name ?? '' } }
      if (found && request.purpose === 'save') {
        const written = await audit(acting.value, 'file-exported', about)
        if (!written.ok) return written
      } else if (found) void audit(acting.value, 'file-seen', about)
    }
    return files.answer(request)
  }
}
