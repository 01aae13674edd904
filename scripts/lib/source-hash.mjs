import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/** One SHA-256 over the names and contents of files and folders of the clone; what is missing counts as missing. */
export function sourceHash(paths, base = root) {
  const hash = createHash('sha256')
  for (const path of paths) addPath(hash, base, path)
  return hash.digest('hex')
}

function addPath(hash, base, path) {
  const entries = listing(join(base, path))
  if (entries) {
    for (const name of entries.sort()) addPath(hash, base, `${path}/${name}`)
    return
  }
  hash.update(`${path}\0`)
  hash.update(content(join(base, path)))
}

function listing(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return undefined
  }
}

function content(file) {
  try {
    return readFileSync(file)
  } catch {
    return 'missing'
  }
}
