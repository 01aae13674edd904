import { z } from 'zod'
import { DialNumber } from './call.ts'

/** 部门 the department's own line, 岗位 a post that somebody holds, 人员 a person, 力量 a field unit's own telephone. */
export const DirectoryKind = z.enum(['department', 'post', 'person', 'unit'])
export type DirectoryKind = z.infer<typeof DirectoryKind>

/** Minutes of the local day from 0 to 1440, `to` exclusive; `from` after `to` runs over midnight and belongs to the day on which it begins. */
const Hours = z.object({ from: z.number().int().min(0).max(1_440), to: z.number().int().min(0).max(1_440) })

/** A number with when it is answered: at all times unless hours or days (1 Monday to 7 Sunday) are named. */
export const DutyNumber = z.object({ number: DialNumber, hours: Hours.nullable(), days: z.array(z.number().int().min(1).max(7)).max(7).nullable() })
export type DutyNumber = z.infer<typeof DutyNumber>

/** Code of a district (6 digits), street (9), community (12) or unit grid (15). */
export const AreaCode = z.string().regex(/^\d{6}(\d{3}){0,3}$/)

/** Somebody who can be called. `numbers` stand in the order in which they are tried. */
export const DirectoryEntry = z.object({
  id: z.string().min(1).max(64),
  kind: DirectoryKind,
  /** Id or name of the department. */
  department: z.string().max(64),
  name: z.string().min(1).max(64),
  nameEn: z.string().max(64),
  title: z.string().max(64),
  numbers: z.array(DutyNumber).min(1).max(10),
  /** Areas that they answer for, each with all that lies in it. */
  areas: z.array(AreaCode).max(60),
  /** Id of the field unit that is reached so; empty for everybody else. */
  unit: z.string().max(64),
})
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Asia/Shanghai, without summer time. */
const ZONE_MS = 8 * 3_600_000

/** Whether a number is answered at an instant (epoch ms). */
export function isOnDuty({ hours, days }: DutyNumber, at: number): boolean {
  const local = at + ZONE_MS
  const minute = Math.floor((local % DAY_MS) / MINUTE_MS)
  const over = hours !== null && hours.from > hours.to
  const inHours = hours === null || (over ? minute >= hours.from || minute < hours.to : minute >= hours.from && minute < hours.to)
  if (!inHours) return false
  const begun = over && hours !== null && minute < hours.to ? local - DAY_MS : local
  return days === null || days.includes(weekday(begun))
}

/** 1 Monday to 7 Sunday; the epoch began on a Thursday. */
const weekday = (local: number): number => ((Math.floor(local / DAY_MS) + 3) % 7) + 1

/** The numbers to try now, in order; outside of all hours those that are there all the same, so that nobody is unreachable by the book. */
export function numbersAt(numbers: readonly DutyNumber[], at: number): string[] {
  const now = numbers.filter((n) => isOnDuty(n, at))
  return [...new Set((now.length > 0 ? now : numbers).map((n) => n.number))]
}

/** Who answers for a unit grid at an instant, who answers for the least first; of several, whoever is on duty now goes before who is not. */
export function answeringFor<E extends { readonly areas: readonly string[]; readonly numbers: readonly DutyNumber[] }>(entries: readonly E[], grid: string, at: number): E[] {
  const narrowest = ({ areas }: E): number => Math.max(0, ...areas.filter((code) => grid.startsWith(code)).map((code) => code.length))
  const away = ({ numbers }: E): number => Number(!numbers.some((number) => isOnDuty(number, at)))
  return entries.filter((entry) => narrowest(entry) > 0).toSorted((a, b) => away(a) - away(b) || narrowest(b) - narrowest(a))
}

const FULL_WIDTH = 0xfee0

/** A number as people write it, as it is dialled: without spaces, dashes and brackets, full-width digits made plain, +86 dropped. Undefined when nothing is left that could be dialled. */
export function normaliseNumber(text: string): string | undefined {
  const plain = text.replaceAll(/[０-９＋＊＃]/g, (c) => String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH)).replaceAll(/[\s()（）‐-―-]/g, '')
  const number = plain.replace(/^(\+86|0086)(?=\d{7,})/, '')
  return /^[+*#\d]{2,32}$/.test(number) ? number : undefined
}

const PART = /^(\S+)(?:\s+(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2}))?(?:\s+([1-7])(?:-([1-7]))?)?$/

/** Reads one number of a list: `8102`, `8102 08:00-18:00`, `8102 18:00-08:00 1-5` (days from 1 Monday). Undefined when it is none. */
export function readDutyNumber(text: string): DutyNumber | undefined {
  const match = PART.exec(text.trim())
  const number = match?.[1] === undefined ? undefined : normaliseNumber(match[1])
  if (!match || number === undefined) return undefined
  const minutes = (hour: string | undefined, minute: string | undefined): number => Number(hour) * 60 + Number(minute)
  const hours = match[2] === undefined ? null : { from: minutes(match[2], match[3]), to: minutes(match[4], match[5]) }
  const first = Number(match[6])
  const last = Number(match[7] ?? match[6])
  const days = match[6] === undefined ? null : Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => ((first - 1 + i) % 7) + 1)
  const read = DutyNumber.safeParse({ number, hours, days })
  return read.success ? read.data : undefined
}
