import { z } from 'zod'
import { Role, type Actor } from './role.ts'

/** 岗位号: the name that a person signs in with. It names them in events too, and is given once for good. */
export const Login = z.string().regex(/^(?!sim-)[A-Za-z0-9][\w.-]{0,31}$/, 'a letter or digit, then letters, digits, dot, dash and underscore, at most 32')

/** A PIN: 4 to 12 digits. */
export const Pin = z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits')

/** What the administrator sets of a person. `department` is theirs when they work for a handling department. */
export const Person = z
  .object({
    name: z.string().trim().min(1).max(64),
    roles: z.array(Role).min(1).max(Role.options.length),
    department: z.string().min(1).max(32).nullable().default(null),
    /** The language that the console takes when they sign in; null: as it stands. */
    language: z.enum(['zh-CN', 'en']).nullable().default(null),
    disabled: z.boolean().default(false),
  })
  .strict()
export type Person = z.infer<typeof Person>

/** An account as it is kept, without its PIN. */
export interface Account extends Person {
  readonly id: string
}

/** Why a person cannot be kept as given; undefined when they can. People of the post 处置部门, and they alone, have a department. */
export function personFault({ roles, department }: Person, departments: ReadonlySet<string>): 'department-needed' | 'unknown-department' | undefined {
  if (!roles.includes('department')) return undefined
  if (department === null) return 'department-needed'
  return departments.has(department) ? undefined : 'unknown-department'
}

/** The person as core acts for them. */
export const actorOf = ({ id, name, roles, department }: Account): Actor => ({ id, name, roles: [...roles], ...(roles.includes('department') && department !== null ? { department } : {}) })

/** A PIN that is guessed first: one digit again and again, or a run up or down. */
export function isWeakPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10)
  return steps.every((step) => step === 0) || steps.every((step) => step === 1) || steps.every((step) => step === 9)
}

/** Wrong PINs that cost no wait. */
const FREE_TRIES = 3
const FIRST_WAIT = 5_000
const LONGEST_WAIT = 5 * 60_000

/** How long the next try has to wait after so many wrong ones in a row, ms: none for the first, then twice as long each time, 5 min at most. */
export const pinWait = (wrong: number): number => (wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(wrong - FREE_TRIES, 20)))
