import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditExportAnswer } from '../contract/desk.ts'
import type { CameraQueryTypes } from '../contract/camera-registry.ts'
import type { FileWritten, SheetQueryTypes } from '../contract/sheet.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { Query } from '../contract/messages.ts'
import { isPhone, maskPhone } from '../domain/audit.ts'
import type { Actor } from '../domain/role.ts'
import { pageAudit, type AuditFilter } from '../store/audit-table.ts'
import { stampOf } from '../store/backup.ts'
import type { ReadHandle } from '../store/database.ts'
import { writeCsv } from '../sources/sheets/csv.ts'
import { auditCsv, auditFacts } from '../sources/sheets/audit-sheet.ts'
import type { RecordingStore } from '../voice/recording-store.ts'
import type { Audit } from './audit.ts'
import { hearRecording } from './calls.ts'
import { cameraChanges, previewCameras, type CameraDesk } from './camera-admin.ts'
import { cameraHistory } from './camera-history.ts'
import { mayImport, type CaseImports } from './case-import.ts'
import { exportCodes, previewCodes, readCalendarFile, type CodeSheetDesk } from './codes-sheet.ts'
import { previewGrids } from './grid-admin.ts'
import type { Desk } from './desk.ts'

/** What this file does not answer itself. */
export type AnsweredElsewhere = Exclude<Query, { type: 'recording' | 'audit' | 'audit-export' | keyof SheetQueryTypes | keyof CameraQueryTypes }>

export interface AskOptions {
  readonly db: ReadHandle
  readonly desk: Desk
  readonly audit: Audit
  /** Answers what needs no leave. */
  readonly answer: (query: AnsweredElsewhere) => Promise<Result<unknown>>
  /** Where exports are written. */
  readonly codes: CodeSheetDesk
  readonly cameras: CameraDesk
  readonly imports: CaseImports
  readonly recordings: RecordingStore
  readonly exportDir: string
  readonly now: () => number
}

/** Records of one export at most. */
const MAX_EXPORT = 50_000

/** Answers a window's question: what shows people or their numbers is recorded, and refused to a console that is locked. */
export function makeAsk({ db, desk, audit, answer, codes, cameras, imports, recordings, exportDir, now }: AskOptions): (query: Query) => Promise<Result<unknown>> {
  const readAudit = (filter: AuditFilter, cursor: string | undefined, limit: number, by: Actor): Result<unknown> => {
    void audit(by, 'audit-read', { detail: auditFacts(filter) })
    const page = pageAudit(db, filter, cursor, limit)
    return page ? ok(page) : fail('malformed', 'the cursor is not one that this list gave', { where: 'cursor' })
  }
  const exportAudit = async (filter: AuditFilter, by: Actor): Promise<Result<AuditExportAnswer>> => {
    const page = pageAudit(db, filter, undefined, MAX_EXPORT)
    const rows = page?.rows ?? []
    const file = join(exportDir, `audit-${stampOf(now())}.csv`)
    const written = await audit(by, 'audit-exported', { detail: { ...auditFacts(filter), rows: String(rows.length), to: file } })
    if (!written.ok) return written
    mkdirSync(exportDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, auditCsv(rows), { mode: 0o600 })
    return ok({ file, rows: rows.length, more: typeof page?.next === 'string' })
  }
  const writeFaults = async ({ upload, head, words }: Extract<Query, { type: 'import-faults-file' }>, by: Actor): Promise<Result<FileWritten>> => {
    const rows = imports.refusedRows(upload, head, words)
    if (!rows) return fail('upload-broken', 'the import is not there any more', { where: 'upload' })
    const file = join(exportDir, `import-errors-${stampOf(now())}.csv`)
    const written = await audit(by, 'cases-exported', { detail: { what: 'import-errors', rows: String(rows.length - 1), to: file } })
    if (!written.ok) return written
    mkdirSync(exportDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, writeCsv(rows), { mode: 0o600 })
    return ok({ file, rows: rows.length - 1 })
  }
  return async (query) => {
    const by = desk.acting()
    switch (query.type) {
      case 'recording':
        return by.ok ? hearRecording({ db, recordings, audit }, query.callId, query.offset, by.value) : by
      case 'describe':
      case 'handover':
      case 'handover-cases':
      case 'alert-history':
      case 'alarm-history':
      case 'duplicates':
      case 'kpi':
      case 'appraisal':
      case 'code-versions':
      case 'code-change':
      case 'calendar-effect':
        return answer(query)
      case 'search':
        if (!by.ok) return by
        if (isPhone(query.text)) void audit(by.value, 'phone-searched', { detail: { phone: maskPhone(query.text) } })
        return answer(query)
      case 'caller':
        if (!by.ok) return by
        void audit(by.value, 'caller-looked-up', { detail: { phone: maskPhone(query.phone) } })
        return answer(query)
      case 'kpi-cases':
        if (!by.ok) return by
        void audit(by.value, 'figures-drilled', { detail: { figure: query.figure, part: query.part, group: query.group, value: query.value } })
        return answer(query)
      case 'figure-cases':
        if (!by.ok) return by
        if (query.after === 0) void audit(by.value, 'figures-drilled', { detail: { figure: `now/${query.figure.of}`, part: Object.values(query.figure).slice(1).join('/'), group: 'city', value: '' } })
        return answer(query)
      case 'codes-preview':
        return by.ok ? previewCodes(codes, query) : by
      case 'grids-preview':
        return by.ok ? previewGrids(codes, query) : by
      case 'cameras-preview':
        return by.ok ? previewCameras(cameras, query) : by
      case 'camera-history':
        return ok(cameraHistory(db, query.camera, query.limit))
      case 'camera-changes':
        return by.ok ? ok(cameraChanges(cameras.registry, query)) : by
      case 'calendar-file':
        return by.ok ? readCalendarFile(codes, query) : by
      case 'codes-export':
        return by.ok ? exportCodes(codes, query, by.value) : by
      case 'cases-preview':
      case 'import-rows':
      case 'import-faults-file': {
        if (!by.ok) return by
        const refused = mayImport(by.value)
        if (refused) return refused
        if (query.type === 'cases-preview') return imports.preview(query)
        if (query.type === 'import-rows') return ok(imports.rows(query))
        return writeFaults(query, by.value)
      }
      case 'appraisal-cases':
        if (!by.ok) return by
        void audit(by.value, 'figures-drilled', { detail: { figure: `${query.role}/${query.part}`, part: query.side, group: query.role === 'department' ? 'department' : 'person', value: query.subject } })
        return answer(query)
      case 'audit':
      case 'audit-export': {
        if (!by.ok) return by
        if (!by.value.roles.includes('admin')) return fail('forbidden', 'the audit is the administrator’s')
        const { person, acts, caseId, from, to } = query
        const filter = { person, acts, caseId, from, to }
        return query.type === 'audit' ? readAudit(filter, query.cursor, query.limit, by.value) : exportAudit(filter, by.value)
      }
    }
  }
}
