import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun
let browser: Browser
let page: Page

beforeAll(async () => {
  run = await startWallRun({ screens: 1, switches: [...INSPECTED, '--use-fake-device-for-media-stream'] })
  await windowReady(run)
  const looked = await inspect(run)
  browser = looked.browser
  page = await looked.page('console')
})

afterAll(async () => {
  await browser?.close()
  await run?.stop()
})

const talking = (count: number) => until(`${count} calls are spoken`, async () => (await page.locator('.call-card[data-state="talking"]').count()) === count)

/** A key calls the number that its control shows. */
async function calls(key: string, control: RegExp, number: RegExp): Promise<void> {
  const button = page.locator('.button').filter({ hasText: control }).filter({ hasText: number }).last()
  await until('the line is ready', () => button.isEnabled())
  run.keys(key)
  await talking(1)
  expect(await page.locator('.call-card[data-state="talking"]').innerText()).toMatch(number)
}

async function hangsUp(): Promise<void> {
  run.keys('x')
  await until('nobody is spoken with', async () => (await page.locator('.call-card[data-state="talking"]').count()) === 0)
}

async function opens(key: string, words: string | RegExp): Promise<void> {
  run.keys(key)
  await page.locator('.console-page').filter({ hasText: words }).waitFor()
}

async function closes(): Promise<void> {
  run.keys('Escape')
  await until('the page is closed', async () => (await page.locator('.console-page').count()) === 0)
}

it('calls from a point of the map, a field unit, a grid and a camera by one key each', async () => {
  const map = page.locator('.map-ground')
  await map.waitFor()
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no room')
  // Signs lie about on the map: somewhere near its middle is a point with none.
  await until('a point of the map is chosen', async () => {
    await page.mouse.click(box.x + box.width * (0.3 + Math.random() * 0.4), box.y + box.height * (0.3 + Math.random() * 0.3))
    await page.waitForTimeout(300)
    return (await page.locator('.call-place').filter({ hasText: /网格中心/ }).count()) > 0
  })
  await calls('alt+g', /Alt.?G/i, /86\d\d/)
  await hangsUp()
  await calls('alt+u', /Alt.?U/i, /87\d\d/)
  await hangsUp()
  run.keys('Escape')
  await until('the place is left', async () => (await page.locator('.call-place').count()) === 0)
  await opens('shift+w', /单元网格/)
  await calls('alt+g', /网格中心/, /86\d\d/)
  await closes()
  await hangsUp()
  await opens('z', /镜头/)
  await calls('alt+g', /网格中心/, /86\d\d/)
  await closes()
  await hangsUp()
})

it('calls two marked people together, who are then in one conference', async () => {
  await opens('shift+p', /8101/)
  run.keys('i')
  run.type('81')
  run.keys('Tab')
  for (const name of ['排水', '环卫']) await page.locator('.directory-row').filter({ hasText: name }).locator('input').first().check()
  await page.locator('.directory-group').getByRole('status').waitFor()
  run.keys('a')
  await until('both are in one conference', async () => (await page.locator('.call-card[data-joined]').count()) === 2)
  await closes()
  for (const left of [1, 0]) {
    run.keys('x')
    await talking(left)
  }
})

it('calls back a caller who was not answered', async () => {
  await opens('shift+p', /8101/)
  run.keys('i')
  run.type('8400')
  await until('the number is found', async () => (await page.locator('.directory-row').count()) === 1)
  run.keys('Return')
  await page.locator('.call-card[data-waits]').waitFor()
  await closes()
  run.keys('x')
  await page.getByRole('button', { name: '回拨 13800002211' }).waitFor()
  run.keys('alt+b')
  await page.locator('.call-card:not([data-waits])').filter({ hasText: '13800002211' }).filter({ hasText: '空号' }).waitFor()
})

it('shows the microphone, the loudspeaker and the ringing device, and tries the microphone', async () => {
  await opens('shift+e', /麦克风/)
  await until('the microphone is heard', async () => Number(await page.locator('.console-page meter, .console-page [role="meter"]').first().getAttribute('aria-valuenow')) > 0)
  await closes()
})
