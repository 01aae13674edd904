import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The file of a worker thread: beside its owner in `folder` as source; beside the entry when bundled. */
export function workerFile(folder: string, name: string): string {
  const places = [`${name}.ts`, `${name}.js`, `../${name}.js`].map((file) => join(folder, file))
  return places.find((place) => existsSync(place)) ?? places[0] ?? ''
}
