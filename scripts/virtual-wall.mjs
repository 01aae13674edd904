#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readText } from './lib/paths.mjs'
import { output, run, which } from './lib/run.mjs'
import { asUser, runUser } from './lib/run-user.mjs'
import { PlainError, runMain, say } from './lib/say.mjs'
import { openboxConfig, planScreens, sizeOf, xorgConfig } from './lib/wall-plan.mjs'
import { cookieFile, writeCookie } from './lib/xauthority.mjs'

const startMs = 20_000
const stopMs = 5_000

/**
 * Starts an X server with 1 to 16 dummy screens and a window manager. They run as the unprivileged user when the
 * caller is root, end with `stop()` or with this process, and only who holds the cookie (`env`) can connect.
 * @param {{screens?: number | string[]}} options how many screens of 1920x1080, or the size of each
 */
export async function startWall({ screens = 4 } = {}) {
  const plan = planScreens(screens)
  const user = runUser()
  const folder = makeFolder(user)
  const server = await startServer(folder, plan, user)
  const env = { DISPLAY: server.display, XAUTHORITY: join(folder, 'cookie') }
  const wall = { display: server.display, env, pid: server.child.pid, ...outputs(plan, env), stop: undefined }
  const children = [server.child]
  wall.stop = () => stopWall(children, folder)
  try {
    await wall.arrange()
    children.unshift(await startManager(folder, env, user))
  } catch (error) {
    await wall.stop()
    throw error
  }
  return wall
}

function makeFolder(user) {
  const folder = mkdtempSync(join(tmpdir(), 'wufeng-wall-'))
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  const cookie = cookieFile()
  writeCookie(join(folder, 'cookie'), cookie, user)
  if (user && !existsSync('/tmp/.X11-unix')) {
    mkdirSync('/tmp/.X11-unix')
    chmodSync('/tmp/.X11-unix', 0o1777)
  }
  return folder
}

function write(folder, name, text) {
  const file = join(folder, name)
  writeFileSync(file, text)
  chmodSync(file, 0o644)
  return file
}

/** The server picks a free display number itself and says it on the file descriptor 3 when it is ready. */
async function startServer(folder, plan, user) {
  const binary = ['/usr/lib/xorg/Xorg', '/usr/libexec/Xorg', which('Xorg')].find((file) => file && existsSync(file))
  if (!binary) throw new PlainError('there is no X server: install xserver-xorg-core and xserver-xorg-video-dummy')
  const config = write(folder, 'xorg.conf', xorgConfig(plan))
  const log = join(folder, 'xorg.log')
  const args = ['-config', config, '-auth', join(folder, 'cookie'), '-noreset', '-nolisten', 'tcp', '-logfile', log, '-displayfd', '3']
  const child = spawnDetached(asUser(user, binary, args), folder, 'xorg.out', { pipe: true })
  const number = await Promise.race([firstLine(child.stdio[3]), exited(child), wait(startMs, undefined, { ref: false })])
  if (!/^\d+$/.test(number ?? '')) {
    child.kill('SIGKILL')
    const why = (readText(log) ?? readText(join(folder, 'xorg.out')) ?? '').split('\n').filter((line) => line.includes('(EE)')).slice(-4)
    throw new PlainError(`the X server did not start:\n${why.join('\n')}`)
  }
  return { child, display: `:${number}` }
}

/** A session of its own keeps Ctrl-C in the terminal from ending the screen before the app. */
function spawnDetached([command, args], folder, logName, { env = process.env, pipe = false } = {}) {
  const log = openSync(join(folder, logName), 'a', 0o644)
  const child = spawn(command, args, { stdio: ['ignore', log, log, ...(pipe ? ['pipe'] : [])], detached: true, env, cwd: '/' })
  closeSync(log)
  child.on('error', () => undefined)
  child.unref()
  return child
}

async function firstLine(stream) {
  let text = ''
  for await (const chunk of stream) {
    text += chunk
    if (text.includes('\n')) break
  }
  return text.trim()
}

async function exited(child) {
  await once(child, 'exit')
  return undefined
}

async function startManager(folder, env, user) {
  const config = write(folder, 'openbox.xml', openboxConfig)
  const command = asUser(user, 'openbox', ['--sm-disable', '--config-file', config])
  const child = spawnDetached(command, folder, 'openbox.out', { env: { ...process.env, ...env, HOME: folder, LC_ALL: 'C.UTF-8' } })
  for (const until = Date.now() + startMs; Date.now() < until && child.exitCode === null; await wait(30)) {
    if (hasManager(env)) return child
  }
  child.kill('SIGKILL')
  throw new PlainError(`the window manager openbox did not start: ${readText(join(folder, 'openbox.out'))?.trim()}`)
}

/** Whether a window manager announced itself (EWMH _NET_SUPPORTING_WM_CHECK); believed where xprop is not installed. */
function hasManager(env) {
  const xprop = which('xprop')
  if (!xprop) return true
  return /window id/.test(output(xprop, ['-root', '_NET_SUPPORTING_WM_CHECK'], { env: { ...process.env, ...env } }) ?? '')
}

function outputs(plan, env) {
  const current = plan.map((screen) => ({ ...screen, on: true }))
  const xrandr = async (args) => {
    const { code, tail } = await run('xrandr', args, { env: { ...process.env, ...env }, quiet: true })
    if (code !== 0) throw new PlainError(`xrandr ${args.join(' ')}: ${tail.trim()}`)
  }
  // Chromium asks only for what the server remembers (RRGetScreenResourcesCurrent): a full query brings that up to date.
  const change = async (args) => {
    await xrandr(args)
    await xrandr(['--query'])
  }
  const onArgs = (screen) => ['--output', screen.output, '--mode', screen.mode, '--pos', `${screen.x}x${screen.y}`]
  return {
    screens: current,
    /** Turns all screens on at their places. */
    async arrange() {
      for (const mode of new Set(plan.map((screen) => screen.mode))) {
        for (const screen of plan.slice(1)) await xrandr(['--addmode', screen.output, mode])
      }
      await change([...onArgs(plan[0]), '--primary', ...plan.slice(1).flatMap(onArgs)])
    },
    /** Turns a screen on, at its old place, in another size if one is named. */
    async plug(index, mode = current[index].mode) {
      const changed = { ...current[index], mode, ...sizeOf(mode), on: true }
      await run('xrandr', ['--addmode', changed.output, mode], { env: { ...process.env, ...env }, quiet: true })
      await change(onArgs(changed))
      Object.assign(current[index], changed)
    },
    /** Turns a screen off, as pulling its plug would. */
    async unplug(index) {
      await change(['--output', current[index].output, '--off'])
      current[index].on = false
    },
    picture: (file, area) => takePicture(file, { env, area }),
  }
}

/**
 * Writes a PNG of all screens together (the X root window), or of an area of it {x, y, width, height}.
 * @returns the file
 */
export async function takePicture(file, { env = {}, area } = {}) {
  const crop = area ? ['-crop', `${area.width}x${area.height}+${area.x}+${area.y}`, '+repage'] : []
  const args = ['-silent', '-window', 'root', ...crop, '-define', 'png:compression-level=2', file]
  const { code, tail } = await run('import', args, { env: { ...process.env, ...env }, quiet: true, timeoutMs: 60_000 })
  if (code !== 0 || !existsSync(file)) {
    throw new PlainError(`the picture of the screens could not be taken: ${tail.trim() || `import ended with ${code}`}`)
  }
  return file
}

async function stopWall(children, folder) {
  for (const child of children) await endChild(child)
  rmSync(folder, { recursive: true, force: true })
}

async function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.ref()
  const gone = exited(child)
  child.kill('SIGTERM')
  const late = await Promise.race([gone, wait(stopMs, 'late', { ref: false })])
  if (late) child.kill('SIGKILL')
  await gone
}

/** How a person can look at a wall, as lines to print. */
export function howToLook(wall) {
  const env = `XAUTHORITY=${wall.env.XAUTHORITY}`
  return [
    `virtual wall: ${wall.screens.length} screens on display ${wall.display}. To look at it:`,
    `  a picture:  ${env} import -display ${wall.display} -window root wall.png`,
    `  live:       apt-get install x11vnc; x11vnc -display ${wall.display} -auth ${wall.env.XAUTHORITY} -localhost -forever`,
    '              and open localhost:5900 in a VNC viewer (from afar: ssh -L 5900:localhost:5900)',
  ]
}

async function main() {
  const at = process.argv.indexOf('--screens')
  const text = at > 0 ? (process.argv[at + 1] ?? '') : '4'
  const wall = await startWall({ screens: text.includes('x') ? text.split(',') : Number(text) })
  for (const line of howToLook(wall)) say(line)
  process.stdout.write(`DISPLAY=${wall.env.DISPLAY} XAUTHORITY=${wall.env.XAUTHORITY}\n`)
  const hold = setInterval(() => undefined, 1 << 30)
  await new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, resolve)))
  clearInterval(hold)
  await wall.stop()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runMain(main)
