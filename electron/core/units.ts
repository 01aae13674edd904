import type { UnitRow } from '../contract/views.ts'
import type { FieldUnit } from '../domain/reference.ts'
import type { UnitPosition } from '../sources/simulator/unit-walk.ts'
import type { UnitFix } from '../store/telemetry.ts'

/** Where the field units are, as last heard. */
export class Units {
  readonly #units = new Map<string, UnitRow>()

  constructor(units: readonly FieldUnit[], known: readonly UnitFix[]) {
    const fixes = new Map(known.map((fix) => [fix.unit, fix]))
    for (const { id, name, kind, department, home } of units) {
      const fix = fixes.get(id)
      this.#units.set(id, { id, name, kind, department, at: fix ? [fix.lng, fix.lat] : home, heading: fix?.heading ?? 0, seenAt: fix?.at ?? 0 })
    }
  }

  move(positions: readonly UnitPosition[], now: number): void {
    for (const { id, at, heading } of positions) {
      const unit = this.#units.get(id)
      if (unit) this.#units.set(id, { ...unit, at, heading, seenAt: now })
    }
  }

  rows(): UnitRow[] {
    return [...this.#units.values()]
  }

  /** Positions of units that were heard of at all. */
  fixes(): UnitFix[] {
    return this.rows().filter((u) => u.seenAt > 0).map((u) => ({ unit: u.id, at: u.seenAt, lng: u.at[0], lat: u.at[1], heading: u.heading }))
  }
}
