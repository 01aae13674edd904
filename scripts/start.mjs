#!/usr/bin/env node
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { reachableApp } from './lib/app-copy.mjs'
import { appCommand, checkSettingsFile, defaultDataDir, prepareDataDir, runFolder } from './lib/app-command.mjs'
import { runApp } from './lib/app-run.mjs'
import { checkDisplay, hasDisplay, shareDisplay } from './lib/display.mjs'
import { root, writeWhole } from './lib/paths.mjs'
import { runUser } from './lib/run-user.mjs'
import { runMain, say } from './lib/say.mjs'
import { parseOptions, picturePath, usage } from './lib/start-options.mjs'
import { setUp } from './set-up.mjs'
import { howToLook, startWall, takePicture } from './virtual-wall.mjs'

/** How long --once may take before the app is ended: the app itself reports much earlier what did not happen. */
const onceLimitMs = 300_000

/** Chromium's own log (missing D-Bus, no GPU …) is for those who ask for it with WUFENG_CHROMIUM_LOG=1. */
const quietChromium = process.env.WUFENG_CHROMIUM_LOG ? [] : ['--log-level=3']

async function main() {
  process.umask(0o022)
  const options = parseOptions(process.argv.slice(2), callerFolder())
  if (options.help) return void process.stdout.write(`${usage}\n`)
  const display = hasDisplay() && !options.virtual
  if (display) await checkDisplay()
  const found = await setUp({ profile: 'start', display, once: options.once })
  const user = runUser()
  const app = reachableApp(found, user)
  const folder = runFolder(tmpdir(), user)
  // A run for the proof must not write its case among real ones.
  const dataDir = prepareDataDir(options.data ?? (options.once ? join(folder, 'data') : defaultDataDir(user)), user)
  if (options.settings) checkSettingsFile(options.settings, user)
  const wall = display ? undefined : await startWall({ screens: options.screens })
  try {
    if (wall && !options.once) howToLook(wall).forEach(say)
    const displayEnv = wall ? wall.env : shareDisplay(user, folder)
    const report = options.json && join(folder, 'once.json')
    const command = appCommand(app, {
      user,
      kind: found.runtime.kind,
      dataDir,
      args: appArgs(options, dataDir, report),
      displayEnv,
      virtual: wall !== undefined,
      switches: quietChromium,
    })
    return await (options.once ? runOnce(command, options, report) : runOpen(command))
  } finally {
    await wall?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** npm runs scripts in the clone's folder and tells in INIT_CWD where the caller stood. */
function callerFolder() {
  return (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd()
}

function appArgs(options, dataDir, report) {
  const args = ['--data', dataDir, ...options.rest]
  if (options.screensNamed) args.push('--screens', String(options.screens))
  if (options.settings) args.push('--settings', options.settings)
  if (options.once) args.push('--once')
  if (report) args.push('--json', report)
  return args
}

async function runOpen(command) {
  return (await runApp(command)).code
}

async function runOnce(command, options, report) {
  const picture = picturePath(options, root)
  for (const stale of [picture, options.json]) if (stale) rmSync(stale, { force: true })
  mkdirSync(dirname(picture), { recursive: true })
  const { DISPLAY, XAUTHORITY } = command.env
  let taken = false
  const onReady = async () => {
    await takePicture(picture, { env: { DISPLAY, ...(XAUTHORITY && { XAUTHORITY }) } })
    taken = true
  }
  const env = { ...command.env, WUFENG_PICTURE: '1' }
  const result = await runApp({ ...command, env }, { onReady, limitMs: onceLimitMs })
  const problems = []
  if (result.error) problems.push(result.error.message)
  if (result.timedOut) problems.push(`the app did not finish within ${onceLimitMs / 1000} s and was ended`)
  if (report && existsSync(report)) writeWhole(options.json, readFileSync(report))
  else if (report) problems.push(`the app wrote no ${options.json}`)
  if (taken) say(`picture of all screens: ${picture}`)
  else problems.push('no picture of the screens was taken')
  problems.forEach(say)
  return problems.length > 0 ? result.code || 1 : result.code
}

await runMain(main)
