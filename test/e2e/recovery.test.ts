import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openReader } from '../../electron/store/database.ts'
import { readAfter, verifyChains } from '../../electron/store/event-log.ts'
import { INSPECTED, inspect, logOf, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun
let console: Page
let close: () => Promise<void>

beforeAll(async () => {
  run = await startWallRun({ screens: 2, settings: 'simulator: {on: true, speed: 20}\n', switches: INSPECTED })
  await windowReady(run)
  const looked = await inspect(run)
  close = () => looked.browser.close()
  console = await looked.page('console')
})

afterAll(async () => {
  await close?.()
  await run?.stop()
})

/** The process of this run whose command line holds the text. */
function pidOf(text: string): number {
  const { stdout } = spawnSync('pgrep', ['-f', text], { encoding: 'utf8' })
  const [pid] = stdout.split('\n').filter(Boolean).map(Number)
  if (pid === undefined) throw new Error(`no process holds ${text}`)
  return pid
}

/** The utility process of this run (they share a home) that has loaded the media library. */
function mediaPid(): number {
  const home = (pid: number): string | undefined => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').find((e) => e.startsWith('HOME='))
  const own = home(run.app.pid ?? 0)
  const { stdout } = spawnSync('pgrep', ['-f', 'type=utility'], { encoding: 'utf8' })
  const pid = stdout.split('\n').filter(Boolean).map(Number).find((each) => home(each) === own && readFileSync(`/proc/${each}/maps`, 'utf8').includes('node-av'))
  if (pid === undefined) throw new Error('no process has loaded the media library')
  return pid
}

const count = (): number => {
  const db = openReader({ file: join(run.dataDir, 'wufeng.sqlite') })
  const n = db.get<{ n: number }>('SELECT count(*) AS n FROM event')?.n ?? 0
  db.close()
  return n
}

const serves = (name: string): number => logOf(run, 'main').filter((l) => l['process'] === name && l['msg'] === 'serves').length

it('core killed at random moments comes back, the windows recover without a click, and nothing is lost', async () => {
  for (let round = 0; round < 3; round++) {
    const starts = serves('core')
    const before = count()
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 700))
    process.kill(pidOf(`core.js --data ${run.dataDir}`), 'SIGKILL')
    await until('core serves again', () => serves('core') > starts, 20_000)
    expect(count()).toBeGreaterThanOrEqual(before)
    await until('the console says that it is connected', async () => (await console.locator('body').innerText()).includes('已连接'), 20_000)
    const shown = (await console.locator('body').innerText()).length
    expect(shown).toBeGreaterThan(200)
  }
  const db = openReader({ file: join(run.dataDir, 'wufeng.sqlite') })
  expect(verifyChains(db)).toBeUndefined()
  expect(readAfter(db, 0, 10).length).toBeGreaterThan(0)
  db.close()
})

it('media killed comes back', async () => {
  const starts = serves('media')
  process.kill(mediaPid(), 'SIGKILL')
  await until('media serves again', () => serves('media') > starts, 20_000)
})
