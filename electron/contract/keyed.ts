import { z } from 'zod'

/**
 * The one shape of every view: a head (small facts), rows by key, and their order. A patch changes a
 * view from one number to the next; a gap in the numbers means: watch again.
 */
export interface Keyed<Head, Row> {
  readonly head: Head
  readonly rows: Readonly<Record<string, Row>>
  readonly order: readonly string[]
}

export const KeyedPatch = z.object({
  head: z.unknown().optional(),
  put: z.record(z.string(), z.unknown()).optional(),
  drop: z.array(z.string()).optional(),
  order: z.array(z.string()).optional(),
})
export type KeyedPatch = z.infer<typeof KeyedPatch>

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** What turns `from` into `to`; undefined when nothing changed. */
export function diffKeyed(from: Keyed<unknown, unknown>, to: Keyed<unknown, unknown>): KeyedPatch | undefined {
  const put: Record<string, unknown> = {}
  for (const [key, row] of Object.entries(to.rows)) if (!same(from.rows[key], row)) put[key] = row
  const drop = Object.keys(from.rows).filter((key) => !(key in to.rows))
  const patch: KeyedPatch = {}
  if (!same(from.head, to.head)) patch.head = to.head
  if (Object.keys(put).length > 0) patch.put = put
  if (drop.length > 0) patch.drop = drop
  if (!same(from.order, to.order)) patch.order = [...to.order]
  return Object.keys(patch).length > 0 ? patch : undefined
}

/** Applies a patch; untouched rows keep their identity. */
export function applyKeyed<H, R>(view: Keyed<H, R>, patch: KeyedPatch): Keyed<H, R> {
  let rows = view.rows
  if (patch.put || patch.drop) {
    const next: Record<string, R> = { ...rows }
    for (const key of patch.drop ?? []) delete next[key]
    for (const [key, row] of Object.entries(patch.put ?? {})) next[key] = row as R
    rows = next
  }
  return { head: 'head' in patch ? (patch.head as H) : view.head, rows, order: patch.order ?? view.order }
}
