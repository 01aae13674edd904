import type { Department, FieldUnit, Place } from '../../domain/reference.ts'
import { at } from './at.ts'
import type { Land } from './lattice.ts'
import { distance, lineLength, pointAlong, type XY } from './plane.ts'
import type { CityPlan } from './plan.ts'
import { makeRandom, type Random } from './random.ts'
import type { Recipe } from './recipe.ts'
import { makeWordLookup } from './street-plan.ts'

type Site = { at: XY; word: string; land: Land; park: boolean; area: number }

/** Building blocks and parks with the neighbourhood that they lie in, clear of water and hills. */
function sitesOf(plan: CityPlan): Site[] {
  const word = makeWordLookup(plan.lattice, plan.streets)
  return plan.streets.leaves
    .map((leaf) => {
      const i = (leaf.i0 + leaf.i1) / 2
      const j = (leaf.j0 + leaf.j1) / 2
      const area = (leaf.i1 - leaf.i0) * leaf.block.width * (leaf.j1 - leaf.j0) * leaf.block.height
      return { at: plan.lattice.point(i, j), word: word(i, j) ?? '', land: leaf.block.land, park: leaf.park, area }
    })
    .filter((site) => !plan.waters.contains(site.at))
}

/** Everything that people name in the city: landmarks of the recipe, bridges, parks, schools, clinics, markets. */
export function makePlaces(recipe: Recipe, plan: CityPlan): Place[] {
  const random = makeRandom(recipe.seed, 'places')
  const sites = sitesOf(plan)
  const places: { name: string; kind: Place['kind']; at: XY }[] = []
  for (const landmark of recipe.landmarks) {
    const wanted = plan.lattice.bend(landmark.at[0], landmark.at[1])
    const exact = landmark.kind === 'station' || landmark.kind === 'port' || landmark.kind === 'park'
    places.push({ name: landmark.name, kind: landmark.kind, at: exact ? wanted : takeNearest(sites, wanted).at })
  }
  for (const hill of plan.network.hills) places.push({ name: hill.name, kind: 'park', at: middleOf(hill.ring) })
  places.push(...bridges(plan))

  const used = new Set(places.map((place) => place.name))
  const scatter = (kind: Place['kind'], count: number, ends: readonly string[], from: Site[]) => {
    const spread = pickSpread(random, from, count, places.filter((place) => place.kind === kind).map((place) => place.at))
    spread.forEach((site, k) => {
      const name = `${site.word}${at(ends, k % ends.length)}`
      if (used.has(name)) return
      used.add(name)
      places.push({ name, kind, at: site.at })
    })
  }
  const living = sites.filter((site) => !site.park && 'crnl'.includes(site.land))
  const parks = sites.filter((site) => site.park && 'crnl'.includes(site.land))
  scatter('school', recipe.counts.primarySchools, ['小学', '中心小学', '实验小学'], living)
  scatter('school', recipe.counts.middleSchools, ['中学', '高级中学'], living)
  scatter('hospital', recipe.counts.clinics, ['社区卫生服务中心', '社区卫生服务中心', '医院'], living)
  scatter('market', recipe.counts.markets, ['农贸市场', '菜市场'], living)
  scatter('park', recipe.counts.parks, ['公园', '游园'], parks)
  return places.map((place, k) => ({ id: `P${String(k + 1).padStart(3, '0')}`, name: place.name, kind: place.kind, at: plan.projection.toPosition(place.at) }))
}

function middleOf(ring: readonly XY[]): XY {
  const sum = ring.reduce((acc, p): XY => [acc[0] + p[0], acc[1] + p[1]], [0, 0] satisfies XY)
  return [sum[0] / ring.length, sum[1] / ring.length]
}

function takeNearest(sites: Site[], wanted: XY): Site {
  let best = 0
  sites.forEach((site, k) => {
    if (distance(site.at, wanted) < distance(at(sites, best).at, wanted)) best = k
  })
  const found = at(sites, best)
  sites.splice(best, 1)
  return found
}

/** `count` sites far from each other and from `taken` (best of 12 candidates each); takes them off the list. */
function pickSpread(random: Random, sites: Site[], count: number, taken: readonly XY[]): Site[] {
  const left = [...sites]
  const chosen: Site[] = []
  while (chosen.length < count && left.length > 0) {
    const candidates = Array.from({ length: 12 }, () => random.pick(left))
    const room = (site: Site) => Math.min(Infinity, ...taken.map((p) => distance(p, site.at)), ...chosen.map((c) => distance(c.at, site.at)))
    const best = candidates.reduce((a, b) => (room(b) > room(a) ? b : a))
    chosen.push(best)
    left.splice(left.indexOf(best), 1)
    const again = sites.indexOf(best)
    if (again >= 0) sites.splice(again, 1)
  }
  return chosen
}

function bridges(plan: CityPlan): { name: string; kind: 'bridge'; at: XY }[] {
  const spans = new Map<string, { at: XY; length: number }>()
  for (const segment of plan.network.segments) {
    if (!segment.bridge || !segment.name.endsWith('大桥')) continue
    const length = lineLength(segment.line)
    if (length > (spans.get(segment.name)?.length ?? 0)) spans.set(segment.name, { at: pointAlong(segment.line, length / 2).at, length })
  }
  return [...spans].map(([name, span]) => ({ name, kind: 'bridge' as const, at: span.at }))
}

/** The departments of the recipe, housed in offices spread over the inner city. */
export function makeDepartments(recipe: Recipe, plan: CityPlan): Department[] {
  const random = makeRandom(recipe.seed, 'departments')
  const inner = sitesOf(plan).filter((site) => !site.park && Math.hypot(site.at[0], site.at[1]) < 4500)
  const chosen = pickSpread(random, inner, recipe.departments.length, [])
  return recipe.departments.map((department, k) => ({ ...department, at: plan.projection.toPosition(at(chosen, k).at) }))
}

/** Field units at their stands: each kind spread over the built-up city. */
export function makeUnits(recipe: Recipe, plan: CityPlan): FieldUnit[] {
  const random = makeRandom(recipe.seed, 'units')
  const sites = sitesOf(plan).filter((site) => 'crnli'.includes(site.land))
  const units: FieldUnit[] = []
  for (const group of recipe.units) {
    pickSpread(random, sites, group.count, []).forEach((site, k) => {
      units.push({
        id: `U${String(units.length + 1).padStart(2, '0')}`,
        name: group.count === 1 ? group.name : `${group.name}${String(k + 1).padStart(2, '0')}`,
        kind: group.kind,
        department: group.department,
        home: plan.projection.toPosition(site.at),
      })
    })
  }
  return units
}
