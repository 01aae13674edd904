import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The file of a worker thread: beside this one as source; beside the entry when bundled. */
export function workerFile(name: string): string {
  const places = [`${name}.ts`, `${name}.js`, `../${name}.js`].map((file) => join(import.meta.dirname, file))
  return places.find((place) => existsSync(place)) ?? places[0] ?? ''
}
