import type { DisplayKey, SceneFault } from './wall-scene.ts'
import { showOf, type Show, type WallRepertoire, type WallState } from './wall-state.ts'

/** Who asks, and when; epoch ms. */
export interface WallAsk {
  readonly by: { readonly id: string; readonly name: string }
  readonly now: number
}

export interface WallFacts {
  readonly wall: WallState
  readonly repertoire: WallRepertoire
}

/** `held`: somebody else has locked the display. `built-in`: what every station has can't be changed. */
export type WallRefusal =
  | { readonly code: 'held'; readonly display: DisplayKey; readonly by: string }
  | { readonly code: 'unknown'; readonly what: 'scene' | 'tour' | 'salvo' | 'offer'; readonly id: string }
  | { readonly code: 'built-in'; readonly id: string }
  | { readonly code: 'too-many'; readonly max: number }
  | { readonly code: 'bad-scene'; readonly fault: SceneFault }
  /** A tour shows this scene. */
  | { readonly code: 'in-use'; readonly tour: string }

export type WallDecision = ({ readonly ok: true } & WallFacts) | { readonly ok: false; readonly refusal: WallRefusal }

export const refuse = (refusal: WallRefusal): WallDecision => ({ ok: false, refusal })

export const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))

/** Whether an operator holds a display, locked or shown by hand. */
export const isHeld = (wall: WallState, display: DisplayKey): boolean => wall.holds[display] !== undefined

export const isLocked = (wall: WallState, display: DisplayKey): boolean => wall.holds[display]?.locked === true

/** Puts something on displays; what they showed is kept for going back, and they are lit. */
export function putOn(wall: WallState, displays: readonly DisplayKey[], show: (display: DisplayKey) => Show): WallState {
  const shows = { ...wall.shows }
  const before = { ...wall.before }
  for (const display of displays) {
    const next = show(display)
    const last = showOf(wall, display)
    shows[display] = next
    if (JSON.stringify(next) === JSON.stringify(last)) continue
    before[display] = last.what === 'cameras' && last.until !== null ? (wall.before[display] ?? last) : last
  }
  return { ...wall, shows, before }
}

/** The same wall with these displays not black. */
export const lit = (wall: WallState, displays: readonly DisplayKey[]): WallState => ({ ...wall, black: wall.black.filter((each) => !displays.includes(each)) })
