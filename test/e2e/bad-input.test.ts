import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { runUser } from '../../scripts/lib/run-user.mjs'
import { INSPECTED, inspect, logOf, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun | undefined
let close: (() => Promise<void>) | undefined

afterEach(async () => {
  await close?.()
  await run?.stop()
  run = undefined
  close = undefined
})

it('bad settings and a base map that is none are each named in the console, and the rest goes on', async () => {
  const started = await startWallRun({ screens: 1, switches: INSPECTED, settings: 'language: en\nbaseMap: /etc/hostname\ncameras:\n  - name: gate\n    url: http://10.0.0.9/\n' })
  run = started
  await windowReady(started)
  const looked = await inspect(started)
  close = () => looked.browser.close()
  const page = await looked.page('console')
  const words = () => page.locator('body').innerText()
  await until('the queue is there', async () => (await words()).includes('To do'))
  const said = async () => [await words(), ...(await page.locator('[role="status"], [role="alert"], [class*="notice"]').allInnerTexts())].join('\n')
  await until('the notices are counted or shown', async () => /2|settings|base map/i.test(await said()))
  expect(started.log()).toMatch(/line 5: cameras\.0\.url .*rtsp/)
  expect(logOf(started, 'core').some((l) => l['code'] === 'base-map-unusable' || JSON.stringify(l).includes('base-map-unusable'))).toBe(true)
  expect(logOf(started, 'core').some((l) => l['msg'] === 'core is ready')).toBe(true)
})

it('a database of a newer version is refused with a sentence, left as it is, and the windows stand', async () => {
  const started = await startWallRun({ screens: 1, switches: INSPECTED, settings: 'language: en\nsimulator: {on: false}\n' })
  run = started
  await windowReady(started)
  await started.end()
  const file = join(started.dataDir, 'wufeng.sqlite')
  const db = new Database(file)
  const [version] = [Number(db.pragma('user_version', { simple: true }))]
  db.pragma(`user_version = ${version + 100}`)
  db.close()
  const user = runUser()
  if (user) for (const name of [file, `${file}-wal`, `${file}-shm`]) {
    try {
      chownSync(name, user.uid, user.gid)
    } catch {
      // The last connection removes -wal and -shm as it closes.
    }
  }
  writeFileSync(join(started.dataDir, 'logs', 'main.log'), '')
  started.again(['--log-level=3'])
  await until('main says why', () => started.log().includes('was written by a newer version'), 30_000)
  const looked = await inspect(started)
  close = () => looked.browser.close()
  const page = await looked.page('console')
  await until('the console says why', async () => /newer/i.test(await page.locator('body').innerText()), 20_000)
  const after = new Database(file, { readonly: true })
  expect(Number(after.pragma('user_version', { simple: true }))).toBe(version + 100)
  after.close()
})
