#!/usr/bin/env node
import { runLint } from './lib/lint-steps.mjs'
import { installNpmPackages } from './lib/npm-packages.mjs'
import { runMain } from './lib/say.mjs'
import { withSetUpLock } from './lib/set-up-lock.mjs'

await runMain(async () => {
  await withSetUpLock(installNpmPackages)
  const { failed } = await runLint()
  return failed > 0 ? 1 : 0
})
