import type { Position } from '../domain/reference.ts'

/** Where a position lies in the city, as far as its base data says. */
export interface Located {
  readonly grid: string | null
  readonly district: string
}

/** Looks up a position in the city's base data. */
export type Locate = (at: Position) => Located
