#!/usr/bin/env node
import { pathToFileURL } from 'node:url'
import { installSystemPackages } from './lib/debian-packages.mjs'
import { provideElectron } from './lib/electron-runtime.mjs'
import { build, demoDir, makeDemo } from './lib/make.mjs'
import { installNpmPackages } from './lib/npm-packages.mjs'
import { nodeBinary } from './lib/paths.mjs'
import { PlainError, runMain } from './lib/say.mjs'
import { withSetUpLock } from './lib/set-up-lock.mjs'

/**
 * Brings this clone to where the app can run. Each step looks first whether its result is there, so a second call is quick.
 * Answers {runtime: {path, kind, version}, node, demo, stamp}; the stamp changes when anything that the app runs from does.
 * @param {{profile: 'start'|'test', display: boolean, once?: boolean, voice?: boolean}} what
 */
export async function setUp(what) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) throw new PlainError(`Node ${process.versions.node} is too old: install Node 20.19 or newer`)
  return withSetUpLock(async () => {
    await installSystemPackages(what)
    await installNpmPackages()
    const runtime = await provideElectron()
    const [demo, built] = await Promise.all([makeDemo(), build()])
    return { runtime, node: nodeBinary, demo: demoDir, stamp: `${built} ${demo} ${runtime.path} ${runtime.version}` }
  })
}

async function main() {
  const profile = process.argv.includes('--test') ? 'test' : 'start'
  await setUp({ profile, display: Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY), once: process.argv.includes('--once') })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runMain(main)
