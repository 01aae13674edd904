import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { processTree, readProc } from '../builders/processes.ts'
import { INSPECTED, inspect, levels, logOf, windowReady, windowsOf } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun
let looked: Awaited<ReturnType<typeof inspect>>
let console: Page

beforeAll(async () => {
  run = await startWallRun({ switches: INSPECTED, settings: 'simulator: {on: false}\n' })
  await windowReady(run)
  looked = await inspect(run)
  console = await looked.page('console')
  await until('five windows', () => windowsOf(run).length === 5)
})

afterAll(async () => {
  await looked?.browser.close()
  await run?.stop()
})

/** The scene that a display shows now; undefined while its page is being loaded. */
async function sceneOf(display: number): Promise<string | undefined> {
  const page = await looked.page('wall', display)
  return page.evaluate(() => document.querySelector('.scene[data-active="true"]')?.getAttribute('data-scene') ?? undefined).catch(() => undefined)
}
const scenes = async (): Promise<string> => (await Promise.all([1, 2, 3, 4].map(sceneOf))).join()
const shows = (wanted: string): Promise<unknown> => until(`the wall shows ${wanted}`, async () => (await scenes()) === wanted)
const wallNames = (): string => windowsOf(run).filter((w) => /^无缝 \d+$/.test(w.name)).sort((a, b) => a.x - b.x).map((w) => `${w.name.slice(3)}@${w.x}`).join()
const ALL = '1@0,2@1920,3@3840,4@5760'
let own = ''

it('switches the whole wall by key, is black by one and back by one', async () => {
  run.keys('F2')
  await shows('video,video,video,video')
  run.keys('F6')
  await until('every display is black', () => [0, 1920, 3840, 5760].slice(1).every((x) => levels(run.pixels({ x: x + 200, y: 200, width: 400, height: 300 })) === 1))
  run.keys('F7')
  await until('the wall is lit', () => levels(run.pixels({ x: 3840 + 200, y: 200, width: 400, height: 300 })) > 1)
  expect(await scenes()).toBe('video,video,video,video')
})

it('takes an edited scene with one map over two displays, each with its half', async () => {
  run.keys('F4')
  await console.getByRole('button', { name: '态势', exact: true }).click()
  run.keys('greater')
  await until('the preview spans', async () => (await console.locator('.mimic-canvas').count()) === 4 + 3)
  run.keys('Return')
  own = await until('displays 2 and 3 show the same scene', async () => {
    const [second, third] = [await sceneOf(2), await sceneOf(3)]
    return second !== 'video' && second === third ? second : undefined
  })
  const halves = await Promise.all([2, 3].map(async (display) => (await looked.page('wall', display)).evaluate(() => {
    const { left, width } = document.querySelector('.scene[data-active="true"]')?.getBoundingClientRect() ?? { left: 0, width: 0 }
    return [left, width]
  })))
  expect(halves).toEqual([[0, 3840], [-1920, 3840]])
})

it('leaves a locked display as it is when the wall is switched, and says who holds it', async () => {
  run.keys('Right', 'Right', 'y')
  const fourth = await looked.page('wall', 4)
  await until('display 4 says that it is locked', async () => (await fourth.locator('.wall-hold').innerText().catch(() => '')).includes('已锁定'))
  run.keys('F3')
  await shows(`indicators,indicators,indicators,${own}`)
  run.keys('y')
  await until('display 4 is released', async () => (await fourth.locator('.wall-hold').count()) === 0)
})

it('runs a tour, which goes round a display that is held', async () => {
  await console.getByText('新建轮巡').click()
  await console.getByRole('button', { name: '视频墙', exact: true }).click()
  await console.getByText('加入当前场景').click()
  await until('the tour has two steps', async () => (await console.locator('.wall-steps li').count()) === 2)
  await console.getByRole('button', { name: '开始', exact: true }).click()
  await shows(`${own},${own},${own},${own}`)
  run.keys('t')
  await until('display 4 is held with cameras', async () => (await sceneOf(4)) === 'video')
  await console.getByRole('button', { name: '下一个', exact: true }).click()
  await shows('video,video,video,video')
  await console.getByRole('button', { name: '下一个', exact: true }).click()
  await shows(`${own},${own},${own},video`)
  await console.getByRole('button', { name: '停止', exact: true }).click()
})

it('puts the cameras of a salvo on their tiles at once', async () => {
  const panel = console.locator('.wall-inspector')
  await until('a camera panel is at hand', async () => (await panel.locator('select').first().inputValue()) === 'cameras')
  await panel.locator('select').nth(1).selectOption('chosen')
  const first = console.locator('.wall-pick-add').first()
  const names = [await first.innerText()]
  await first.click()
  await until('the next camera is offered', async () => (await first.innerText()) !== names[0])
  await console.locator('.wall-search').fill('dq')
  const found = await until('a camera is found by its initials', async () => {
    const text = await first.innerText().catch(() => '')
    return text.includes('大桥') && text
  })
  await console.locator('.wall-search').press('Enter')
  await until('two cameras are chosen', async () => (await console.locator('.wall-pick-chosen li').count()) === 2)
  await console.getByText('存为一键上墙').click()
  run.keys('F2')
  await shows('video,video,video,video')
  await console.locator('.wall-items').getByRole('button', { name: '上墙', exact: true }).click()
  const fourth = await looked.page('wall', 4)
  await until('display 4 shows them first', async () => (await fourth.locator('.scene[data-active="true"] .cameras-name').allInnerTexts()).slice(0, 2).join() === `${names[0]},${found}`)
  await console.locator('.wall-search').blur()
  run.keys('Escape')
})

it('puts the best four cameras of a map point on the screen whose number is pressed', async () => {
  run.keys('shift+B')
  const rows = console.locator('.near-row')
  await until('cameras are listed by the point', async () => (await rows.count()) > 4)
  const before = await console.locator('.near-at').innerText()
  run.keys('Right', 'Right')
  const moved = await until('the point has moved', async () => {
    const at = await console.locator('.near-at').innerText()
    return at !== before && at
  })
  const box = await console.locator('.map-ground').boundingBox()
  await console.mouse.click((box?.x ?? 0) + 300, (box?.y ?? 0) + 200, { button: 'right' })
  await until('the point is where the mouse was', async () => (await console.locator('.near-at').innerText()) !== moved)
  const best = await console.locator('.near-row[data-best="true"] .near-name').allInnerTexts()
  run.keys('3')
  const third = await looked.page('wall', 3)
  await until('screen 3 shows them', async () => (await third.locator('.scene[data-active="true"] .cameras-name').allInnerTexts().catch(() => [])).join() === best.join())
  run.keys('Escape')
  await until('the list is closed', async () => (await rows.count()) === 0)
})

it('lists at the console what a figure counts, clicked on the wall or chosen by key', async () => {
  run.keys('F3')
  await shows('indicators,indicators,indicators,indicators')
  const third = await looked.page('wall', 3)
  const active = third.locator('.scene[data-active="true"]')
  const listed = (): Promise<string> => console.locator('.drill-total').innerText().catch(() => '')
  for (const figure of [active.locator('.figures-number').nth(0), active.locator('.figures-part').nth(30)]) {
    const label = (await figure.getAttribute('aria-label')) ?? (await figure.innerText())
    const shown = /([\d,]+)$/.exec(label.trim())?.[1] ?? 'no number'
    await figure.click()
    await until(`the console lists ${shown} for ${label}`, async () => new RegExp(`^共 ${shown} [件次]$`).test(await listed()))
  }
  run.keys('Escape', 'Down')
  await until('the list is closed', async () => (await console.locator('.drill').count()) === 0)
  run.keys('Right', 'Return')
  await until('a figure that was walked to is listed', async () => (await listed()) !== '')
  run.keys('Escape', 'Escape')
  await until('the page is closed', async () => (await console.locator('.console-page').count()) === 0)
})

it('is whole again after a wall window crashes, and after the GPU process is killed', async () => {
  run.keys('F1')
  await shows('situation,situation,situation,situation')
  const third = await looked.page('wall', 3)
  const session = await third.context().newCDPSession(third)
  void session.send('Page.crash').catch(() => undefined)
  await until('display 3 is loaded again', () => {
    const log = logOf(run, 'main')
    const crashed = log.findLastIndex((l) => l['msg'] === 'a page crashed and is loaded again' && l['window'] === 'wall-3')
    return crashed >= 0 && log.slice(crashed).some((l) => l['fact'] === 'ready' && l['window'] === 'wall-3')
  })
  // A page that has crashed is dead to whoever was connected to it.
  await looked.browser.close()
  looked = await inspect(run)
  console = await looked.page('console')
  await until('display 3 shows its scene again', async () => (await sceneOf(3)) === 'situation', 20_000)
  const gpu = processTree(run.app.pid ?? 0).find((pid) => readProc(pid, 'cmdline').includes('--type=gpu-process'))
  if (gpu !== undefined) process.kill(gpu, 'SIGKILL')
  run.keys('F3')
  await shows('indicators,indicators,indicators,indicators')
  await until('display 4 is drawn', () => levels(run.pixels({ x: 5760 + 40, y: 260, width: 680, height: 300 })) > 8)
})

it('keeps every display’s scene through unplugging and plugging two in every order', async () => {
  run.keys('F2')
  await shows('video,video,video,video')
  for (const out of [[1, 2], [2, 1]]) {
    for (const back of [[1, 2], [2, 1]]) {
      for (const index of out) await run.wall.unplug(index)
      await until('two wall windows are left', () => wallNames() === '1@0,4@5760')
      for (const index of back) await run.wall.plug(index)
      await until('all are back at their places', () => wallNames() === ALL)
      await shows('video,video,video,video')
    }
  }
  const inFront = run.xdotool('getactivewindow')
  expect(windowsOf(run).find((w) => w.id === inFront)?.name).toBe('无缝')
})

it('fits a display that got another size, without losing its scene', async () => {
  const third = (): string => windowsOf(run).filter(({ name }) => name === '无缝 3').map(({ x, width, height }) => `${x} ${width}x${height}`).join()
  await run.wall.unplug(2)
  await run.wall.plug(2, '1366x768')
  await until('its window has the new size', () => third() === '3840 1366x768')
  await shows('video,video,video,video')
  await run.wall.unplug(2)
  await run.wall.plug(2, '1920x1080')
  await until('its window has the old size', () => third() === '3840 1920x1080')
})

it('starts with fewer displays than it had, after its memory of them was written over by hand, and gives each its scene back', async () => {
  run.keys('F1')
  await shows('situation,situation,situation,situation')
  await looked.browser.close()
  await run.end()
  await run.wall.unplug(1)
  await run.wall.unplug(2)
  writeFileSync(join(run.dataDir, 'wall.json'), '{"displays": "all of them", "version": 99')
  run.again()
  await until('two wall windows stand', () => wallNames().split(',').length === 2, 60_000)
  looked = await inspect(run)
  const first = await looked.page('wall', 1)
  await until('the first shows its scene', async () => (await first.evaluate(() => document.querySelector('.scene[data-active="true"]')?.getAttribute('data-scene')).catch(() => undefined)) === 'situation')
  await run.wall.plug(1)
  await run.wall.plug(2)
  await until('four wall windows stand', () => wallNames().split(',').length === 4)
  await shows('situation,situation,situation,situation')
})
