import { z } from 'zod'
import { Calendar } from '../domain/calendar.ts'
import { SubClassDiff } from '../domain/code-diff.ts'
import { GridDiff } from '../domain/grid-table.ts'
import { OriginalPosition } from '../domain/case-event.ts'
import { SheetFault, SheetMapping } from '../domain/sheet-mapping.ts'
import { CHUNK_BYTES, UploadId } from './attachment.ts'

export { LEFT_OUT, type SheetFault, SheetMapping } from '../domain/sheet-mapping.ts'

/** The largest file of an import, bytes. */
export const SHEET_BYTES = 16 * 1024 * 1024
/** Rows that an import of cases may have. */
export const MAX_CASE_ROWS = 50_000
/** Rows that are written in one transaction where none may be left out. */
export const MAX_WHOLE_ROWS = 10_000

/** A table file on its way to core, a chunk at a time in order; the first names its size. Core keeps the last few in memory. */
export const SheetPut = z
  .object({
    type: z.literal('sheet.put'),
    upload: UploadId,
    bytes: z.number().int().min(1).max(SHEET_BYTES),
    offset: z.number().int().min(0),
    data: z.string().max(Math.ceil(CHUNK_BYTES / 3) * 4),
  })
  .strict()
export type SheetPut = z.infer<typeof SheetPut>

const source = { upload: UploadId, sheet: z.string().max(100).default(''), mapping: SheetMapping.default({}) }
const version = z.string().regex(/^[\w.-]{1,32}$/)
const crs = OriginalPosition.shape.crs.default('WGS-84')

/** Brings a file's code table into force as a new version, once it has been looked at. */
export const CodesImportCommand = z.object({ type: z.literal('codes.import'), ...source, base: z.string().max(32), version: version.optional(), note: z.string().max(500).default('') }).strict()
export type CodesImportCommand = z.infer<typeof CodesImportCommand>

/** Brings a file's unit grids into force as a new version, once they have been looked at. `crs`: of the file's positions. */
export const GridsImportCommand = z.object({ type: z.literal('grids.import'), ...source, crs, base: z.string().max(32), version: version.optional(), note: z.string().max(500).default('') }).strict()
export type GridsImportCommand = z.infer<typeof GridsImportCommand>

/** Reports the cases of a file. Begins at once; the view `import` of the same upload tells how far it is, and what came of it. */
export const CasesImportCommand = z.object({ type: z.literal('cases.import'), ...source, crs, mode: z.enum(['keep-good', 'all-or-nothing']), dryRun: z.boolean() }).strict()
export type CasesImportCommand = z.infer<typeof CasesImportCommand>

/** Questions about a file that was sent. */
export const SheetQueries = [
  z.object({ type: z.literal('codes-preview'), ...source }).strict(),
  z.object({ type: z.literal('grids-preview'), ...source, crs }).strict(),
  z.object({ type: z.literal('calendar-file'), ...source }).strict(),
  z.object({ type: z.literal('cases-preview'), ...source, crs }).strict(),
  z.object({ type: z.literal('import-rows'), upload: UploadId, part: z.enum(['cases', 'faults']), after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(500).default(200) }).strict(),
  /** Writes the rows that were refused to a CSV file on this machine, each with what is wrong in the words given by code. */
  z.object({ type: z.literal('import-faults-file'), upload: UploadId, head: z.string().max(40), words: z.record(z.string().max(64), z.string().max(400)) }).strict(),
  /** Writes the code table, the calendar or the grids to a file on this machine, with the heads that an import takes. */
  z.object({ type: z.literal('codes-export'), what: z.enum(['codes', 'calendar', 'grids']), format: z.enum(['csv', 'xlsx']), version: version.optional() }).strict(),
] as const

/** What a file holds, as far as its columns were understood. */
export const SheetLook = z.object({
  sheets: z.array(z.string()),
  sheet: z.string(),
  heads: z.array(z.string()),
  /** Field of each column; null: not used. */
  used: z.array(z.string().nullable()),
  fields: z.array(z.string()),
  rows: z.number().int(),
  /** The first faults, and how many there are in all. */
  faults: z.array(SheetFault),
  faultCount: z.number().int(),
})
export type SheetLook = z.infer<typeof SheetLook>

export const CodesPreview = SheetLook.extend({ base: z.string(), next: z.string(), diff: z.array(SubClassDiff), counts: z.object({ classes: z.number(), subClasses: z.number(), conditions: z.number() }).nullable() })
export type CodesPreview = z.infer<typeof CodesPreview>

/** The first differences, and how many there are of each kind. */
export const GridsPreview = SheetLook.extend({ base: z.string(), next: z.string(), diff: z.array(GridDiff), changes: z.object({ added: z.number(), changed: z.number(), removed: z.number() }), counts: z.object({ districts: z.number(), streets: z.number(), communities: z.number(), grids: z.number() }).nullable() })
export type GridsPreview = z.infer<typeof GridsPreview>

/** `sample`: the first rows as they stand; `looked`: rows that were looked at for faults. */
export const CasesPreview = SheetLook.extend({ sample: z.array(z.array(z.string())), looked: z.number().int() })
export type CasesPreview = z.infer<typeof CasesPreview>

export const CalendarFile = z.object({ calendar: Calendar.omit({ version: true }).nullable(), rows: z.number().int(), faults: z.array(SheetFault), faultCount: z.number().int() })
export type CalendarFile = z.infer<typeof CalendarFile>

/** How far an import of cases is. */
export interface ImportHead {
  /** Grows with each import that is begun. */
  readonly run: number
  readonly state: 'none' | 'reading' | 'checking' | 'writing' | 'done' | 'failed'
  readonly mode: 'keep-good' | 'all-or-nothing'
  readonly dryRun: boolean
  readonly rows: number
  readonly done: number
  readonly taken: number
  readonly faults: number
  /** Why it failed as a whole. */
  readonly error: { readonly code: string; readonly message: string; readonly where: string } | null
}

export interface ImportRows {
  readonly cases: readonly { readonly row: number; readonly caseId: string; readonly number: string }[]
  readonly faults: readonly SheetFault[]
  readonly next: number | null
}

export interface FileWritten {
  readonly file: string
  readonly rows: number
}

export interface SheetQueryTypes {
  'codes-preview': CodesPreview
  'grids-preview': GridsPreview
  'calendar-file': CalendarFile
  'cases-preview': CasesPreview
  'import-rows': ImportRows
  'import-faults-file': FileWritten
  'codes-export': FileWritten
}
