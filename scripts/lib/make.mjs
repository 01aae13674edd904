import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { cacheDir, nodeBinary, readText, root, writeWhole } from './paths.mjs'
import { run } from './run.mjs'
import { PlainError, say } from './say.mjs'
import { sourceHash } from './source-hash.mjs'

/** The folder of the demo city and the demo cameras' loops. */
export const demoDir = join(cacheDir, 'demo')

/** What the demo's makers read; their own stamps decide what is made anew. */
const demoSources = ['electron/sources', 'electron/domain', 'electron/contract', 'electron/platform', 'resources', 'package-lock.json']

/** Makes the demo city and the demo cameras' loops where they are missing or their recipe changed. */
export async function makeDemo() {
  const stampFile = join(demoDir, 'stamp')
  const stamp = sourceHash(demoSources)
  const city = join(demoDir, 'city')
  const cameras = join(demoDir, 'cameras')
  if (readText(stampFile) === stamp && existsSync(join(city, 'city.json')) && existsSync(cameras)) return stamp
  say('making the demo city and its cameras')
  await make(['electron/sources/demo-city/make.ts', '--out', city])
  await make(['electron/sources/demo-cameras/make.ts', '--out', cameras, '--city', join(city, 'city.json')])
  writeWhole(stampFile, stamp)
  return stamp
}

async function make(args) {
  const { code } = await run(nodeBinary, args, { cwd: root })
  if (code !== 0) throw new PlainError(`${args[0]} failed (exit ${code})`)
}

const buildSources = [
  ...['electron', 'preload', 'renderer', 'resources', 'electron.config.ts'],
  ...['tsconfig.base.json', 'tsconfig.web.json', 'package.json', 'package-lock.json'],
]

/** Bundles main, core, media, preload and windows into out/ if their sources changed since the last time. */
export async function build() {
  const stampFile = join(root, 'out/.build-stamp')
  const stamp = sourceHash(buildSources)
  if (readText(stampFile) === stamp) return stamp
  say('building the app')
  rmSync(stampFile, { force: true })
  const args = ['node_modules/electron-vite/bin/electron-vite.js', 'build', '-c', 'electron.config.ts', '--logLevel', 'warn']
  const { code, tail } = await run(nodeBinary, args, { cwd: root, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' }, quiet: true })
  if (code !== 0) throw new PlainError(`the build failed:\n${stripVTControlCharacters(tail).trim()}`)
  writeWhole(stampFile, stamp)
  return stamp
}
