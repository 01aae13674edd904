import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The folder of the clone. */
export const root = resolve(import.meta.dirname, '../..')

/** Everything that set-up fetches or makes: git-ignored, safe to delete; WUFENG_CACHE moves it. */
export const cacheDir = process.env.WUFENG_CACHE ? resolve(process.env.WUFENG_CACHE) : join(root, '.cache')

/** Node 24 as the npm package `node` brings it: what scripts, tests and core run on. */
export const nodeBinary = join(root, 'node_modules/node/bin/node')

/** The first 8 hex digits of a text's SHA-256: a short stable name for a path. */
export function shortHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** The text of a small file, or undefined if there is none. */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** The object in a JSON file, or undefined if the file is missing or broken. */
export function readJson(file) {
  const text = readText(file)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.${process.pid}.part`
  writeFileSync(part, content)
  renameSync(part, file)
}
