import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Command } from '../../electron/contract/messages.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { tempFolder } from '../builders/temp-folder.ts'

let dir: string
let core: CoreProcess | undefined

beforeEach(() => {
  dir = tempFolder('queue')
})

afterEach(async () => {
  core?.child.kill('SIGKILL')
  await core?.ended
})

const start = async (): Promise<CoreLink> => {
  core = await startCoreChild(dir)
  return CoreLink.connect(core.socket)
}

const report = (n: number): Command => ({
  type: 'case.report', caseId: `c${n}`,
  report: { kind: 'event', subClass: n % 2 === 0 ? '0101' : '0102', description: `第${n}处`, at: [110, 33], place: '测试路', grid: null, component: null, source: n % 3 === 0 ? 'video' : 'hotline', reporter: {} },
})

it('pages through a queue of any length without a gap, filters follow, and counts with them', async () => {
  const link = await start()
  const made = await Promise.all(Array.from({ length: 60 }, (_, n) => link.command(report(n))))
  expect(made.every((m) => m?.ok)).toBe(true)
  const seen: string[] = []
  let after: string | undefined
  for (let page = 0; page < 10; page++) {
    const watch = link.watch({ view: 'queue', lens: 'open', filter: {}, limit: 25, ...(after === undefined ? {} : { after }) })
    await link.until(() => watch.view() !== undefined)
    seen.push(...(watch.view()?.order ?? []))
    after = watch.view()?.head.next ?? undefined
    if (after === undefined) break
  }
  expect(new Set(seen).size).toBe(60)
  expect(seen).toHaveLength(60)
  const filtered = link.watch({ view: 'queue', lens: 'open', filter: { sources: ['video'], classes: ['event/0101'], reported: '1h', stages: ['reported'] }, limit: 25 })
  await link.until(() => filtered.view()?.order.length === 10)
  expect(filtered.view()?.head).toMatchObject({ total: 10, counts: { mine: 10, open: 10, late: 0, all: 10 }, next: null })
  await link.command({ type: 'case.accept', caseId: 'c0', note: '' })
  await link.until(() => filtered.view()?.head.total === 9)
  const none = link.watch({ view: 'queue', lens: 'open', filter: { text: '。。' }, limit: 25 })
  await link.until(() => none.view()?.head.total === 0)
  link.raw({ op: 'watch', id: 900, spec: { view: 'queue', lens: 'open', filter: { stages: [] } } })
  await link.until(() => link.answers.some((a) => a.id === 900 && a.op === 'error' && a.error.code === 'malformed'))
})

it('keeps saved views over a restart; a name and a digit belong to one', async () => {
  const link = await start()
  const views = link.watch({ view: 'saved-views' })
  const save = (id: string, name: string, digit: '5' | '6' | null) => link.command({ type: 'view.save', view: { id, name, lens: 'open', filter: { supervised: true }, digit } })
  expect(await save('a', '督办', '5')).toMatchObject({ ok: true })
  expect(await save('b', '超时', '5')).toMatchObject({ ok: true })
  await link.until(() => views.view()?.rows['b'] !== undefined)
  expect(views.view()?.rows).toMatchObject({ a: { digit: null }, b: { digit: '5' } })
  expect(await save('c', '督办', null)).toMatchObject({ ok: true })
  expect(await link.command({ type: 'view.delete', id: 'gone' })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  core?.child.kill('SIGKILL')
  await core?.ended
  const again = await start()
  const kept = again.watch({ view: 'saved-views' })
  await again.until(() => kept.view() !== undefined)
  expect(kept.view()?.order).toEqual(['b', 'c'])
  for (let n = 0; n < 58; n++) await again.command({ type: 'view.save', view: { id: `v${n}`, name: `n${n}`, lens: 'mine', filter: {}, digit: null } })
  expect(await again.command({ type: 'view.save', view: { id: 'more', name: 'more', lens: 'mine', filter: {}, digit: null } })).toMatchObject({ ok: false, error: { code: 'list-full' } })
})

it('keeps the station’s own phrases beside the shipped ones, found by initials', async () => {
  const link = await start()
  const phrases = link.watch({ view: 'phrases' })
  await link.until(() => phrases.view() !== undefined)
  const shipped = phrases.view()?.order.length ?? 0
  expect(shipped).toBeGreaterThan(60)
  expect(await link.command({ type: 'phrase.save', phrase: { id: 'p1', kinds: ['note'], text: '已联系街道' } })).toMatchObject({ ok: true })
  await link.until(() => phrases.view()?.order.length === shipped + 1)
  expect(phrases.view()?.rows['p1']).toEqual({ id: 'p1', kinds: ['note'], zh: '已联系街道', en: '已联系街道', initials: 'ylxjd', own: true })
  expect(await link.command({ type: 'phrase.delete', id: 'p1' })).toMatchObject({ ok: true })
  await link.until(() => phrases.view()?.order.length === shipped)
})

it('keeps plans of group calls, found by initials; a name belongs to one', async () => {
  const link = await start()
  const plans = link.watch({ view: 'call-plans' })
  const save = (id: string, name: string) => link.command({ type: 'call-plan.save', plan: { id, name, members: ['jt-line', 'gd-line'] } })
  expect(await save('a', '防汛')).toMatchObject({ ok: true })
  expect(await save('b', '防汛')).toMatchObject({ ok: true })
  await link.until(() => plans.view()?.rows['b'] !== undefined)
  expect(plans.view()?.order).toEqual(['b'])
  expect(plans.view()?.rows['b']).toMatchObject({ name: '防汛', initials: 'fx', members: ['jt-line', 'gd-line'] })
  expect(await link.command({ type: 'call-plan.delete', id: 'b' })).toMatchObject({ ok: true })
  await link.until(() => plans.view()?.order.length === 0)
})
