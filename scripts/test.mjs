#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { runLint } from './lib/lint-steps.mjs'
import { makeDemo } from './lib/make.mjs'
import { installNpmPackages } from './lib/npm-packages.mjs'
import { cacheDir, nodeBinary, readJson, root } from './lib/paths.mjs'
import { PlainError, runMain, say } from './lib/say.mjs'
import { countsOf, sumCounts } from './lib/test-counts.mjs'
import { withSetUpLock } from './lib/set-up-lock.mjs'
import { setUp } from './set-up.mjs'

const suites = ['unit', 'headless', 'e2e']
/** Run only when they are asked for: they want more of the system. */
const extra = ['voice']

async function main() {
  process.umask(0o022)
  const { only, filters } = parse(process.argv.slice(2))
  const wanted = only ? [only] : ['lint', ...suites]
  await setUpFor(wanted)
  const counts = []
  for (const name of wanted) counts.push(name === 'lint' ? await runLint() : await runSuite(name, filters))
  const total = sumCounts(counts)
  wanted.forEach((name, i) => process.stdout.write(`${name}: ${line(counts[i])}.\n`))
  process.stdout.write(`${line(total)}\n`)
  return total.failed > 0 || total.passed === 0 ? 1 : 0
}

/** Only what the wanted suites need: lint and unit run on the npm packages alone, headless also on the demo city. */
async function setUpFor(wanted) {
  if (wanted.includes('voice')) return setUp({ profile: 'test', display: false, voice: true })
  if (wanted.includes('e2e')) return setUp({ profile: 'test', display: false })
  return withSetUpLock(async () => {
    await installNpmPackages()
    if (wanted.includes('headless')) await makeDemo()
  })
}

function parse(args) {
  const at = args.indexOf('--only')
  const only = at >= 0 ? args[at + 1] : undefined
  if (at >= 0 && !['lint', ...suites, ...extra].includes(only)) throw new PlainError(`--only takes one of lint, ${[...suites, ...extra].join(', ')}`)
  return { only, filters: at >= 0 ? args.toSpliced(at, 2) : args }
}

/** Runs one vitest project; further arguments of the command line go to vitest (file names, -t …). */
async function runSuite(name, filters) {
  const report = join(cacheDir, 'test-results', `${name}.json`)
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters]
  const code = await runInherited(nodeBinary, args)
  const counts = countsOf(readJson(report), code)
  if (counts.passed + counts.failed === 0) {
    say(`${name} ran no test: that counts as a failure`)
    counts.failed = 1
  }
  return counts
}

function runInherited(command, args) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } })
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

await runMain(main)
