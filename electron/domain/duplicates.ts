import type { CaseState } from './case-state.ts'
import { distanceMetres } from './geometry.ts'

/** Why two cases may be one: each with its own measure. */
export type DuplicateReason =
  | { readonly why: 'same-class' }
  | { readonly why: 'same-component' }
  | { readonly why: 'near'; readonly metres: number }
  | { readonly why: 'close-in-time'; readonly minutes: number }
  | { readonly why: 'alike'; readonly share: number }
  | { readonly why: 'same-caller' }

/** Cases further apart than this are no candidates, metres. */
export const DUPLICATE_RADIUS = 150
/** Nor those whose reports lie further apart, ms. */
export const DUPLICATE_WINDOW = 72 * 3_600_000

/** From this score on, 0 to 1, a pair is worth showing. */
export const DUPLICATE_SCORE = 0.5

/** Share of character pairs that two texts have in common (Sørensen–Dice), 0 to 1; works for Chinese without words. */
export function likeness(a: string, b: string): number {
  const pairs = (text: string): Map<string, number> => {
    const letters = [...text.normalize('NFKC').replaceAll(/[\s\p{P}]+/gu, '')]
    const counts = new Map<string, number>()
    for (let i = 0; i + 1 < letters.length; i++) {
      const pair = `${letters[i]}${letters[i + 1]}`
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
    return counts
  }
  const [left, right] = [pairs(a), pairs(b)]
  const size = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0)
  const total = size(left) + size(right)
  if (total === 0) return 0
  let common = 0
  for (const [pair, n] of left) common += Math.min(n, right.get(pair) ?? 0)
  return (2 * common) / total
}

/** How likely two cases are one, with the reasons that a person can check. Undefined when they are no candidates. Symmetric. */
export function duplicateScore(a: CaseState, b: CaseState): { readonly score: number; readonly reasons: readonly DuplicateReason[] } | undefined {
  if (a.id === b.id) return undefined
  const metres = distanceMetres(a.report.at, b.report.at)
  const apart = Math.abs(a.reportedAt - b.reportedAt)
  if (metres > DUPLICATE_RADIUS || apart > DUPLICATE_WINDOW) return undefined
  const sameComponent = a.report.component !== null && a.report.component === b.report.component
  const sameClass = a.report.kind === b.report.kind && a.report.subClass === b.report.subClass
  const sameCaller = a.report.reporter.person !== undefined && a.report.reporter.person === b.report.reporter.person
  const alike = likeness(a.report.description, b.report.description)
  const score = Math.min(
    1,
    (sameComponent ? 0.6 : 0) + (sameClass ? 0.35 : 0) + 0.25 * (1 - metres / DUPLICATE_RADIUS) + 0.15 * (1 - apart / DUPLICATE_WINDOW) + 0.25 * alike + (sameCaller ? 0.1 : 0),
  )
  const reasons: DuplicateReason[] = [
    ...(sameComponent ? [{ why: 'same-component' } as const] : []),
    ...(sameClass ? [{ why: 'same-class' } as const] : []),
    { why: 'near', metres: Math.round(metres) },
    { why: 'close-in-time', minutes: Math.round(apart / 60_000) },
    ...(alike >= 0.3 ? [{ why: 'alike', share: Math.round(alike * 100) / 100 } as const] : []),
    ...(sameCaller ? [{ why: 'same-caller' } as const] : []),
  ]
  return { score, reasons }
}
