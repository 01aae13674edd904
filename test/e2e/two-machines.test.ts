import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runUser } from '../../scripts/lib/run-user.mjs'
import { INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

/** One wall of four displays on two machines: the first has core and the console, the second follows over the wall's port. */
let keys: string
let first: WallRun
let second: WallRun
let here: Awaited<ReturnType<typeof inspect>>
let there: Awaited<ReturnType<typeof inspect>>

beforeAll(async () => {
  keys = mkdtempSync(join(tmpdir(), 'wufeng-key-'))
  const key = join(keys, 'wall')
  writeFileSync(key, 'a key of the hall that nobody else knows', { mode: 0o600 })
  const user = runUser()
  if (user) for (const path of [keys, key]) chownSync(path, user.uid, user.gid)
  const port = await freePort()
  first = await startWallRun({ screens: 2, switches: INSPECTED, settings: `simulator: {on: true, speed: 1}\nwall: {port: ${port}, key: ${key}}\n` })
  second = await startWallRun({ screens: 2, switches: INSPECTED, settings: `wallOf: {core: "127.0.0.1:${port}", key: ${key}, firstDisplay: 3}\n` })
  await Promise.all([windowReady(first), windowReady(second, 'wall-4')])
  here = await inspect(first)
  there = await inspect(second)
})

afterAll(async () => {
  await Promise.all([here?.browser.close(), there?.browser.close()])
  await Promise.all([first?.stop(), second?.stop()])
  rmSync(keys, { recursive: true, force: true })
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const sceneOf = (page: Page): Promise<string | null> => page.evaluate(() => document.querySelector('.scene[data-active="true"]')?.getAttribute('data-scene') ?? null)

/** When a page first holds what the selector finds, by the machine's clock, ms; asked for before it does. */
const whenShown = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (!document.querySelector(wanted)) return
          watch.disconnect()
          resolve(Date.now())
        }
        const watch = new MutationObserver(look)
        watch.observe(document, { subtree: true, childList: true, attributes: true })
        look()
      }),
    selector,
  )

/** How long after the first machine's wall the second's shows something, reported and not judged: the machines that test are busy. */
async function lag(what: string, selector: string, act: () => void): Promise<void> {
  const pages = [await here.page('wall', 2), await there.page('wall', 3), await there.page('wall', 4)]
  const times = Promise.all(pages.map((page) => whenShown(page, selector)))
  act()
  const [one = 0, ...others] = await Promise.race([times, new Promise<never>((_, reject) => setTimeout(() => reject(new Error(`${what} was not shown everywhere`)), 20_000))])
  process.stdout.write(`${what}: the second machine's displays show it ${others.map((time) => time - one).join(' and ')} ms after the first's\n`)
}

it('has displays of its own and no console on the second machine, and all four in the mimic', async () => {
  expect(there.browser.contexts().flatMap((context) => context.pages()).some((page) => page.url().includes('/console.html'))).toBe(false)
  const console = await here.page('console')
  first.keys('F4')
  await until('four displays in the mimic', async () => (await console.locator('.mimic').first().locator('.mimic-display').count()) === 4)
  await until('two of them on another machine', async () => (await console.getByText(/^另一台主机/).count()) === 2)
  first.keys('F4')
  await console.locator('.mimic').first().waitFor({ state: 'detached' })
})

it('follows scenes and the selection', async () => {
  await lag('scene', '.scene[data-active="true"][data-scene="video"]', () => first.keys('F2'))
  await lag('scene', '.scene[data-active="true"][data-scene="indicators"]', () => first.keys('F3'))
  await (await here.page('console')).locator('.queue-row').first().waitFor()
  await lag('selected case', '.scene[data-active="true"] .spotlight', () => first.keys('j'))
})

it('keeps the last scene, says so and tries on while the first machine is away, and follows again', async () => {
  const page = await there.page('wall', 3)
  await first.end()
  await page.locator('.wall-alone').waitFor({ timeout: 15_000 })
  expect(await sceneOf(page)).toBe('indicators')
  first.again()
  await windowReady(first)
  await page.locator('.wall-alone').waitFor({ state: 'detached', timeout: 30_000 })
  expect(await sceneOf(page)).toBe('indicators')
})
