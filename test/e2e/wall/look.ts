import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { processTree, readProc } from '../../builders/processes.ts'
import { until, type WallRun } from './wall-run.ts'

/** A window as the X server tells of it. */
export interface XWindow {
  readonly id: string
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The visible windows of the app, asked of the X server. */
export function windowsOf(run: WallRun): XWindow[] {
  return idsOf(run).flatMap((id): XWindow[] => {
    try {
      const geometry = run.xdotool('getwindowgeometry', '--shell', id)
      const value = (key: string): number => Number(new RegExp(`^${key}=(-?\\d+)$`, 'm').exec(geometry)?.[1] ?? Number.NaN)
      const found = { id, name: run.xdotool('getwindowname', id), x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') }
      return found.width > 100 ? [found] : []
    } catch {
      return []
    }
  })
}

function idsOf(run: WallRun): string[] {
  try {
    return run.xdotool('search', '--onlyvisible', '--name', '^无缝').split('\n').filter(Boolean)
  } catch {
    return []
  }
}

/** Share of bytes that differ by more than a little between two pictures of one size. */
export function changedShare(a: Buffer, b: Buffer, tolerance = 8): number {
  let changed = 0
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > tolerance) changed += 1
  return a.length === 0 ? 0 : changed / a.length
}

/** Number of brightness levels that more than a few pixels have: an empty panel has one or two. */
export function levels(picture: Buffer): number {
  const counts = new Uint32Array(256)
  for (let i = 0; i + 2 < picture.length; i += 3) {
    const grey = Math.round(0.3 * (picture[i] ?? 0) + 0.59 * (picture[i + 1] ?? 0) + 0.11 * (picture[i + 2] ?? 0))
    counts[grey] = (counts[grey] ?? 0) + 1
  }
  return counts.filter((n) => n > 12).length
}

/** Lines of a process's log, parsed. */
export function logOf(run: WallRun, name: 'main' | 'core'): Record<string, unknown>[] {
  try {
    return readFileSync(join(run.dataDir, 'logs', `${name}.log`), 'utf8').split('\n').flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Record<string, unknown>] : []))
  } catch {
    return []
  }
}

/** Waits until a window has drawn its first snapshot. */
export const windowReady = (run: WallRun, window = 'console'): Promise<Record<string, unknown>> =>
  until(`the window ${window} is ready`, () => logOf(run, 'main').findLast((l) => l['fact'] === 'ready' && l['window'] === window), 60_000)

/** The media process of a run: it has loaded the media library and is not the demo's camera server. */
export function mediaPid(run: WallRun): number {
  const pid = processTree(run.app.pid ?? 0).find((each) => readProc(each, 'maps').includes('node-av') && readProc(each, 'cmdline').includes('type=utility'))
  if (pid === undefined) throw new Error('no process has loaded the media library')
  return pid
}

/** Looks into the pages of a run that was started with `--remote-debugging-port=0`. */
export async function inspect(run: WallRun): Promise<{ browser: Browser; page(kind: 'console' | 'wall', display?: number): Promise<Page> }> {
  const file = join(run.dataDir, 'electron', 'DevToolsActivePort')
  const port = await until('the debugging port', () => readText(file)?.split('\n')[0])
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const pages = (): Page[] => browser.contexts().flatMap((c) => c.pages())
  return {
    browser,
    page: (kind, display) =>
      until(`the page ${kind} ${display ?? ''}`, () => pages().find((p) => p.url().includes(`/windows/${kind}.html`) && (display === undefined || new URL(p.url()).searchParams.get('display') === String(display)))),
  }
}

export const INSPECTED = ['--remote-debugging-port=0'] as const

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
