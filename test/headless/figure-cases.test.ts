import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AGE_BOUNDS, TODAY_STEPS, type CaseFigure, type FigureCases } from '../../electron/contract/figure-cases.ts'
import { Query } from '../../electron/contract/messages.ts'
import type { FiguresHead } from '../../electron/contract/views.ts'
import { demoCity } from '../../electron/core/demo-city.ts'
import { Stage } from '../../electron/domain/case-flow.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'

let dir: string
let core: CoreProcess
let link: CoreLink

/** The demo city is filled with its last hours' cases; then its simulator stands still. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'figure-cases-'))
  core = await startCoreChild(dir, ['--city', demoCity(join(import.meta.dirname, '..', '..')), '--demo'])
  link = await CoreLink.connect(core.socket)
  const status = link.watch({ view: 'status' })
  const figures = link.watch({ view: 'figures' })
  await link.until(() => status.view()?.head.simulator.filling === false && (figures.view()?.head.reported ?? 0) > 100, 60_000)
  expect(await link.command({ type: 'simulator.set', on: false })).toMatchObject({ ok: true })
})

afterAll(async () => {
  link?.close()
  core?.child.kill('SIGKILL')
  await core?.ended
  rmSync(dir, { recursive: true, force: true })
})

async function page(figure: CaseFigure, after: number): Promise<FigureCases> {
  const answer = await link.query(Query.parse({ type: 'figure-cases', figure, after, limit: 200 }))
  if (!answer?.ok) throw new Error(JSON.stringify(answer))
  const value: unknown = answer.value
  return value as FigureCases
}

/** All that a figure counts, page by page. */
async function all(figure: CaseFigure): Promise<{ total: number; cases: FigureCases['cases'] }> {
  const cases: FigureCases['cases'][number][] = []
  for (let after: number | null = 0, total = 0; ; ) {
    const got: FigureCases = await page(figure, after)
    cases.push(...got.cases)
    total = got.total
    after = got.next
    if (after === null) return { total, cases }
  }
}

/** Every figure of the view with the number that it shows. */
const figuresOf = (head: FiguresHead): [CaseFigure, number][] => [
  ...TODAY_STEPS.map((step): [CaseFigure, number] => [{ of: 'today', step }, head[step]]),
  [{ of: 'open', clock: 'any' }, head.open],
  [{ of: 'open', clock: 'warn' }, head.warn],
  [{ of: 'open', clock: 'overdue' }, head.overdue],
  ...head.byHour.map((n, hour): [CaseFigure, number] => [{ of: 'hour', hour }, n]),
  ...Stage.options.map((stage): [CaseFigure, number] => [{ of: 'stage', stage }, head.byStage[stage]]),
  ...head.byDistrict.flatMap(({ code, open, today }): [CaseFigure, number][] => [[{ of: 'district', district: code, when: 'open' }, open], [{ of: 'district', district: code, when: 'today' }, today]]),
  ...head.byDepartment.flatMap(({ id, open, overdue, today }): [CaseFigure, number][] => [
    [{ of: 'department', department: id, when: 'open' }, open],
    [{ of: 'department', department: id, when: 'overdue' }, overdue],
    [{ of: 'department', department: id, when: 'today' }, today],
  ]),
  ...[...AGE_BOUNDS, 0].map((_, age): [CaseFigure, number] => [{ of: 'age', age }, head.byAge[age] ?? 0]),
]

it('lists behind every figure exactly as many as it shows, each once', async () => {
  const view = link.watch({ view: 'figures' })
  await link.until(() => view.view() !== undefined)
  let wrong: unknown[] = []
  // Clocks run out while the lists are read: a figure that changed meanwhile is read again.
  for (let round = 0; round < 5; round++) {
    const before = JSON.stringify(view.view()?.head)
    const head = view.view()?.head
    if (!head) throw new Error('no figures')
    wrong = []
    for (const [figure, shown] of figuresOf(head)) {
      const { total, cases } = await all(figure)
      if (total !== shown || cases.length !== shown || new Set(cases.map(({ key }) => key)).size !== shown) wrong.push({ figure, shown, total, listed: cases.length })
    }
    if (wrong.length === 0 && JSON.stringify(view.view()?.head) === before) break
  }
  expect(wrong).toEqual([])
})

it('lists cases that are what the figure says', async () => {
  const overdue = await all({ of: 'open', clock: 'overdue' })
  expect(overdue.cases.length).toBeGreaterThan(0)
  const [first] = overdue.cases
  const { cases } = await all({ of: 'stage', stage: first?.row.stage ?? 'reported' })
  expect(cases.map(({ row }) => row.id)).toContain(first?.row.id)
  expect(cases.every(({ row }) => row.stage === first?.row.stage)).toBe(true)
})

it('tells the console which figure was clicked on the wall, each time anew', async () => {
  const wall = link.watch({ view: 'wall' })
  const figure = { of: 'cameras', state: 'failed' } as const
  for (const n of [1, 2]) {
    expect(await link.command({ type: 'figure.show', figure })).toMatchObject({ ok: true })
    await link.until(() => wall.view()?.head.askedFigure?.n === n)
  }
  expect(wall.view()?.head.askedFigure?.figure).toEqual(figure)
})
