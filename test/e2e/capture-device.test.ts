import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { changedShare, INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

/** Chromium's made-up camera: these machines have no capture device. The product itself never sets this. */
const MADE_UP = ['--use-fake-device-for-media-stream']

let run: WallRun
let console: Page
let wall: Page
let looked: Awaited<ReturnType<typeof inspect>>

beforeAll(async () => {
  run = await startWallRun({ screens: 2, settings: 'demo: false\noperator: {id: chief, name: 管理员, roles: [dispatcher, admin]}\n', switches: [...INSPECTED, ...MADE_UP] })
  await windowReady(run)
  looked = await inspect(run)
  run.keys('F2')
  console = await looked.page('console')
  wall = await looked.page('wall', 2)
})

afterAll(async () => {
  await looked?.browser.close()
  await run?.stop()
})

async function add(name: string, url: string): Promise<void> {
  run.keys('a')
  await console.locator('#camera-name').fill(name)
  await console.locator('#camera-url').fill(url)
  run.keys('Return')
  await console.locator('.registry-facts', { hasText: name }).waitFor()
}

it('shows a capture device that is registered by its name, and says in words where there is none', async () => {
  run.keys('shift+r')
  await console.locator('.page-message', { hasText: '还没有登记摄像机' }).waitFor()
  run.keys('a')
  const offered = console.locator('#camera-url-list option').first()
  await offered.waitFor({ state: 'attached' })
  const device = (await offered.getAttribute('value')) ?? ''
  expect(device).toMatch(/^device:/)
  run.keys('Escape')
  await add('会商', device)
  await add('没有的', 'device:No such thing')
  const tile = wall.locator('.cameras-tile', { hasText: '会商' })
  await until('its tile has a picture', async () => (await tile.count()) === 1 && (await tile.getAttribute('data-look')) !== 'empty')
  const box = await tile.boundingBox()
  if (!box) throw new Error('the tile is not there')
  const area = { x: 1_920 + Math.round(box.x + box.width * 0.2), y: Math.round(box.y + box.height * 0.2), width: Math.round(box.width * 0.6), height: Math.round(box.height * 0.6) }
  const before = run.pixels(area)
  await until('its picture moves', () => changedShare(before, run.pixels(area)) > 0.005)
  await until('the other says that it is not there', async () => (await wall.locator('.cameras-tile', { hasText: '没有的' }).innerText()).includes('本机没有这个采集设备'))
})
