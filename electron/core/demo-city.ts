import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FatalError } from '../platform/fatal.ts'

/** The folder of a clone in which set-up keeps what it makes. */
const cacheOf = (root: string): string => process.env['WUFENG_CACHE'] ?? join(root, '.cache')

/** The folder of the demo in a clone. */
export const demoFolder = (root: string): string => join(cacheOf(root), 'demo')

/** The demo city of a clone, made where it is not there yet (a few seconds). Throws FatalError when it cannot be made. */
export function demoCity(root: string): string {
  const city = join(demoFolder(root), 'city')
  if (existsSync(join(city, 'city.json'))) return city
  const made = spawnSync(process.execPath, [join(root, 'electron', 'sources', 'demo-city', 'make.ts'), '--out', city], { encoding: 'utf8' })
  if (made.status !== 0) throw new FatalError('bad-arguments', `the demo city is not in ${city} and cannot be made (${made.stderr.trim()}): name one with --city DIR`)
  return city
}
