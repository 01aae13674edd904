import { makeLattice, type Lattice } from './lattice.ts'
import { makeProjection, type Projection } from './plane.ts'
import type { Recipe } from './recipe.ts'
import { makeRoadNetwork, type RoadNetwork } from './road-network.ts'
import { makeStreetPlan, type StreetPlan } from './street-plan.ts'
import { makeWaters, type Waters } from './water.ts'

/** The city before it is coded: plane geometry that both the city's data and its base map are made from. */
export type CityPlan = {
  projection: Projection
  lattice: Lattice
  waters: Waters
  streets: StreetPlan
  network: RoadNetwork
}

/** Lays out a recipe's city; the same recipe always gives the same plan. */
export function makeCityPlan(recipe: Recipe): CityPlan {
  const projection = makeProjection(recipe.centre)
  const lattice = makeLattice(recipe)
  const waters = makeWaters(recipe, lattice)
  const streets = makeStreetPlan(recipe, lattice)
  const network = makeRoadNetwork(recipe, lattice, streets, waters)
  return { projection, lattice, waters, streets, network }
}
