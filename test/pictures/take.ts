import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { hashKey } from '../../electron/sources/rest/keys.ts'
import { INSPECTED, inspect, logOf, windowReady } from '../e2e/wall/look.ts'
import { startWallRun, until, type WallRun } from '../e2e/wall/wall-run.ts'

/**
 * Takes the pictures of docs/pictures anew: the console at 1920×1080 in both languages, on the demo city, driven by its
 * keys. `npm run pictures`.
 */
const OUT = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const PORT = 18_461
const KEY = 'wf_pictures'
const SETTINGS = `api:\n  port: ${PORT}\n  keys:\n    - { id: pictures, name: 热线系统, sha256: ${hashKey(KEY)}, scopes: [read, report, command], roles: [call-taker, duty-officer, dispatcher] }\n`

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${PORT}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}

/** Two people report the same rubbish; the first is filed and dispatched. Answers the numbers of both. */
async function reportTwice(at: readonly [number, number]): Promise<readonly [string, string]> {
  const of = (description: string, name: string, phone: string, [lng, lat] = at) => ({ kind: 'event', subClass: '0102', description, at: [lng, lat], source: 'hotline', reporter: { name, phone } })
  const first = await post('/cases', of('公交站旁一堆建筑垃圾，占了半条人行道', '刘女士', '13800002211'))
  for (const step of [{ type: 'case.accept', note: '' }, { type: 'case.file', note: '' }, { type: 'case.dispatch', note: '请今天上午处理', assist: [] }]) await post(`/cases/${String(first['caseId'])}/commands`, step)
  const second = await post('/cases', of('公交站旁人行道上倒了一堆建筑垃圾，没法走', '陈先生', '13900003322', [at[0] + 0.0002, at[1] + 0.0001]))
  return [String(first['number']), String(second['number'])]
}

/** A file of reports in which two rows are wrong. */
const IMPORT = ['类型,小类代码,问题描述,经度,纬度,地点,上报人,电话,上报时间', ...Array.from({ length: 12 }, (_, i) => {
  const at = `${(114.3 + i / 500).toFixed(4)},${(30.55 + i / 700).toFixed(4)}`
  return `事件,${i === 4 ? '垃圾' : '0102'},${['路边一堆垃圾', '垃圾桶满溢', '建筑垃圾堆放'][i % 3]}（第 ${i + 1} 处）,${at},学府路 ${i + 1} 号,王女士,1390000${1000 + i},2026-11-${i === 7 ? '31' : '24'} 09:${String(10 + i)}`
})].join('\n')

async function take(page: Page, name: string): Promise<void> {
  const png = await page.screenshot()
  const file = join(OUT, `${name}.jpg`)
  const done = spawnSync('convert', ['png:-', '-quality', '82', file], { input: png })
  if (done.status !== 0) throw new Error(`convert: ${done.stderr.toString()}`)
  say(`took ${file}`)
}

async function opened(run: WallRun, page: Page, key: string, ready: RegExp): Promise<void> {
  run.keys(key)
  const open = page.locator('.console-page')
  await until(`${key} shows ${ready.source}`, async () => (await open.count()) > 0 && ready.test(await open.innerText()))
}

async function closed(run: WallRun, page: Page): Promise<void> {
  for (let i = 0; i < 3 && (await page.locator('.console-page').count()) > 0; i++) {
    run.keys('Escape')
    await page.waitForTimeout(300)
  }
}

async function goToCase(run: WallRun, page: Page, number: string): Promise<void> {
  run.keys('slash')
  run.type(number)
  await page.waitForTimeout(900)
  run.keys('Return')
  await page.waitForTimeout(1_500)
}

/** Puts the board of calls on the wall, in the place of the map. */
async function boardOnWall(run: WallRun, page: Page, wall: Page): Promise<void> {
  await opened(run, page, 'F4', /态势/)
  await page.getByRole('button', { name: '态势', exact: true }).click()
  const kind = page.locator('.wall-inspector select').first()
  await until('the map is chosen', async () => {
    if ((await kind.inputValue()) === 'map') return true
    run.keys('j')
    await page.waitForTimeout(200)
    return false
  })
  await kind.selectOption('calls')
  await kind.blur()
  run.keys('Return')
  await wall.locator('.scene[data-active="true"] .call-board').waitFor()
  await closed(run, page)
}

/** The telephone: its devices, a conference, the directory, the call that was recorded on its case, the log of calls. */
async function takeCalls(run: WallRun, page: Page, wall: Page, number: string, language: string): Promise<void> {
  const talking = (count: number) => until(`${count} calls are spoken`, async () => (await page.locator('.call-card[data-state="talking"]').count()) === count)
  await goToCase(run, page, number)
  run.keys('p')
  await talking(1)
  await page.waitForTimeout(3_000)
  await opened(run, page, 'shift+e', /麦克风|Microphone/)
  await page.waitForTimeout(500)
  await take(page, `devices-${language}`)
  await closed(run, page)
  await opened(run, page, 'shift+p', /8101/)
  await page.waitForTimeout(1_500)
  await take(page, `directory-${language}`)
  for (const [i, dialled] of ['8101', '8105'].entries()) {
    run.keys(i === 0 ? 'i' : 'ctrl+a')
    run.type(dialled)
    await until(`${dialled} is found`, async () => (await page.locator('.directory-row').count()) < 4)
    run.keys('Return')
    await talking(i + 2)
  }
  await closed(run, page)
  run.keys('plus')
  await page.waitForTimeout(2_500)
  await take(page, `conference-${language}`)
  await take(wall, `call-board-${language}`)
  for (let left = 3; left > 0; left--) {
    run.keys('x')
    await talking(left - 1)
  }
  await until('the calls have left the board', async () => (await page.locator('.call-card').count()) === 0, 20_000)
  run.keys('shift+l')
  await page.locator('.call-wave').waitFor()
  await page.waitForTimeout(1_500)
  await take(page, `recording-${language}`)
  run.keys('shift+l')
  await opened(run, page, 'shift+c', /8101/)
  await page.waitForTimeout(500)
  await take(page, `call-log-${language}`)
  await closed(run, page)
}

const run = await startWallRun({ screens: ['1920x1080', '1920x1080'], switches: [...INSPECTED, '--use-fake-device-for-media-stream'], settings: SETTINGS })
try {
  mkdirSync(OUT, { recursive: true })
  await windowReady(run)
  await until('the demo city is filled', () => logOf(run, 'core').some((l) => l['msg'] === 'filled the demo city'), 60_000)
  const { browser, page: find } = await inspect(run)
  const page = await find('console')
  const shown = await fetch(`http://127.0.0.1:${PORT}/api/v1/cases?open=true&limit=1&order=newest`, { headers: { authorization: `Bearer ${KEY}` } })
  const { cases: [near] } = (await shown.json()) as { cases: [{ at: [number, number] }] }
  const [dispatched, doubled] = await reportTwice(near.at)
  const file = join(run.dataDir, 'hotline-2026-11-24.csv')
  writeFileSync(file, IMPORT)
  const wall = await find('wall', 2)
  await boardOnWall(run, page, wall)
  for (const language of ['zh', 'en'] as const) {
    if (language === 'en') run.keys('l')
    await until(`the console speaks ${language}`, async () => (await page.locator('body').innerText()).includes(language === 'en' ? 'To do' : '待办'))
    run.keys('1', 'g')
    await until('the queue is filled', async () => (await page.locator('[class*="queue-row"]').count()) > 5)
    run.keys('j', 'j', 'j')
    await page.waitForTimeout(1_500)
    await take(page, `queue-${language}`)
    await goToCase(run, page, doubled)
    run.keys('m')
    await page.waitForTimeout(1_500)
    await take(page, `case-${language}`)
    await opened(run, page, 'd', /公交站旁/)
    await page.waitForTimeout(500)
    await take(page, `merge-${language}`)
    await closed(run, page)
    await opened(run, page, 'f', /%/)
    await page.waitForTimeout(500)
    await take(page, `kpi-${language}`)
    await closed(run, page)
    await opened(run, page, 'shift+i', /xlsx/)
    await page.locator('input[type="file"]').first().setInputFiles(file)
    await until('the file is looked at', async () => /2026-11-31/.test(await page.locator('.console-page').innerText()))
    await take(page, `import-${language}`)
    await closed(run, page)
    await opened(run, page, 'shift+w', /3\d{14}|\d{15}/)
    await page.waitForTimeout(800)
    await take(page, `grids-${language}`)
    await closed(run, page)
    await takeCalls(run, page, wall, dispatched, language)
  }
  await browser.close()
} finally {
  await run.stop()
}
