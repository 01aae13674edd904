import { writeFileSync, chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { systemCache } from './app-copy.mjs'
import { shortHash } from './paths.mjs'
import { asUser, firstRefused, homeEnv, privateFolder } from './run-user.mjs'
import { PlainError } from './say.mjs'

/** The data folder when none is named: the caller's own, or the system's for root. */
export function defaultDataDir(user, env = process.env) {
  return user ? '/var/lib/wufeng' : join(env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'wufeng')
}

/**
 * The command that runs the app: {command, args, env, cwd} for `spawn`.
 * @param app what `reachableApp` gave
 * @param {{user?: object, kind: string, dataDir: string, args: string[], displayEnv: object, virtual?: boolean, switches?: string[]}} options
 *   `virtual`: the display is a virtual wall (the usual case)
 */
export function appCommand(app, { user, kind, dataDir, args, displayEnv, virtual = true, switches = [] }) {
  const env = { ...appEnv(app, user, kind, dataDir), ...displayEnv }
  const [command, commandArgs] = asUser(user, app.electron, [...drawSwitches(virtual), ...switches, app.base, ...args])
  return { command, args: commandArgs, env, cwd: app.base }
}

/**
 * Without a GPU, or on a dummy display, Chromium would try the GPU twice, fail, and end up drawing in software; now
 * and then it hangs between two tries (Chromium 130, busy machine). This goes to software (WebGL too) at once.
 */
export function drawSwitches(virtual) {
  return virtual || !hasGpu() ? ['--disable-gpu'] : []
}

function hasGpu() {
  if (process.platform !== 'linux') return true
  return existsSync('/dev/nvidiactl') || (existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('render')))
}

/** The environment that the app gets: the caller's without npm's and Node's own, and what set-up found. */
export function appEnv(app, user, kind, dataDir) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|ELECTRON_|INIT_CWD$|VITEST)/.test(name))
  const home = user ? homeEnv(join(systemCache, `home-${shortHash(dataDir)}`), user) : {}
  return { ...Object.fromEntries(kept), ...home, WUFENG_RUNTIME_KIND: kind, WUFENG_NODE: app.node, WUFENG_DEMO: app.demo }
}

/**
 * Writes a small script that runs Electron as the user on a virtual wall and takes any arguments: for tools such as
 * Playwright's `_electron.launch({ executablePath, chromiumSandbox: true })` that want one binary.
 */
export function writeElectronScript(file, app, user) {
  const [command, args] = asUser(user, app.electron, drawSwitches(true))
  const quoted = [command, ...args].map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(' ')
  writeFileSync(file, `#!/bin/sh\nexec ${quoted} "$@"\n`)
  chmodSync(file, 0o755)
  return file
}

/** Makes the data folder usable by the user that the app runs as, or says why it is not. */
export function prepareDataDir(dir, user) {
  const folder = resolve(dir)
  try {
    mkdirSync(dirname(folder), { recursive: true })
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    throw new PlainError(`the data folder ${folder} can't be made (${error.code}): name another with --data`)
  }
  if (!user) return folder
  if (lstatSync(folder).uid !== user.uid && isOurs(folder)) giveTo(folder, user)
  const refused = firstRefused(user, [folder], 'w')
  if (refused) {
    throw new PlainError(
      `the data folder ${folder} can't be written by ${user.name}, the user that the app runs as when you are root:\n` +
        `name one outside of folders closed to others, such as /var/lib/wufeng, or run: chown -R ${user.name} ${folder}`,
    )
  }
  return folder
}

/** Whether a folder is empty or looks like a data folder of this app, so that changing its owner harms nothing else. */
function isOurs(folder) {
  const names = readdirSync(folder)
  return names.length === 0 || names.some((name) => name === 'wufeng.sqlite' || name === 'lock.sqlite')
}

function giveTo(path, user) {
  chownSync(path, user.uid, user.gid)
  const stat = lstatSync(path)
  if (!stat.isDirectory()) return
  for (const name of readdirSync(path)) if (!lstatSync(join(path, name)).isSymbolicLink()) giveTo(join(path, name), user)
}

/** Stops with a sentence if the settings file is missing or can't be read by the user that the app runs as. */
export function checkSettingsFile(file, user) {
  if (!existsSync(file)) throw new PlainError(`the settings file ${file} is not there`)
  if (user && firstRefused(user, [file])) {
    throw new PlainError(
      `the settings file ${file} can't be read by ${user.name}, the user that the app runs as when you are root:\n` +
        `put it where others can reach it, and give it to that user alone with: chown ${user.name} ${file}`,
    )
  }
}

/** A folder for one run, that only the user can enter. */
export function runFolder(base, user) {
  return privateFolder(join(base, `wufeng-run-${process.pid}-${Date.now().toString(36)}`), user)
}
