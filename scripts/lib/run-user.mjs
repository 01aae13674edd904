import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { output, which } from './run.mjs'

/**
 * The user that Electron and the virtual wall run as when the caller is root, because Chromium's sandbox is
 * never switched off; undefined when the caller is not root. {uid, gid, name}
 */
export function runUser() {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534, name: 'nobody' } : undefined
}

/**
 * The command line that runs a command as the user (or as the caller) and ends it when this process dies.
 * @returns {[string, string[]]} the command and its arguments, for `spawn`
 */
export function asUser(user, command, args, onParentDeath = 'TERM') {
  const setpriv = which('setpriv')
  if (!setpriv) return [command, args]
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
  return [setpriv, [...identity, `--pdeathsig=${onParentDeath}`, '--', command, ...args]]
}

/** Makes a folder that only the user can enter. */
export function privateFolder(folder, user) {
  mkdirSync(dirname(folder), { recursive: true })
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

/** A home with its own XDG folders for the user, so that Chromium finds all it wants to write to. */
export function homeEnv(home, user) {
  const folder = (name) => privateFolder(join(home, name), user)
  privateFolder(home, user)
  return {
    HOME: home,
    USER: user.name,
    LOGNAME: user.name,
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_DATA_HOME: folder('share'),
    XDG_RUNTIME_DIR: folder('run'),
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  }
}

/**
 * The first of the paths that the user can't use that way ('r' read, 'w' write), or undefined.
 * Asks the kernel as that user, so parents without passage count.
 */
export function firstRefused(user, paths, right = 'r') {
  const script = 'for f; do [ -'.concat(right, ' "$f" ] || { printf %s "$f"; exit 0; }; done')
  const [command, args] = asUser(user, '/bin/sh', ['-c', script, 'sh', ...paths])
  return output(command, args) || undefined
}
