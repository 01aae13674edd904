import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeBaseMap } from './base-map.ts'
import { makeCity } from './make-city.ts'
import { makeCityPlan } from './plan.ts'
import { Recipe } from './recipe.ts'

/** Raised with every change of the generator or the base map, so that old output is made again. */
const GENERATOR_VERSION = 1
const OUTPUTS = ['city.json', 'city.pmtiles'] as const

const { values } = parseArgs({ options: { out: { type: 'string' }, recipe: { type: 'string' }, force: { type: 'boolean' } } })
if (!values.out) {
  process.stderr.write('usage: node electron/sources/demo-city/make.ts --out DIR [--recipe FILE] [--force]\n')
  process.exit(2)
}
const recipeFile = values.recipe ?? fileURLToPath(new URL('../../../resources/demo-city/recipe.json', import.meta.url))
makeInto(values.out, recipeFile, values.force ?? false)

/** Writes the city, its base map and, last, the stamp; a stamp that matches means that all of it is there. */
function makeInto(out: string, recipePath: string, force: boolean): void {
  const started = performance.now()
  const text = readFileSync(recipePath, 'utf8')
  const stamp = createHash('sha256').update(`${GENERATOR_VERSION}\n${text}`).digest('hex')
  const stampFile = join(out, 'city.stamp')
  const fresh = OUTPUTS.every((name) => existsSync(join(out, name))) && existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stamp
  if (fresh && !force) {
    process.stdout.write(`demo city: up to date in ${out}\n`)
    return
  }
  const recipe = Recipe.parse(JSON.parse(text))
  mkdirSync(out, { recursive: true })
  const plan = makeCityPlan(recipe)
  const city = makeCity(recipe, plan)
  const made = performance.now()
  const { archive, tiles } = makeBaseMap(recipe, plan, city)
  put(join(out, 'city.json'), JSON.stringify(city))
  put(join(out, 'city.pmtiles'), archive)
  put(stampFile, `${stamp}\n`)
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  const size = (archive.length / 1e6).toFixed(1)
  process.stdout.write(
    `demo city: ${city.roads.length} road segments, ${city.grids.length} grids, ${city.components.length} components in ${seconds(made - started)} s; ` +
      `base map: ${tiles} tiles, ${size} MB in ${seconds(performance.now() - made)} s\n`,
  )
}

/** Writes beside the file and renames, so that no half-written file is ever taken for a whole one. */
function put(path: string, data: string | Uint8Array): void {
  const part = `${path}.part`
  writeFileSync(part, data)
  renameSync(part, path)
}
