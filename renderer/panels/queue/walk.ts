/** Where a walk through a list goes: one down or up, or to an end. */
export type Walk = 'next' | 'previous' | 'first' | 'last'

/**
 * The id that a walk reaches. When the selected id has left the list (its case moved on), the walk goes
 * on from `lastIndex`, where it stood: what slid into its place comes next.
 */
export function walkTo(order: readonly string[], selected: string | null, lastIndex: number, walk: Walk): string | null {
  if (order.length === 0) return null
  const end = order.length - 1
  const at = selected === null ? -1 : order.indexOf(selected)
  const clamp = (index: number): string | null => order[Math.min(end, Math.max(0, index))] ?? null
  switch (walk) {
    case 'first':
      return clamp(0)
    case 'last':
      return clamp(end)
    case 'next':
      return at >= 0 ? clamp(at + 1) : clamp(selected === null ? 0 : lastIndex)
    case 'previous':
      return at >= 0 ? clamp(at - 1) : clamp(selected === null ? 0 : lastIndex - 1)
  }
}
