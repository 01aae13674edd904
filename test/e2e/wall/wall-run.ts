import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appCommand, prepareDataDir } from '../../../scripts/lib/app-command.mjs'
import { reachableApp } from '../../../scripts/lib/app-copy.mjs'
import { runUser } from '../../../scripts/lib/run-user.mjs'
import { setUp } from '../../../scripts/set-up.mjs'
import { startWall, type Area, type Wall, type WallMode } from '../../../scripts/virtual-wall.mjs'

const stopMs = 15_000

/** The app on a virtual wall of its own, driven and judged from outside. */
export interface WallRun {
  readonly wall: Wall
  readonly app: ChildProcess
  /** The app's data folder, owned by the user that it runs as. */
  readonly dataDir: string
  /** What the app has written to stdout and stderr so far. */
  log(): string
  /** Sends keys, as xdotool names them, to the window that has the focus. */
  keys(...names: string[]): void
  /** Types a text into the window that has the focus. */
  type(text: string): void
  /** Runs xdotool on the wall and gives its output. */
  xdotool(...args: string[]): string
  /** The pixels of an area of the X root window, 3 bytes each (RGB), row by row. */
  pixels(area: Area): Buffer
  /** Ends the app with a signal and waits for it. */
  end(signal?: NodeJS.Signals): Promise<void>
  /** Starts the app again on the same data folder, after `end`. */
  again(args?: readonly string[]): void
  /** Ends app and wall, and removes the data folder. */
  stop(): Promise<void>
}

export interface WallRunOptions {
  readonly screens?: number | readonly WallMode[]
  readonly args?: readonly string[]
  readonly switches?: readonly string[]
  /** What the data folder's settings.yaml says. */
  readonly settings?: string
}

/**
 * Starts a wall and the built app on it, the app as an unprivileged user with Chromium's sandbox on.
 * Does not wait for windows: wait for what you need with `until`.
 */
export async function startWallRun({ screens = 4, args = [], switches = [], settings }: WallRunOptions = {}): Promise<WallRun> {
  const found = await setUp({ profile: 'test', display: false })
  const user = runUser()
  const reachable = reachableApp(found, user)
  const folder = mkdtempSync(join(tmpdir(), 'wufeng-e2e-'))
  if (user) spawnSync('chmod', ['755', folder])
  const dataDir = prepareDataDir(join(folder, 'data'), user)
  if (settings !== undefined) writeFileSync(join(dataDir, 'settings.yaml'), settings, { mode: 0o644 })
  const wall = await startWall({ screens })
  const env = { ...process.env, ...wall.env }
  let text = ''

  const launch = (more: readonly string[]): ChildProcess => {
    const options = { user, kind: found.runtime.kind, dataDir, args: ['--data', dataDir, ...more], displayEnv: wall.env, switches }
    const { command, args: commandArgs, env: appEnv, cwd } = appCommand(reachable, options)
    const child = spawn(command, commandArgs, { env: appEnv, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    return child
  }
  const xdotool = (...words: string[]): string => {
    const done = spawnSync('xdotool', words, { env, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`xdotool ${words.join(' ')}: ${done.stderr}`)
    return done.stdout.trim()
  }
  let app = launch(args)
  return {
    wall,
    dataDir,
    get app() {
      return app
    },
    log: () => text,
    xdotool,
    keys: (...names) => void xdotool('key', '--clearmodifiers', ...names),
    type: (words) => void xdotool('type', '--clearmodifiers', words),
    pixels: (area) => grab(env, area),
    end: (signal) => endChild(app, signal),
    again(more = args) {
      app = launch(more)
    },
    async stop() {
      await endChild(app)
      await wall.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function grab(env: NodeJS.ProcessEnv, { x, y, width, height }: Area): Buffer {
  const args = ['-silent', '-window', 'root', '-crop', `${width}x${height}+${x}+${y}`, '+repage', '-depth', '8', 'rgb:-']
  const done = spawnSync('import', args, { env, maxBuffer: 1 << 29 })
  if (done.status !== 0 || done.stdout.length !== width * height * 3) throw new Error(`import: ${done.stderr.toString()}`)
  return done.stdout
}

async function endChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const hard = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await gone
  clearTimeout(hard)
}

/** Waits until the question gives an answer other than undefined or false; throws with what was waited for. */
export async function until<T>(what: string, ask: () => T | Promise<T>, limitMs = 30_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + limitMs; ; ) {
    const answer = await ask()
    if (answer !== undefined && answer !== null && answer !== false) return answer
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
