import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppraisalSettings } from '../../electron/domain/appraisal.ts'
import { NO_CITY } from '../../electron/core/city-index.ts'
import type { LongRead } from '../../electron/core/long-read.ts'
import { LongReads } from '../../electron/core/long-reads.ts'
import { loopEvents } from '../builders/case-builder.ts'
import { freshStore, putCase, storeFolder } from '../builders/store-builder.ts'
import { gridsOfCity } from '../../electron/domain/grid-table.ts'

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources')
const figures = { ask: 'query', query: { type: 'kpi', from: 0, to: Date.UTC(2030, 0), group: 'city' }, now: Date.UTC(2027, 0) } as const satisfies LongRead

const made: LongReads[] = []
const readsOf = (file: string, errors: unknown[] = []): LongReads => {
  const reads = new LongReads(() => ({ file, resourcesDir: RESOURCES, cityName: '临江市', grids: gridsOfCity(NO_CITY), departments: [], appraisal: AppraisalSettings.parse({}) }), (error) => errors.push(error))
  made.push(reads)
  return reads
}

afterEach(() => {
  for (const reads of made.splice(0)) reads.stop()
})

describe('long reads', () => {
  it('see what was written before they were asked, from a thread of their own', async () => {
    const dir = storeFolder()
    const db = freshStore(dir)
    const reads = readsOf(join(dir, 'wufeng.sqlite'))
    putCase(db, 'one', loopEvents('one'))
    const filed = (count: number) => ({ ok: true, value: { figures: expect.arrayContaining([expect.objectContaining({ name: 'filing-rate', rows: [expect.objectContaining({ numerator: count })] })]) } })
    expect(await reads.ask(figures)).toMatchObject(filed(1))
    putCase(db, 'two', loopEvents('two'))
    expect(await reads.ask(figures)).toMatchObject(filed(2))
    db.close()
  })

  it('end with an error when the thread dies, and the next question has a new thread', async () => {
    const errors: unknown[] = []
    const dir = storeFolder()
    const reads = readsOf(join(dir, 'wufeng.sqlite'), errors)
    const broken = await Promise.all([reads.ask(figures), reads.ask(figures)])
    expect(broken.map((result) => !result.ok && result.error.code)).toEqual(['internal', 'internal'])
    expect(errors).toHaveLength(1)
    freshStore(dir).close()
    expect(await reads.ask(figures)).toMatchObject({ ok: true })
  })

  it('are refused when too many wait', async () => {
    const dir = storeFolder()
    freshStore(dir).close()
    const reads = readsOf(join(dir, 'wufeng.sqlite'))
    const answers = await Promise.all(Array.from({ length: 80 }, () => reads.ask(figures)))
    expect(answers.filter((a) => a.ok)).toHaveLength(64)
    expect(answers.filter((a) => !a.ok && a.error.code === 'too-many')).toHaveLength(16)
  })
})
