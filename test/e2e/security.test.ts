import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { INSPECTED, inspect, windowReady, windowsOf } from './wall/look.ts'
import { startWallRun, type WallRun } from './wall/wall-run.ts'

describe('a page', () => {
  let run: WallRun
  let page: Page
  let close: () => Promise<void>

  beforeAll(async () => {
    run = await startWallRun({ screens: 1, settings: 'simulator: {on: false}\n', switches: INSPECTED })
    await windowReady(run)
    const looked = await inspect(run)
    close = () => looked.browser.close()
    page = await looked.page('console')
  })

  afterAll(async () => {
    await close?.()
    await run?.stop()
  })

  it('has no Node and nothing of Electron but the bridge', async () => {
    const seen = await page.evaluate(() => ({ require: typeof Reflect.get(globalThis, 'require'), process: typeof Reflect.get(globalThis, 'process'), bridge: Object.keys(Reflect.get(globalThis, 'wufeng') as object).sort() }))
    expect(seen).toEqual({ require: 'undefined', process: 'undefined', bridge: ['keepLogin', 'logins', 'onCallConfig', 'onCertificate', 'onDisplays', 'printOrder', 'ready', 'report', 'saveFile', 'toggleWall'] })
  })

  it('gets an error for a malformed message to main, and nothing else happens', async () => {
    const answers = await page.evaluate(async () => {
      const report = Reflect.get(Reflect.get(globalThis, 'wufeng') as object, 'report') as (fact: unknown) => Promise<unknown>
      const [saveFile, printOrder] = ['saveFile', 'printOrder'].map((name) => Reflect.get(Reflect.get(globalThis, 'wufeng') as object, name) as (given: unknown) => Promise<unknown>)
      const order = { caseId: 'c', number: '1', lang: 'en', reporter: false, way: 'pdf' }
      return [
        await report({ fact: 'format-disk' }), await report(7), await report({ fact: 'map-painted', ms: 'soon' }),
        await saveFile?.({ name: '../../etc/cron.d/x', bytes: new Uint8Array(1) }), await saveFile?.({ name: 'x', bytes: 'text' }), await saveFile?.({ name: 'x', bytes: new Uint8Array(1), to: '/etc/x' }),
        await printOrder?.({ ...order, caseId: '../x?y' }), await printOrder?.({ ...order, way: 'mail' }), await printOrder?.(null),
      ]
    })
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'malformed' } })
    expect(windowsOf(run)).toHaveLength(1)
  })

  it('cannot navigate away, open windows, reach the network or run inline script', async () => {
    const before = page.url()
    const tried = await page.evaluate(async () => {
      const failed = async (work: () => Promise<unknown>): Promise<string> => {
        try {
          await work()
          return 'worked'
        } catch {
          return 'refused'
        }
      }
      const opened = window.open('https://example.com') === null ? 'refused' : 'worked'
      location.assign('https://example.com/')
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.head.append(script)
      return {
        opened,
        fetched: await failed(() => fetch('https://example.com/')),
        loopback: await failed(() => fetch('http://127.0.0.1:9/')),
        file: await failed(() => fetch('file:///etc/passwd')),
        inline: Reflect.get(window, 'inlineRan') === true ? 'worked' : 'refused',
        geolocation: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('worked'), () => resolve('refused'))),
        camera: await failed(() => navigator.mediaDevices.getUserMedia({ video: true })),
        notifications: await Notification.requestPermission().then((p) => (p === 'granted' ? 'worked' : 'refused')),
      }
    })
    expect(Object.values(tried)).toEqual(Object.values(tried).map(() => 'refused'))
    expect(page.url()).toBe(before)
    expect(windowsOf(run)).toHaveLength(1)
  })

  it('has no microphone and no line to anybody: only the hidden call window has', async () => {
    const tried = await page.evaluate(async () => {
      const heard = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'heard', (error: DOMException) => error.name)
      const socket = await new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })
        setTimeout(() => resolve('allowed'), 3_000)
        try {
          new WebSocket('ws://127.0.0.1:9/').onopen = () => resolve('open')
        } catch {
          resolve('refused')
        }
      })
      return { heard, socket }
    })
    expect(tried.heard).not.toBe('heard')
    expect(tried.socket).toBe('connect-src')
  })

  it('cannot climb out of its folder', async () => {
    const codes = await page.evaluate(async () => Promise.all(['app://wufeng/../package.json', 'app://wufeng/%2e%2e/%2e%2e/package.json', 'app://wufeng/..%2f..%2fpackage.json', 'app://other/index.html'].map((url) => fetch(url).then((r) => r.status, () => 0))))
    expect(codes.every((code) => code !== 200)).toBe(true)
  })
})
