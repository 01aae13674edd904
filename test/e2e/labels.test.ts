import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { WallMode } from '../../scripts/virtual-wall.mjs'
import { BINDINGS } from '../../renderer/panels/key-help/bindings.ts'
import { INSPECTED, inspect, logOf, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

const PICTURES = join(import.meta.dirname, '..', '..', 'out', 'pictures')
const SIZES: readonly WallMode[] = ['1366x768', '1920x1080', '3840x2160']

/** Every page of the console, with its key. */
const PAGE_KEYS = BINDINGS.filter(({ action }) => action.startsWith('page.'))

interface Label {
  readonly text: string
  readonly fault: string
}

/**
 * Looks at every element that holds text of its own: clipped without an ellipsis of its own, smaller than
 * `minPx`, or with less contrast to what it stands on than `ratio`.
 */
function faultyLabels({ minPx, ratio }: { readonly minPx: number; readonly ratio: number }): Label[] {
  const channel = (v: number): number => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)
  const parse = (colour: string): [number, number, number, number] => {
    const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
    return [r, g, b, a]
  }
  const luminance = ([r, g, b]: readonly number[]): number => 0.2126 * channel(r ?? 0) + 0.7152 * channel(g ?? 0) + 0.0722 * channel(b ?? 0)
  const over = (top: readonly number[], under: readonly number[]): number[] => [0, 1, 2].map((i) => (top[i] ?? 0) * (top[3] ?? 1) + (under[i] ?? 0) * (1 - (top[3] ?? 1)))
  const groundOf = (element: Element): number[] | undefined => {
    const layers: number[][] = []
    for (let at: Element | null = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.backgroundImage !== 'none') return undefined
      const colour = parse(style.backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    return layers.reverse().reduce((under: number[], layer) => over(layer, under), [11, 16, 22])
  }
  const faults: Label[] = []
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent ?? '').join('').trim()
    if (own === '') continue
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    if (box.width === 0 || box.height === 0 || style.visibility === 'hidden' || element.closest('[aria-hidden="true"], [hidden], .maplibregl-map, [data-look="frozen"], [data-look="empty"]')) continue
    const say = (fault: string): void => void faults.push({ text: own.slice(0, 40), fault })
    const size = Number.parseFloat(style.fontSize)
    if (size < minPx - 0.01) say(`is ${size.toFixed(1)} px, less than ${minPx.toFixed(1)}`)
    const shortened = style.textOverflow === 'ellipsis'
    if (!shortened && style.overflow !== 'visible' && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2)) say(`is clipped: ${element.scrollWidth}×${element.scrollHeight} in ${element.clientWidth}×${element.clientHeight}`)
    const scrolled = element.closest('[data-radix-scroll-area-viewport], .queue, .queue-list, .whole-rows, [class*="list"], [class*="roll"], [class*="timeline"], [class*="body"]')
    if (!scrolled && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)) say(`stands outside the window at ${Math.round(box.left)},${Math.round(box.top)}–${Math.round(box.right)},${Math.round(box.bottom)}`)
    const ground = groundOf(element)
    if (ground && !element.closest('button:disabled, [aria-disabled="true"]')) {
      const [a, b] = [luminance(over(parse(style.color), ground)), luminance(ground)].sort((x, y) => y - x)
      const contrast = ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05)
      if (contrast < ratio - 0.05) say(`has contrast ${contrast.toFixed(2)}, less than ${ratio}`)
    }
  }
  return faults
}

describe.each(SIZES)('labels at %s', (size) => {
  let run: WallRun | undefined
  let close: (() => Promise<void>) | undefined

  afterAll(async () => {
    await close?.()
    await run?.stop()
  })

  it('are whole, large enough and readable in both languages, on the console, on each of its pages and in each scene of the wall', async () => {
    mkdirSync(PICTURES, { recursive: true })
    const started = await startWallRun({ screens: [size, size], switches: INSPECTED })
    run = started
    await windowReady(started)
    const looked = await inspect(started)
    close = () => looked.browser.close()
    const [console, wall] = [await looked.page('console'), await looked.page('wall', 2)]
    const height = Number(size.split('x')[1])
    await until('the demo city is filled', () => logOf(started, 'core').some((l) => l['msg'] === 'filled the demo city'), 60_000)
    await until('the queue is filled', async () => (await console.locator('[class*="queue-row"]').count()) > 5, 30_000)
    started.keys('j', 'j')
    const faults: string[] = []
    const check = async (page: Page, where: string, minPx: number, ratio: number): Promise<void> => {
      const dpr = await page.evaluate(() => devicePixelRatio)
      for (const { text, fault } of await page.evaluate(faultyLabels, { minPx: minPx / dpr, ratio })) faults.push(`${where}: “${text}” ${fault}`)
    }
    for (const language of ['zh', 'en']) {
      if (language === 'en') started.keys('l')
      await until(`the console speaks ${language}`, async () => (await console.locator('body').innerText()).includes(language === 'en' ? 'To do' : '待办'))
      await check(console, `console ${language}`, 12, 4.5)
      for (const { action, keys } of PAGE_KEYS) {
        started.keys(keys[0])
        const page = console.locator('.console-page')
        await until(`${action} is open`, async () => (await page.count()) > 0)
        await until(`${action} has read what it shows`, async () => !/正在读取|Loading|Reading/.test(await page.innerText()), 30_000)
        await check(console, `${action} ${language}`, 12, 4.5)
        await console.screenshot({ path: join(PICTURES, `${size}-${language}-${action}.png`) })
        started.keys('Escape')
        await until(`${action} is closed`, async () => (await page.count()) === 0)
      }
      for (const [key, scene] of [['F1', 'situation'], ['F2', 'video'], ['F3', 'indicators']] as const) {
        started.keys(key)
        await until(`the wall shows ${scene}`, async () => (await wall.locator(`[data-scene="${scene}"]:visible`).count()) > 0)
        await until(`the wall has read its ${scene}`, async () => !/正在读取|Loading|Reading/.test(await wall.locator(`[data-scene="${scene}"]`).innerText()), 30_000)
        await check(wall, `wall ${scene} ${language}`, height * 0.015, 7)
      }
      await started.wall.picture(join(PICTURES, `${size}-${language}.png`))
    }
    expect(faults).toEqual([])
  })
})
