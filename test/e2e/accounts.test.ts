import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun
let browser: Browser
let console: Page

beforeAll(async () => {
  run = await startWallRun({ screens: 1, settings: 'simulator: {on: false}\n', switches: INSPECTED })
  await windowReady(run)
  const looked = await inspect(run)
  browser = looked.browser
  console = await looked.page('console')
})

afterAll(async () => {
  await browser?.close()
  await run?.stop()
})

const shown = (selector: string): Promise<boolean> => console.locator(selector).first().isVisible()
const focused = (selector: string) => until(`the focus is on ${selector}`, () => console.evaluate((s) => document.activeElement?.matches(s) ?? false, selector))
const onDuty = (name: string) => until(`${name} is on duty`, async () => (await console.locator('.status-actor').innerText()).includes(name))
const covered = (is: boolean) => until(`the console is ${is ? '' : 'not '}covered`, async () => (await shown('.cover')) === is)

/** Fills in the form of a new person that is open, ticking posts by walking down to them. */
async function addPerson(login: string, name: string, pin: string, posts: readonly ('space' | 'Down')[]): Promise<void> {
  await focused('#account-login')
  run.type(login)
  run.keys('Tab')
  run.type(name)
  run.keys('Tab', ...posts, 'Tab')
  await focused('#account-pin')
  run.type(pin)
  run.keys('Tab')
  run.type(pin)
  run.keys('Return')
  await until('the form is gone', async () => !(await shown('.account-form')))
}

it('makes accounts, locks, refuses a wrong PIN and changes the person by keyboard, and keeps the report that was being typed', async () => {
  run.keys('shift+u')
  await until('the page says that there is no account', () => shown('.page-message .button'))
  run.keys('a')
  await addPerson('admin', 'Wang', '4071', [])
  await onDuty('Wang')
  await until('the person stands in the list', () => shown('.accounts-row'))
  run.keys('a')
  await addPerson('lin', 'Lin', '2580', ['Down', 'space'])
  await until('both stand in the list', async () => (await console.locator('.accounts-row').count()) === 2)
  run.keys('Escape')
  await until('the page is closed', async () => (await console.locator('.console-page').count()) === 0)

  run.keys('c')
  await focused('.class-field input')
  run.type('0101')
  await until('classes are offered', async () => (await console.locator('.report-form [role="option"]').count()) > 0)
  run.keys('Return')
  await focused('#report-description')
  run.type('rubbish at the north gate')
  run.keys('ctrl+l')
  await covered(true)
  await focused('#sign-in-pin')
  run.type('1111')
  run.keys('Return')
  await until('the PIN is refused in words', async () => (await console.locator('.sign-in-refused').innerText()).length > 5)
  expect(await shown('.cover')).toBe(true)
  run.keys('shift+Tab')
  await focused('#sign-in-login')
  run.type('lin')
  run.keys('Return')
  await focused('#sign-in-pin')
  run.type('2580')
  run.keys('Return')
  await covered(false)
  await onDuty('Lin')
  await focused('#report-description')
  run.type(', and more')
  await until('the draft goes on where it was', async () => (await console.locator('#report-description').inputValue()) === 'rubbish at the north gate, and more')
})
