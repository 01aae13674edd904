import type { City, FieldUnit, Position } from '../../domain/reference.ts'
import type { Random } from './random.ts'

/** A unit's position: WGS-84 degrees, heading clockwise from north. */
export interface UnitPosition {
  readonly id: string
  readonly at: Position
  readonly heading: number
}

/** Metres a second by kind of unit. */
const SPEED: Readonly<Record<FieldUnit['kind'], number>> = { collector: 1.5, patrol: 9, crew: 8, sanitation: 4 }

const METRES_PER_DEGREE = 111_320

interface Walker {
  readonly unit: FieldUnit
  line: readonly Position[]
  leg: number
  /** Metres gone on this leg. */
  gone: number
}

const metres = (a: Position, b: Position): number => Math.hypot((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1]) * METRES_PER_DEGREE

const endKey = ([lng, lat]: Position): string => `${lng.toFixed(5)},${lat.toFixed(5)}`

/** Units that walk and drive along the roads, turning at crossings by chance. */
export function unitWalk(city: Pick<City, 'roads' | 'units'>, random: Random): { step(seconds: number): UnitPosition[] } {
  const from = new Map<string, (readonly Position[])[]>()
  const put = (line: readonly Position[]): void => {
    const [start] = line
    if (start) from.set(endKey(start), [...(from.get(endKey(start)) ?? []), line])
  }
  for (const road of city.roads) {
    if (road.kind === 'expressway') continue
    put(road.line)
    put(road.line.toReversed())
  }
  const nearest = (at: Position): readonly Position[] => {
    let best: readonly Position[] = [at, at]
    let distance = Infinity
    for (const [line] of from.values()) {
      const d = line?.[0] ? metres(at, line[0]) : Infinity
      if (line && d < distance) [best, distance] = [line, d]
    }
    return best
  }
  const walkers = city.units.map((unit): Walker => ({ unit, line: nearest(unit.home), leg: 0, gone: 0 }))

  const turn = (walker: Walker): void => {
    const end = walker.line.at(-1)
    const back = walker.line.at(-2)
    const ways = (end && from.get(endKey(end))) ?? []
    const onward = ways.filter((line) => !back || !line[1] || endKey(line[1]) !== endKey(back))
    walker.line = onward.length > 0 ? random.pick(onward) : walker.line.toReversed()
    walker.leg = 0
    walker.gone = 0
  }
  const walk = (walker: Walker, seconds: number): UnitPosition => {
    let left = SPEED[walker.unit.kind] * seconds
    for (let guard = 0; guard < 64; guard++) {
      const [a, b] = [walker.line[walker.leg], walker.line[walker.leg + 1]]
      if (!a || !b) {
        turn(walker)
        continue
      }
      const length = metres(a, b)
      if (walker.gone + left < length) {
        walker.gone += left
        const t = walker.gone / length
        const heading = (Math.atan2((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1]) * 180) / Math.PI
        return { id: walker.unit.id, at: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t], heading: Math.round((heading + 360) % 360) }
      }
      left -= length - walker.gone
      walker.leg += 1
      walker.gone = 0
    }
    return { id: walker.unit.id, at: walker.line[0] ?? walker.unit.home, heading: 0 }
  }
  return { step: (seconds) => walkers.map((walker) => walk(walker, seconds)) }
}
