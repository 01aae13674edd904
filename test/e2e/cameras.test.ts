import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { clip, numbersOf, RtspPeer } from '../headless/media-peers.ts'
import { OnvifFake } from '../headless/onvif-fake.ts'
import type { Area } from '../../scripts/virtual-wall.mjs'
import { changedShare, INSPECTED, inspect, levels, logOf, mediaPid, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun
let peer: RtspPeer
let loud: RtspPeer
let device: OnvifFake
let wall: Page
let looked: Awaited<ReturnType<typeof inspect>>

/** `modern` sends H.265, which windows can't decode. */
const MOUNTS = { east: clip('h264'), west: clip('h264'), modern: clip('h265') }

/** The middle of the first tile on the second display, which shows the cameras. */
const TILE = { x: 1920 + 250, y: 150, width: 160, height: 120 }

beforeAll(async () => {
  peer = await RtspPeer.start(MOUNTS)
  loud = await RtspPeer.start({ loud: clip('h264') }, 0, ['--sound', 'pcma'])
  device = await OnvifFake.start()
  device.open = true
  const camera = (name: string, url: string, more = ''): string => `  - {id: ${name}, name: ${name}, url: "${url}"${more}}\n`
  const settings = `demo: false\noperator: {id: chief, name: 管理员, roles: [dispatcher, admin]}\ncameras:\n${camera('east', peer.url('east'), `, onvif: "http://127.0.0.1:${device.port}"`)}${camera('west', peer.url('west'))}${camera('modern', peer.url('modern'))}${camera('nowhere', peer.url('no-such-mount'))}${camera('outside', 'rtsp://203.0.113.9/x')}${camera('loud', loud.url('loud'))}`
  run = await startWallRun({ screens: 2, settings, switches: INSPECTED })
  await windowReady(run)
  looked = await inspect(run)
  run.keys('F2')
  wall = await looked.page('wall', 2)
})

afterAll(async () => {
  await looked?.browser.close()
  await run?.stop()
  await device?.close()
  await peer?.signal('SIGKILL')
  await loud?.signal('SIGKILL')
})

const moving = async (area: Area = TILE): Promise<boolean> => {
  const before = run.pixels(area)
  await new Promise((resolve) => setTimeout(resolve, 400))
  return changedShare(before, run.pixels(area)) > 0.02
}

/** Whether a band of light words on dark lies at the foot of a picture of 320×240 that has neither itself: who took it, and when. */
function hasWordsAtItsFoot(file: string): boolean {
  const grey = spawnSync('ffmpeg', ['-v', 'error', '-i', file, '-pix_fmt', 'gray', '-f', 'rawvideo', '-'], { maxBuffer: 1 << 26 }).stdout
  const foot = grey.subarray(grey.length - 320 * 14)
  const share = (fits: (level: number) => boolean): number => foot.filter(fits).length / foot.length
  return grey.length === 320 * 240 && share((level) => level < 110) > 0.5 && share((level) => level > 170) > 0.02
}

const words = (camera: string): Promise<string> => wall.locator(`[data-camera="${camera}"]`).innerText()

it('show moving pictures of an RTSP server on the screen’s own pixels', async () => {
  await until('the first tile moves', () => moving(), 40_000)
  await until('the first picture is logged', () => logOf(run, 'main').some(({ fact }) => fact === 'first-picture'))
  expect(logOf(run, 'main').filter(({ message }) => String(message).includes('vector instructions'))).toEqual([])
})

it('show H.265, decoded by the media process, with the colours of the source', async () => {
  const box = await wall.locator('[data-camera="modern"]').boundingBox()
  if (!box) throw new Error('the tile is not there')
  const middle = { x: 1_920 + Math.round(box.x + box.width / 2) - 80, y: Math.round(box.y + box.height / 2) - 60, width: 160, height: 120 }
  await until('the tile moves', () => moving(middle), 20_000)
  await until('it is not marked', async () => (await wall.locator('[data-camera="modern"]').getAttribute('data-look')) === 'live')
  const [mine, first] = [middle, TILE].map((area) => levels(run.pixels(area)))
  expect(mine).toBeGreaterThan((first ?? 0) / 2)
})

it('name a camera that is not there and one that is not allowed', async () => {
  await until('the missing mount is named', async () => (await words('nowhere')).includes('没有这路视频'))
  await until('the forbidden host is named', async () => (await words('outside')).includes('主机不在允许范围'))
})

it('are marked on the wall while their server hangs, and move again by themselves, as after the media process died', async () => {
  const look = (): Promise<string | null> => wall.locator('[data-camera="east"]').getAttribute('data-look')
  const live = (why: string): Promise<unknown> => until(`the tile is live and moves: ${why}`, async () => (await look()) === 'live' && moving(), 20_000)
  await peer.signal('SIGSTOP')
  await until('the tile is marked', async () => (await look()) !== 'live', 10_000)
  await peer.signal('SIGCONT')
  await live('the server goes on')
  process.kill(mediaPid(run), 'SIGKILL')
  await live('media is back')
})

it('look back at the console by key, marked as such, take a clip out, and come back to now', async () => {
  run.keys('z')
  const page = await looked.page('console')
  const tile = page.locator('.camera-page [data-camera="east"]')
  await until('the large tile is live', async () => (await tile.getAttribute('data-look')) === 'live')
  run.keys('r')
  await until('it is marked as a replay', async () => (await tile.innerText()).includes('回放'))
  run.keys('x')
  const exportsDir = join(run.dataDir, 'exports')
  const name = await until('the clip is written', () => (existsSync(exportsDir) ? readdirSync(exportsDir).find((file) => file.endsWith('.mp4')) : undefined), 10_000)
  expect(numbersOf(join(exportsDir, name)).length).toBeGreaterThan(20)
  await until('the page names it', async () => (await page.locator('.camera-page-taken').innerText()).includes(name))
  run.keys('p', 'b')
  const kept = (end: string): string[] => readdirSync(exportsDir).filter((file) => file.endsWith(end))
  const picture = await until('the snapshot is written', () => kept('.jpg')[0], 10_000)
  expect(hasWordsAtItsFoot(join(exportsDir, picture))).toBe(true)
  await until('the bookmark is a clip too, each of the three with its record', () => kept('.mp4').length === 2 && kept('.html').length === 3, 20_000)
  run.keys('e')
  await until('it is live again', async () => (await tile.getAttribute('data-look')) === 'live')
  run.keys('Escape')
})

it('turn while a key or the mouse is held, go to a preset, and show a part of the picture large', async () => {
  run.keys('z')
  const page = await looked.page('console')
  await until('the device is known', async () => (await page.locator('.steer-bar').innerText()).includes('Dome 4'))
  run.keys('c')
  const pad = page.locator('.steer-pad')
  await until('the camera is taken', async () => (await pad.count()) === 1)
  await page.keyboard.down('d')
  await until('it turns', () => device.told.includes('move 0.5 0 0'))
  await page.keyboard.up('d')
  await until('and stops', () => device.told.at(-1) === 'stop')
  const box = await pad.boundingBox()
  if (!box) throw new Error('there is no pad')
  await page.mouse.move(box.x + box.width / 2, box.y + 4)
  await page.mouse.down()
  await until('it looks up', () => device.told.some((what) => what.startsWith('move 0 0.9')))
  await page.mouse.up()
  await until('and stops again', () => device.told.at(-1) === 'stop')
  run.keys('1')
  await until('it goes to the first preset', () => device.told.at(-1) === 'go 1')
  run.keys('c')
  await until('it is given back', async () => (await pad.count()) === 0)
  const tile = page.locator('.camera-page [data-camera="east"]')
  await tile.hover()
  await page.mouse.wheel(0, -100)
  await until('the picture is enlarged', async () => (await tile.innerText()).includes('1.3×'))
  await until('and live', async () => (await tile.getAttribute('data-look')) === 'live')
  run.keys('0')
  await until('and whole again', async () => !(await tile.innerText()).includes('×'))
  run.keys('Escape')
})

it('are heard one at a time by key, with the level shown and the tile saying so, off by default', async () => {
  const page = await looked.page('console')
  const tile = wall.locator('[data-camera="loud"]')
  await tile.click()
  run.keys('z')
  const meter = page.locator('.camera-page [role="meter"]')
  await until('the camera is the large one', async () => (await page.locator('.camera-page [data-camera="loud"]').count()) === 1)
  expect(await meter.count()).toBe(0)
  run.keys('shift+Z')
  await until('the level moves', async () => (await meter.count()) === 1 && Number(await meter.getAttribute('aria-valuenow')) > 50)
  await until('the tile on the wall says so', async () => (await tile.locator('.cameras-sound').innerText().catch(() => '')) === '声音')
  await wall.locator('[data-camera="west"]').click()
  await until('another camera is the large one', async () => (await page.locator('.camera-page [data-camera="west"]').count()) === 1)
  run.keys('shift+Z')
  await until('that one has no sound', async () => (await wall.locator('[data-camera="west"] .cameras-sound').innerText().catch(() => '')) === '无声音轨')
  expect(await tile.locator('.cameras-sound').count()).toBe(0)
  run.keys('shift+Z', 'Escape')
  await until('nothing is heard', async () => (await wall.locator('.cameras-sound').count()) === 0)
  await wall.locator('[data-camera="east"]').click()
})

it('say within two seconds that the server died, stand still, and come back by themselves', async () => {
  const { port } = peer
  await peer.signal('SIGKILL')
  const died = Date.now()
  await until('the tile says so', async () => /已断开|画面停止/.test(await words('east')), 5_000)
  expect(Date.now() - died).toBeLessThan(3_500)
  // The words over the picture count on; the picture does not.
  await until('the picture stands still', async () => !(await moving()), 5_000)
  peer = await RtspPeer.start(MOUNTS, port)
  await until('the tile moves again', () => moving(), 15_000)
  await until('and is not marked', async () => !/已断开|画面停止|正在连接/.test(await words('east')))
})

it('follow the registry while all goes on: a camera that is added is shown, one that is taken out is gone', async () => {
  const console = await looked.page('console')
  run.keys('shift+r')
  await console.locator('.registry-row').first().waitFor()
  run.keys('a')
  await console.locator('#camera-name').fill('added')
  await console.locator('#camera-url').fill(peer.url('west'))
  run.keys('Return')
  const tile = wall.locator('.cameras-tile', { hasText: 'added' })
  await until('its tile has a picture', async () => (await tile.count()) === 1 && (await tile.getAttribute('data-look')) !== 'empty')
  run.keys('Delete')
  await until('its tile is gone', async () => (await tile.count()) === 0)
  run.keys('Escape')
  await console.locator('.registry-row').first().waitFor({ state: 'detached' })
})

it('cover a privacy zone on the wall for all, and let no clip out to who may not see through', async () => {
  const console = await looked.page('console')
  run.keys('shift+r')
  await console.locator('.codes-search').fill('west')
  await console.locator('.registry-row', { hasText: 'west' }).click()
  await console.locator('.page').focus()
  run.keys('y', 'n')
  await console.locator('.zone-canvas polygon').waitFor()
  run.keys('Return')
  await console.locator('.registry-facts').waitFor()
  const box = await wall.locator('[data-camera="west"]').boundingBox()
  if (!box) throw new Error('the tile is not there')
  const middle = { x: 1_920 + Math.round(box.x + box.width / 2) - 12, y: Math.round(box.y + box.height / 2) - 12, width: 24, height: 24 }
  await until('the middle of the picture is covered', () => run.pixels(middle).every((value, i) => Math.abs(value - ([0x39, 0x42, 0x4d][i % 3] ?? 0)) < 3))
  await until('and the rest of it moves', () => moving({ ...middle, x: Math.round(1_920 + box.x + box.width * 0.2), y: Math.round(box.y + box.height * 0.3), width: Math.round(box.width * 0.15), height: Math.round(box.height * 0.4) }))
  run.keys('z')
  await console.locator('.camera-page [data-camera="west"]').waitFor()
  run.keys('x')
  await until('it says why no clip is written', async () => (await console.locator('.camera-page').innerText()).includes('画面有遮挡区'))
})
