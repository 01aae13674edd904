import type { WindowKind } from '../../contract/bridge.ts'
import type { DisplayKey } from '../../contract/wall.ts'

/** Pixels in the operating system's space of all displays (device-independent). */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A display as the operating system tells of it. `identity` stays the same for the same screen as far as the system can tell. */
export interface Display {
  readonly identity: string
  /** Name that the screen gives itself, part of its identity; empty where the system tells none. */
  readonly model: string
  readonly bounds: Bounds
  readonly primary: boolean
}

/** A window that should be there. `id` is the same for the same window from plan to plan. */
export interface PlannedWindow {
  readonly id: string
  readonly kind: WindowKind
  readonly display: DisplayKey
  readonly bounds: Bounds
}

/** Which number each display ever seen has, by identity. */
export type DisplayNumbers = Readonly<Record<string, DisplayKey>>

export interface WindowPlan {
  readonly numbers: DisplayNumbers
  readonly windows: readonly PlannedWindow[]
}

/** Displays that a wall can have. */
export const MAX_DISPLAYS = 16

const readingOrder = (a: Display, b: Display): number => a.bounds.y - b.bounds.y || a.bounds.x - b.bounds.x || (a.identity < b.identity ? -1 : 1)

/** Identities of one model begin with it; see {@link identityOf}. */
const isOfModel = (identity: string, model: string): boolean => identity.startsWith(`${model}-`)

/** What a display is remembered by: its model, and the number that the system gives it, which may change with the port. */
export const identityOf = (model: string, id: number, again: number): string => `${model || 'display'}-${id}${again === 0 ? '' : `-${again}`}`

/**
 * What is remembered, for today's displays: a screen that came back under another identity (on another port)
 * keeps its number where there is no doubt, that is where one of its model is missing and one is new.
 */
export function recogniseDisplays(displays: readonly Display[], remembered: DisplayNumbers): DisplayNumbers {
  const identities = new Set(displays.map((d) => d.identity))
  const next: Record<string, DisplayKey> = { ...remembered }
  for (const model of new Set(displays.map((d) => d.model))) {
    if (model === '') continue
    const fresh = displays.filter((d) => d.model === model && !(d.identity in remembered))
    const missing = Object.entries(remembered).filter(([identity]) => isOfModel(identity, model) && !identities.has(identity))
    const [[old, number] = []] = missing
    const [display] = fresh
    if (fresh.length !== 1 || missing.length !== 1 || !display || old === undefined || number === undefined) continue
    next[display.identity] = number
    delete next[old]
  }
  return next
}

/**
 * Numbers of the displays that are there: a display keeps the number that it had, unless it is absent and
 * a new one needs it; new ones get the lowest free numbers in reading order. Numbers of absent displays are
 * kept while there is room.
 */
export function numberDisplays(displays: readonly Display[], known: DisplayNumbers, first = 1): DisplayNumbers {
  const present = [...displays].sort(readingOrder).slice(0, MAX_DISPLAYS)
  const remembered = Object.fromEntries(Object.entries(recogniseDisplays(present, known)).filter(([, number]) => Number(number) >= first))
  const numbers: Record<string, DisplayKey> = {}
  const taken = new Set<string>()
  for (const { identity } of present) {
    const number = remembered[identity]
    if (number === undefined || taken.has(number)) continue
    numbers[identity] = number
    taken.add(number)
  }
  const all = Array.from({ length: MAX_DISPLAYS - first + 1 }, (_, i) => String(first + i))
  const absent = Object.entries(remembered).filter(([identity, number]) => !(identity in numbers) && !present.some((d) => d.identity === identity) && !taken.has(number))
  const held = new Set(absent.map(([, number]) => number))
  for (const { identity } of present) {
    if (identity in numbers) continue
    const number = all.find((n) => !taken.has(n) && !held.has(n)) ?? all.find((n) => !taken.has(n))
    if (number === undefined) continue
    numbers[identity] = number
    taken.add(number)
  }
  for (const [identity, number] of absent) if (!taken.has(number)) numbers[identity] = number
  return numbers
}

/**
 * Which windows should be there for today's displays: a wall window on each display where there are two or
 * more (on an only display when `wallOnOnly`), and one console on the primary display, in front.
 */
export function planWindows(displays: readonly Display[], remembered: DisplayNumbers, wallOnOnly: boolean, follows: number | null = null): WindowPlan {
  const numbers = numberDisplays(displays, remembered, follows ?? 1)
  const present = displays.filter((d) => d.identity in numbers)
  const withWall = present.length > 1 || wallOnOnly || follows !== null ? present : []
  const walls = withWall.flatMap((d): PlannedWindow[] => {
    const number = numbers[d.identity]
    return number === undefined ? [] : [{ id: `wall-${number}`, kind: 'wall', display: number, bounds: d.bounds }]
  })
  const home = present.find((d) => d.primary) ?? [...present].sort(readingOrder)[0]
  const number = home && numbers[home.identity]
  const console: PlannedWindow[] = home && number !== undefined && follows === null ? [{ id: 'console', kind: 'console', display: number, bounds: home.bounds }] : []
  return { numbers, windows: [...walls.sort((a, b) => Number(a.display) - Number(b.display)), ...console] }
}

/** What to do to get from the windows that are there to the plan. */
export interface PlanSteps {
  readonly close: readonly string[]
  readonly open: readonly PlannedWindow[]
  readonly move: readonly PlannedWindow[]
}

const sameBounds = (a: Bounds, b: Bounds): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** Compares; a console that the operator moved stays where it is while its display is there. */
export function planSteps(there: ReadonlyMap<string, PlannedWindow>, plan: readonly PlannedWindow[]): PlanSteps {
  const wanted = new Map(plan.map((w) => [w.id, w]))
  return {
    close: [...there.keys()].filter((id) => !wanted.has(id)),
    open: plan.filter((w) => !there.has(w.id)),
    move: plan.filter((w) => {
      const now = there.get(w.id)
      return now !== undefined && (now.display !== w.display || !sameBounds(now.bounds, w.bounds))
    }),
  }
}
