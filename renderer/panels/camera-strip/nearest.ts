import type { Position } from '../../../electron/contract/case-terms.ts'

/** The nearest few of some things to a position, nearest first. Flat-earth distance: good within a city. */
export function nearest<T extends { readonly at: Position }>(things: readonly T[], [lng, lat]: Position, count: number): T[] {
  const narrow = Math.cos((lat * Math.PI) / 180)
  const distance = ({ at }: T): number => Math.hypot((at[0] - lng) * narrow, at[1] - lat)
  return [...things].sort((a, b) => distance(a) - distance(b)).slice(0, count)
}
