import { z } from 'zod'
import { Calendar } from '../domain/calendar.ts'
import { SubClassDiff } from '../domain/code-diff.ts'
import { GridDiff } from '../domain/grid-table.ts'
import { Ring } from '../domain/reference.ts'
import { SheetFault, SheetMapping } from '../domain/sheet-mapping.ts'
import { CodesCommand, VersionRow } from './code-admin.ts'
import { Crs } from './rest.ts'

const version = z.string().regex(/^[\w.-]{1,32}$/, 'letters, digits, dot, dash and underscore, at most 32')

/** A version of the code table or the calendar; the one in force where none is named. */
export const VersionQuery = z.object({ version: version.optional() }).strict()

export const VersionsAnswer = z.object({ codes: z.array(VersionRow), calendar: z.array(VersionRow), grids: z.array(VersionRow) })

const MappingText = z.string().max(8_000).transform((text, context): SheetMapping => {
  try {
    const read = SheetMapping.safeParse(JSON.parse(text))
    if (read.success) return read.data
  } catch {
    // Told below, as what is no mapping is.
  }
  context.addIssue({ code: 'custom', message: 'must be a JSON object of column head to field' })
  return z.NEVER
})

/** `mapping`: JSON of column head to field, `-` leaves a column out. `base`: refuses when another version is in force. */
export const CodesImportQuery = z
  .object({ dryRun: z.enum(['true', 'false']).transform((text) => text === 'true').default(false), mapping: MappingText.optional(), base: z.string().max(32).optional(), version: version.optional(), note: z.string().max(500).default('') })
  .strict()
export type CodesImportQuery = z.output<typeof CodesImportQuery>

/** What an import of codes came to, or would. `version` is null where nothing was brought into force. */
export const CodesImportAnswer = z.object({ base: z.string(), version: z.string().nullable(), rows: z.number().int(), faults: z.array(SheetFault), diff: z.array(SubClassDiff) })
export type CodesImportAnswer = z.output<typeof CodesImportAnswer>

export const GridsImportQuery = CodesImportQuery.extend({ crs: Crs.default('WGS-84') }).strict()
export type GridsImportQuery = z.output<typeof GridsImportQuery>

/** What an import of grids came to, or would; `diff` names the first differences. */
export const GridsImportAnswer = CodesImportAnswer.omit({ diff: true }).extend({ changes: z.object({ added: z.number().int(), changed: z.number().int(), removed: z.number().int() }), diff: z.array(GridDiff) })
export type GridsImportAnswer = z.output<typeof GridsImportAnswer>

/** Unit grids as GeoJSON (RFC 7946). */
export const GridsAnswer = z.object({
  type: z.literal('FeatureCollection'),
  version: z.string(),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: z.string(), name: z.string(), district: z.string(), street: z.string(), community: z.string() }),
      geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
    }),
  ),
})
export type GridsAnswer = z.output<typeof GridsAnswer>

export const CodesExportQuery = z.object({ what: z.enum(['codes', 'calendar', 'grids']).default('codes'), format: z.enum(['csv', 'xlsx']), version: version.optional() }).strict()

const [, , , activate] = CodesCommand.options

/** A calendar to bring into force: as the console sends it. */
export const CalendarInput = activate.omit({ type: true })
export type CalendarInput = z.output<typeof CalendarInput>

export const CalendarAnswer = Calendar
export const VersionAnswer = z.object({ version: z.string() })
