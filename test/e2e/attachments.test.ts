import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

const PICTURE = join(import.meta.dirname, '..', '..', 'docs', 'pictures', 'wall.jpg')

let run: WallRun
let page: Page

beforeAll(async () => {
  run = await startWallRun({ screens: 1, switches: INSPECTED, settings: 'simulator: {on: false}\n' })
  await windowReady(run)
  const { page: find } = await inspect(run)
  page = await find('console')
})

afterAll(() => run?.stop())

it('a photo goes with the new case, a text is added by key, both are looked at, one is hidden with its reason', async () => {
  await page.keyboard.press('c')
  await page.locator('#report-class').fill('0102')
  await page.keyboard.press('Enter')
  await page.locator('#report-description').fill('垃圾占道')
  await page.locator('.report-files input[type=file]').setInputFiles(PICTURE)
  await page.locator('.tray-file[data-state=there]').waitFor()
  await page.keyboard.press('Enter')
  const thumbs = page.locator('.thumb[data-state=ready] img')
  await thumbs.first().waitFor()

  await until('a file dialog by key', async () => {
    const chooser = page.waitForEvent('filechooser', { timeout: 2_000 }).catch(() => undefined)
    await page.keyboard.press('a')
    return (await chooser)?.setFiles([{ name: '远景.txt', mimeType: 'text/plain', buffer: Buffer.from('现场已围挡') }]).then(() => true)
  })
  await page.locator('.tray-file[data-state=there]').waitFor()
  await page.keyboard.press('Enter')
  await until('two attachments', async () => (await page.locator('.thumb').count()) === 2)

  await page.keyboard.press('o')
  await page.locator('.stage-picture img').waitFor()
  expect(await page.locator('.stage-picture img').evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth)).toBeGreaterThan(500)
  await page.keyboard.press('ArrowRight')
  await page.locator('.stage-text', { hasText: '现场已围挡' }).waitFor()
  await page.keyboard.press('Delete')
  await page.locator('.hide-form input').fill('放错了')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await until('one attachment', async () => (await page.locator('.thumb').count()) === 1)
  await page.locator('.entry', { hasText: '移除附件' }).waitFor()
})
