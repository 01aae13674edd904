import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openReader } from '../../electron/store/database.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { readAfter } from '../../electron/store/event-log.ts'
import { processTree, readProc } from '../builders/processes.ts'
import { INSPECTED, inspect, logOf, mediaPid, windowReady } from './wall/look.ts'
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

function corePid(): number {
  const pid = processTree(run.app.pid ?? 0).find((each) => readProc(each, 'cmdline').includes('core.js'))
  if (pid === undefined) throw new Error('core does not run')
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
    process.kill(corePid(), 'SIGKILL')
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
  process.kill(mediaPid(run), 'SIGKILL')
  await until('media serves again', () => serves('media') > starts, 20_000)
})
