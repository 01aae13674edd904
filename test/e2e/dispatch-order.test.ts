import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openReader } from '../../electron/store/database.ts'
import { INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

const PICTURE = join(import.meta.dirname, '..', '..', 'docs', 'pictures', 'wall.jpg')

let run: WallRun
let page: Page

beforeAll(async () => {
  run = await startWallRun({ screens: 1, switches: INSPECTED, settings: 'simulator: {on: false}\n' })
  await windowReady(run)
  page = await (await inspect(run)).page('console')
})

afterAll(() => run?.stop())

/** The pages of a PDF: their size in points, and their words without spaces. A glyph that a character shares with its radical (行, 门) comes as either; NFKC mends most. */
async function pagesOf(file: string): Promise<{ size: number[]; words: string }[]> {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise
  return Promise.all(Array.from({ length: pdf.numPages }, async (_, i) => {
    const sheet = await pdf.getPage(i + 1)
    const { items } = await sheet.getTextContent()
    return { size: sheet.view, words: items.map((item) => ('str' in item ? item.str : '')).join('').normalize('NFKC').replaceAll(/\s/g, '') }
  }))
}

const windowNamed = (name: string): string | undefined => {
  try {
    return run.xdotool('search', '--onlyvisible', '--name', name).split('\n')[0]
  } catch {
    return undefined
  }
}

/** Runs in the page: the quickest hand there is, its next key comes in the moment in which the form of a step goes. */
const pressWhenFormGoes = (): void => {
  const watch = new MutationObserver(() => {
    if (document.querySelector('.step-form')) return
    watch.disconnect()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', code: 'KeyN', bubbles: true }))
  })
  watch.observe(document.body, { childList: true, subtree: true })
}

/** Saves the order that lies open, by the system's dialog. */
async function save(name: string): Promise<{ size: number[]; words: string }[]> {
  const file = join(run.dataDir, name)
  await page.keyboard.press('s')
  const dialog = await until('the save dialog', () => windowNamed('Save|保存'))
  run.xdotool('windowactivate', '--sync', dialog)
  run.xdotool('key', 'ctrl+a')
  run.type(file)
  run.keys('Return')
  await until(file, () => existsSync(file))
  return pagesOf(file)
}

it('a dispatch order is saved as one sheet of A4 that can be searched, without the caller unless asked for, in both languages, and is recorded', async () => {
  await page.keyboard.press('c')
  await page.locator('#report-class').fill('0102')
  await page.keyboard.press('Enter')
  await page.locator('#report-description').fill('市场北门外堆放建筑垃圾，占用半幅车道')
  await page.locator('#report-name').fill('王女士')
  await page.locator('#report-phone').fill('13800001234')
  await page.locator('.report-files input[type=file]').setInputFiles(PICTURE)
  await page.locator('.tray-file[data-state=there]').waitFor()
  await page.locator('#report-description').focus()
  await page.keyboard.press('Enter')
  await page.locator('.case-next .button-primary').waitFor()
  await page.keyboard.press('n')
  for (const step of ['受理', '立案', '派遣']) {
    await page.locator(`.step-form[aria-label="${step}"]`).waitFor()
    if (step !== '派遣') await page.evaluate(pressWhenFormGoes)
    await page.keyboard.press('Enter')
  }
  await page.locator('.tasks-head').waitFor()
  const number = await page.locator('.case-number').innerText()

  await page.keyboard.press('Control+p')
  await page.locator('.order-photo[data-photo=ready]').waitFor()
  const [sheet, ...more] = await save('order.pdf')
  expect(more).toEqual([])
  expect(sheet?.size.map(Math.round)).toEqual([0, 0, 595, 842])
  for (const words of ['案件派遣单', number, '外堆放建筑垃圾', '暴露垃圾0102', '工作时', '主办', '签收人', '处置人', '打印于']) expect(sheet?.words).toContain(words)
  expect(sheet?.words).not.toContain('13800001234')

  await page.locator('.order-dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('l')
  await page.keyboard.press('Control+p')
  await page.keyboard.press('c')
  await page.locator('.order', { hasText: '13800001234' }).waitFor()
  const [english] = await save('order-en.pdf')
  for (const words of ['Dispatchorder', number, 'workingh', 'Lead', 'Takenby', '王女士13800001234']) expect(english?.words).toContain(words)

  const db = openReader({ file: join(run.dataDir, 'wufeng.sqlite') })
  expect(db.all<{ what: string }>("SELECT json_extract(body, '$.detail.what') AS what FROM event WHERE type = 'audit.printed' ORDER BY seq").map((e) => e.what)).toEqual(['order-pdf', 'order-pdf-reporter'])
  db.close()
})
