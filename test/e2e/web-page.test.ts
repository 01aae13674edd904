import { createServer, type Server } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { INSPECTED, inspect, logOf, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

/** A page of the list, green, that tries all that it may not: to fetch elsewhere, to go elsewhere, to ask for powers. */
const HTML = `<!doctype html><body style="margin:0;background:#00a050"><script>
  const said = (what) => fetch('/said?' + what);
  fetch('http://127.0.0.1:9/elsewhere').catch(() => said('fetch-refused'));
  navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => said('microphone-refused'));
  said(['require', 'process', 'wufeng'].some((name) => name in window) ? 'powers' : 'no-powers');
  said(window.open('/other') === null ? 'window-refused' : 'window-opened');
  setTimeout(() => { location.href = 'data:text/html,elsewhere'; location.href = 'http://localhost:' + location.port + '/elsewhere'; setTimeout(() => said('still-here'), 500) }, 500);
</script>`

let server: Server
const asked: string[] = []
let run: WallRun
let looked: Awaited<ReturnType<typeof inspect>>
let console: Page

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/html' }).end(request.url === '/' ? HTML : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  run = await startWallRun({ screens: 2, switches: INSPECTED, settings: `simulator: {on: false}\nwebPages:\n  - {id: good, name: 气象, url: "http://127.0.0.1:${port}/"}\n  - {id: away, name: 内网, url: "http://127.0.0.1:9/"}\n` })
  await windowReady(run)
  looked = await inspect(run)
  console = await looked.page('console')
  console.setDefaultTimeout(10_000)
})

afterAll(async () => {
  await looked?.browser.close()
  await run?.stop()
  server?.close()
})

/** Takes the large panel of the scene in hand: beneath the header, left of the list. */
const chooseFigures = () => console.locator('.mimic-large .mimic-box').nth(1).click()

/** The second choice of the inspector: which page. */
const pageChoice = () => console.locator('.wall-inspector select').nth(1)

const isGreen = (): boolean => {
  const [red = 0, green = 0, blue = 0] = run.pixels({ x: 1920 + 600, y: 540, width: 1, height: 1 })
  return red < 16 && Math.abs(green - 0xa0) < 16 && Math.abs(blue - 0x50) < 16
}

const isReal = (page: string): boolean => page.startsWith('/said?')

it('shows a page of the list on a screen, which gets no further than that', async () => {
  run.keys('F4')
  await chooseFigures()
  await console.getByLabel('内容').selectOption('web')
  await pageChoice().selectOption('good')
  await console.getByRole('button', { name: /^上墙/ }).first().click()
  await until('the page is on the screen', isGreen)
  await until('it has tried everything', () => asked.includes('/said?still-here'))
  expect([...new Set(asked.filter(isReal).map((each) => each.slice(6)))].toSorted()).toEqual(['fetch-refused', 'microphone-refused', 'no-powers', 'still-here', 'window-refused'])
  expect(asked.some((each) => each.includes('elsewhere') || each.includes('other'))).toBe(false)
  expect(isGreen()).toBe(true)
  expect(logOf(run, 'main').some(({ msg }) => msg === 'navigation of a web page refused')).toBe(true)
})

it('says what is wrong with a page that cannot be had, and when it is tried again', async () => {
  await chooseFigures()
  await pageChoice().selectOption('away')
  await console.getByRole('button', { name: /^上墙/ }).first().click()
  const wall = await looked.page('wall', 2)
  wall.setDefaultTimeout(6_000)
  await wall.getByText('内网 打不开').waitFor().catch(async (e) => { process.stdout.write(await wall.evaluate(() => document.querySelector('.scene[data-active="true"] [data-panel=web]')?.innerHTML.slice(0, 1500) ?? 'none') + JSON.stringify(logOf(run, 'main').slice(-8))); throw e })
  await wall.getByText(/\d+ 秒后重试/).waitFor()
})
