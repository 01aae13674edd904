import { bboxOf } from '../../domain/geometry.ts'
import type { City, RoadSegment } from '../../domain/reference.ts'
import { makeAreas } from './areas.ts'
import { makeComponents } from './components.ts'
import { makeGrounds } from './grounds.ts'
import { gridAt } from '../../domain/grid-table.ts'
import { makeDepartments, makePlaces, makeUnits } from './places.ts'
import { type CityPlan, makeCityPlan } from './plan.ts'
import type { Recipe } from './recipe.ts'
import { simplify } from './simplify.ts'
import type { Rank } from './street-plan.ts'
import { makeCameras, makeFloodPoints } from './watch-points.ts'

const KINDS: Record<Rank, RoadSegment['kind']> = { 1: 'residential', 2: 'tertiary', 3: 'secondary', 4: 'primary', 5: 'expressway' }

/**
 * Makes the demo city of a recipe: pure and deterministic, about a second. The plan may be handed in
 * when it is wanted for the base map too.
 */
export function makeCity(recipe: Recipe, plan: CityPlan = makeCityPlan(recipe)): City {
  const { projection } = plan
  const areas = makeAreas(recipe, plan.lattice, plan.streets, projection)
  const roads = makeRoads(plan)
  const places = makePlaces(recipe, plan)
  const watch = { recipe, plan, roads, places, centre: recipe.centre }
  const inWater = (p: [number, number]) => plan.waters.contains(p)
  return {
    id: recipe.id,
    name: recipe.name,
    nameEn: recipe.nameEn,
    centre: recipe.centre,
    bounds: bboxOf(areas.districts.flatMap((district) => district.ring)),
    ...areas,
    roads,
    components: makeComponents(recipe.seed, plan.network.segments, projection, gridAt(areas.grids), inWater),
    departments: makeDepartments(recipe, plan),
    units: makeUnits(recipe, plan),
    places,
    floodPoints: makeFloodPoints(watch),
    cameras: makeCameras(watch),
    grounds: makeGrounds(plan),
  }
}

/** The id of the plan's k-th segment. */
export const roadId = (k: number): string => `R${String(k + 1).padStart(5, '0')}`

function makeRoads(plan: CityPlan): RoadSegment[] {
  return plan.network.segments.map((segment, k) => ({
    id: roadId(k),
    name: segment.name,
    kind: KINDS[segment.rank],
    line: simplify(segment.line, 1).map((p) => plan.projection.toPosition(p)),
  }))
}
