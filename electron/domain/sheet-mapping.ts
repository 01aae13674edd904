import { z } from 'zod'

/** Which column of a table holds which field, by the column's head; `-` leaves a column out. What is not named is guessed by its head. */
export const SheetMapping = z.record(z.string().min(1).max(200), z.string().min(1).max(40)).refine((mapping) => Object.keys(mapping).length <= 64, 'at most 64 columns')
export type SheetMapping = z.infer<typeof SheetMapping>

/** What is wrong with a table: where (row 1 holds the heads), what, and the value that is there. */
export const SheetFault = z.object({ row: z.number().int(), column: z.string(), code: z.string(), value: z.string() })
export type SheetFault = z.infer<typeof SheetFault>

/** A field that a table may bring: the heads by which it is known, and whether every table must have it. */
export interface SheetField<F extends string> {
  readonly field: F
  readonly heads: readonly string[]
  readonly needed: boolean
}

/** Where each field stands. `used` names the field of each column, null where a column is left out. */
export interface SheetColumns<F extends string> {
  readonly at: ReadonlyMap<F, number>
  readonly used: readonly (F | null)[]
  readonly faults: readonly SheetFault[]
}

export const LEFT_OUT = '-'

/** Heads are compared without case, spaces and what stands in brackets: `时限（小时）` is `时限`. */
const plain = (head: string): string => head.normalize('NFKC').replace(/\(.*?\)/g, '').replaceAll(/[\s_*:：-]/g, '').toLowerCase()

const guess = <F extends string>(head: string, fields: readonly SheetField<F>[]): F | undefined =>
  fields.find((f) => [f.field, ...f.heads].some((known) => plain(known) === plain(head)))?.field

const MAX_VALUE = 80
export const shortValue = (text: string): string => (text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text)

/** Finds the columns by the mapping and, where it is silent, by their heads. Faults are those of row 1. */
export function findColumns<F extends string>(heads: readonly string[], fields: readonly SheetField<F>[], mapping: SheetMapping = {}): SheetColumns<F> {
  const faults: SheetFault[] = []
  const at = new Map<F, number>()
  const fault = (column: string, code: string, value = ''): void => void faults.push({ row: 1, column, code, value: shortValue(value) })
  for (const [head, name] of Object.entries(mapping)) {
    if (!heads.some((h) => h.trim() === head)) fault(head, 'mapped-column-missing', name)
    if (name !== LEFT_OUT && !fields.some((f) => f.field === name)) fault(head, 'unknown-field', name)
  }
  const used = heads.map((head, i): F | null => {
    const text = head.trim()
    const wanted = Object.hasOwn(mapping, text) ? mapping[text] : undefined
    const field = wanted === LEFT_OUT || text === '' ? undefined : wanted === undefined ? guess(text, fields) : fields.find((f) => f.field === wanted)?.field
    if (field === undefined) return null
    if (at.has(field)) {
      fault(text, 'field-twice', field)
      return null
    }
    at.set(field, i)
    return field
  })
  for (const { field, heads: [first], needed } of fields) if (needed && !at.has(field)) fault(first ?? field, 'column-missing', field)
  return { at, used, faults }
}
