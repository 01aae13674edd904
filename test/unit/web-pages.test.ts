import { describe, expect, it } from 'vitest'
import { WebPage } from '../../electron/contract/web-page.ts'
import { after, failureOf, FRESH, loadedAgain, retryAfter } from '../../renderer/panels/web-page/web-state.ts'

describe('web pages of the settings', () => {
  it('are http or https, without a password', () => {
    const page = (url: string) => WebPage.safeParse({ id: 'weather', name: '天气', url }).success
    expect(['https://weather.example.org/city?x=1', 'http://10.1.2.3:8080/'].map(page)).toEqual([true, true])
    expect(['file:///etc/passwd', 'javascript:alert(1)', 'app://wufeng/windows/console.html', 'https://user:word@example.org/', 'example.org'].map(page)).toEqual([false, false, false, false, false])
  })

  it('say why they cannot be shown, but not that a load gave way to another', () => {
    expect([-3, -102, -105, -106, -20, -118, -202, -2].map(failureOf)).toEqual([undefined, 'refused', 'host', 'offline', 'blocked', 'timeout', 'certificate', 'other'])
  })

  it('are tried again, less often each time, within a minute', () => {
    expect([1, 2, 3, 4, 5, 50].map(retryAfter)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
    const twice = after(loadedAgain(after(FRESH, { at: 'failed', why: 'host' }, 1_000)), { at: 'failed', why: 'host' }, 9_000)
    expect(twice).toMatchObject({ number: 1, failures: 2, retryAt: 19_000 })
    expect(after(loadedAgain(twice), { at: 'shown' }, 20_000)).toMatchObject({ number: 2, failures: 0 })
  })
})
