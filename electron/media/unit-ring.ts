import type { StreamName } from '../domain/stream-choice.ts'
import type { Coding } from './stream-reader.ts'
import type { StreamConfig } from './unit-stream.ts'
import type { SessionUnit } from './watcher.ts'

/** How the units of a group are to be read. `run` is the same for units that follow each other without a gap. */
export type GroupCoding = Pick<StreamConfig, 'codec' | 'decoded' | 'width' | 'height'> & { coding: Coding; stream: StreamName; run: symbol }

/** A key unit and those that need it. `from` and `to` are when the first and the last were received, epoch ms. */
export type UnitGroup = { coding: GroupCoding; units: SessionUnit[]; bytes: number; from: number; to: number }

/** How far back a camera can be looked at, ms. */
export const RING_MS = 60_000

/** One group of a sender that hardly ever sends key pictures is cut here; without its end it can still be shown. */
const GROUP_LIMIT = { units: 1_500, bytes: 24 * 1024 * 1024 } as const

/** What all rings together may hold, in bytes; the oldest group of any gives way. */
export class RingBudget {
  readonly limit: number
  readonly #rings = new Set<UnitRing>()
  used = 0

  constructor(limit: number) {
    this.limit = limit
  }

  join(ring: UnitRing): void {
    this.#rings.add(ring)
  }

  leave(ring: UnitRing): void {
    this.#rings.delete(ring)
  }

  /** Makes room; a ring's newest group is taken only when nothing else is left. */
  shrink(): void {
    while (this.used > this.limit) {
      const oldest = [...this.#rings].filter((ring) => ring.oldest !== null).toSorted((a, b) => (a.oldest ?? 0) - (b.oldest ?? 0))[0]
      if (!oldest) return
      oldest.dropOldest()
    }
  }
}

/** The last minute of one camera, as it came: for replay and export without coding anything again. */
export class UnitRing {
  readonly #budget: RingBudget
  #groups: UnitGroup[] = []
  #cut = false

  constructor(budget: RingBudget) {
    this.#budget = budget
    budget.join(this)
  }

  /** When the oldest group began, epoch ms; null where there is none. */
  get oldest(): number | null {
    return this.#groups[0]?.from ?? null
  }

  get groups(): readonly UnitGroup[] {
    return this.#groups
  }

  get bytes(): number {
    return this.#groups.reduce((sum, group) => sum + group.bytes, 0)
  }

  append(unit: SessionUnit, codingOf: () => GroupCoding, run: symbol): void {
    const last = this.#groups.at(-1)
    if (unit.key) this.#begin(unit, codingOf())
    else if (last && last.coding.run === run && !this.#cut) this.#extend(last, unit)
    this.#forget(unit.receivedAt - RING_MS)
    this.#budget.shrink()
  }

  dropOldest(): void {
    const group = this.#groups.shift()
    if (group) this.#budget.used -= group.bytes
  }

  /** Gives all room back. */
  close(): void {
    while (this.#groups.length > 0) this.dropOldest()
    this.#budget.leave(this)
  }

  #begin(unit: SessionUnit, coding: GroupCoding): void {
    this.#cut = false
    this.#groups.push({ coding, units: [unit], bytes: unit.data.length, from: unit.receivedAt, to: unit.receivedAt })
    this.#budget.used += unit.data.length
  }

  #extend(group: UnitGroup, unit: SessionUnit): void {
    if (group.units.length >= GROUP_LIMIT.units || group.bytes + unit.data.length > GROUP_LIMIT.bytes) {
      this.#cut = true
      return
    }
    group.units.push(unit)
    group.bytes += unit.data.length
    group.to = unit.receivedAt
    this.#budget.used += unit.data.length
  }

  #forget(before: number): void {
    for (let first = this.#groups[0]; first && first.to < before; first = this.#groups[0]) this.dropOldest()
  }
}
