import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asCallEvent } from '../../electron/domain/call.ts'
import { openReader } from '../../electron/store/database.ts'
import { readAfter } from '../../electron/store/event-log.ts'
import { INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

const ROOT = join(import.meta.dirname, '..', '..')
let run: WallRun

beforeAll(async () => {
  run = await startWallRun({ screens: 1, switches: INSPECTED, settings: 'simulator: {on: false}\n' })
  await windowReady(run)
})

afterAll(() => run?.stop())

/** What each call did, as the events on disk tell it: direction or reason behind the type. */
function calls(): string[][] {
  const db = openReader({ file: join(run.dataDir, 'wufeng.sqlite') })
  try {
    const told = new Map<string, string[]>()
    for (const { event } of readAfter(db, 0, 1_000)) {
      const call = event.stream.startsWith('call/') ? asCallEvent(event) : undefined
      if (!call) continue
      const words = call.type === 'call.begun' ? `begun ${call.body.direction} ${call.body.numbers[0]}` : call.type === 'call.ended' ? `ended ${call.body.why}` : call.type.slice('call.'.length)
      told.set(event.stream, [...(told.get(event.stream) ?? []), words])
    }
    return [...told.values()]
  } finally {
    db.close()
  }
}

/** The call that came in first. */
const cameIn = (): string[] => calls().find(([first]) => first === 'begun in 13800002211') ?? []
const happened = (what: string) => until(what, () => cameIn().includes(what), 30_000)

/** The strongest tone of the other side's channel, decoded by FFmpeg. */
function toneOf(file: string): { hz: number | null; channels: number } {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'electron', 'media', 'recording-tone.ts'), file], { encoding: 'utf8' })
  return JSON.parse(stdout) as { hz: number | null; channels: number }
}

it('rings, is taken by a key, is heard and recorded, and stands in the log of calls', async () => {
  const looked = await inspect(run)
  const page = await looked.page('console')
  run.keys('shift+p')
  const search = page.locator('.directory-search')
  await search.waitFor()
  run.keys('i')
  await until('the search has the focus', () => search.evaluate((field) => field === document.activeElement))
  run.type('8400')
  await until('the number is found', async () => (await page.locator('.directory-row').count()) === 1)
  // The line may still be registering; a call without one is refused and begun again.
  await until('the call', async () => {
    run.keys('Return')
    await page.waitForTimeout(1_000)
    return calls().some(([first]) => first === 'begun out 8400')
  })
  await happened('ringing')
  await page.locator('.call-card[data-waits]').first().waitFor()
  run.keys('F10')
  await happened('answered')
  await page.waitForTimeout(2_500)
  run.keys('Escape')
  await until('the page is closed', async () => {
    run.keys('Escape')
    await page.waitForTimeout(300)
    return (await page.locator('.console-page').count()) === 0
  })
  run.keys('x')
  await happened('recorded')
  expect(cameIn()).toEqual(['begun in 13800002211', 'ringing', 'answered', 'ended hung-up-here', 'recorded'])
  run.keys('shift+c')
  await until('the call stands in the log', async () => (await page.locator('.call-log-row').filter({ hasText: '13800002211' }).count()) > 0)
  await looked.browser.close()
  const folder = join(run.dataDir, 'recordings')
  const [file] = existsSync(folder) ? readdirSync(folder) : []
  const { hz, channels } = toneOf(join(folder, file ?? ''))
  expect(channels).toBe(2)
  // The demo's callers send one tone each, chosen between these.
  expect(hz).toBeGreaterThan(480)
  expect(hz).toBeLessThan(1_920)
})
