import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { output, which } from './run.mjs'
import { PlainError } from './say.mjs'
import { writeCookie } from './xauthority.mjs'

/** Whether this environment names a display. */
export function hasDisplay(env = process.env) {
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Stops with a sentence if the X display that DISPLAY names does not answer. */
export async function checkDisplay(env = process.env) {
  if (!env.DISPLAY) return
  const address = addressOf(env.DISPLAY)
  if (!address || (await answers(address))) return
  throw new PlainError(`DISPLAY names ${env.DISPLAY}, where no X server answers: unset it for a virtual wall, or start with --virtual`)
}

function addressOf(display) {
  const match = /^(.*):(\d+)(\.\d+)?$/.exec(display)
  if (!match) return undefined
  const [, host, number] = match
  if (host === '' || host === 'unix') return { path: `/tmp/.X11-unix/X${number}` }
  return { host, port: 6000 + Number(number) }
}

function answers(address) {
  return new Promise((resolve) => {
    const socket = connect(address)
    const end = (answer) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(3000, end(false))
    socket.once('connect', end(true)).once('error', end(false))
  })
}

/**
 * Lets the unprivileged user use root's own display: with a copy of the cookie, and by xhost where it is installed.
 * @returns the environment that names the display for that user
 */
export function shareDisplay(user, folder, env = process.env) {
  const names = ['DISPLAY', 'WAYLAND_DISPLAY'].filter((name) => env[name])
  const shared = Object.fromEntries(names.map((name) => [name, env[name]]))
  if (!user || !env.DISPLAY) return env.XAUTHORITY ? { ...shared, XAUTHORITY: env.XAUTHORITY } : shared
  const own = env.XAUTHORITY || join(homedir(), '.Xauthority')
  if (which('xhost')) output('xhost', [`+si:localuser:${user.name}`], { env })
  if (!existsSync(own)) return shared
  const copy = join(folder, 'cookie')
  writeCookie(copy, readFileSync(own), user)
  return { ...shared, XAUTHORITY: copy }
}
