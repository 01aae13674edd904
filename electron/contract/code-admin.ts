import { z } from 'zod'
import { Calendar } from '../domain/calendar.ts'
import { CalendarDiff } from '../domain/calendar-diff.ts'
import { SubClassDiff } from '../domain/code-diff.ts'
import { SubClass } from '../domain/code-table.ts'

const Version = z.string().regex(/^[\w.-]{1,32}$/, 'letters, digits, dot, dash and underscore, at most 32')
const note = z.string().max(500).default('')
/** The version that the sender saw in force; another one in force refuses the change. */
const base = z.string().max(32)
const kind = z.enum(['event', 'component'])

/** Changes of code table, calendar and unit grids, each a new version at once in force. For the administrator. */
export const CodesCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('codes.put'), base, kind, subClass: SubClass, note }).strict(),
  z.object({ type: z.literal('codes.remove'), base, kind, code: z.string().regex(/^\d{4}$/), note }).strict(),
  z.object({ type: z.literal('codes.revert'), base, version: Version, note }).strict(),
  /** `past`: the sender knows that days that have passed, or the hours of all days, change. Such a change wants a note. */
  z.object({ type: z.literal('calendar.activate'), base, calendar: Calendar.omit({ version: true }), version: Version.optional(), note, past: z.boolean().default(false) }).strict(),
  z.object({ type: z.literal('calendar.revert'), base, version: Version, note, past: z.boolean().default(false) }).strict(),
  z.object({ type: z.literal('grids.revert'), base, version: Version, note }).strict(),
])
export type CodesCommand = z.infer<typeof CodesCommand>

/** A version that came into force. `by` is null for what the product ships with. */
export const VersionRow = z.object({ version: z.string(), at: z.number(), by: z.string().nullable(), note: z.string() })
export type VersionRow = z.infer<typeof VersionRow>

/** What a calendar would do to the open cases whose clocks count working time. */
export const CalendarEffect = z.object({
  diff: CalendarDiff,
  /** Open cases, and those of them whose due time moves. */
  open: z.number().int(),
  later: z.number().int(),
  sooner: z.number().int(),
  /** Cases that would be overdue and are not, and the other way. */
  overdue: z.number().int(),
  saved: z.number().int(),
  /** The cases that move most, before and after, epoch ms. */
  cases: z.array(z.object({ id: z.string(), number: z.string(), className: z.string(), classNameEn: z.string(), before: z.number(), after: z.number() })),
})
export type CalendarEffect = z.infer<typeof CalendarEffect>

/** Versions of each, the newest first. */
export const VersionLists = z.object({ codes: z.array(VersionRow), calendar: z.array(VersionRow), grids: z.array(VersionRow) })
export type VersionedWhat = keyof VersionLists
export type VersionLists = z.infer<typeof VersionLists>

export const CodeChange = z.object({ from: z.string(), to: z.string(), diff: z.array(SubClassDiff) })
export type CodeChange = z.infer<typeof CodeChange>
