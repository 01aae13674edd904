import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { usualAt } from '../../electron/core/usual.ts'
import { openWriter, type WriteHandle } from '../../electron/store/database.ts'
import { countAges } from '../../electron/store/figures.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const TODAY = 1_800_000_000_000

let dir: string
let db: WriteHandle

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'usual-'))
  db = openWriter({ file: join(dir, 'wufeng.sqlite') })
})

afterEach(() => {
  db.close()
  rmSync(dir, { recursive: true, force: true })
})

let key = 0
/** What the figures read of a case that was reported then. */
function reported(at: number, district: string, department: string | null): void {
  const columns = db.all<{ name: string; type: string; notnull: number }>("SELECT name, type, \"notnull\" AS 'notnull' FROM pragma_table_info('case_kpi')")
  const given: Readonly<Record<string, string | number | null>> = { key: ++key, reported_at: at, district, department }
  const values = columns.map(({ name, type, notnull }) => given[name] ?? (notnull ? (type === 'TEXT' ? '' : 0) : null))
  db.run(`INSERT INTO case_kpi (${columns.map(({ name }) => name).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, ...values)
}

it('knows nothing as usual on the first day', () => {
  reported(TODAY + HOUR, 'a', null)
  expect(usualAt(db, TODAY, TODAY + 2 * HOUR)).toBeUndefined()
})

it('is the mean of the days before today, by hour; of a district and a department as many as came by this time of the day', () => {
  reported(TODAY - 2 * DAY, 'c', null)
  for (const day of [1, 2]) {
    for (const hour of [8, 8, 10]) reported(TODAY - day * DAY + hour * HOUR + 60_000, 'a', 'env')
    reported(TODAY - day * DAY + 20 * HOUR, 'b', null)
  }
  reported(TODAY + HOUR, 'a', 'env')
  const usual = usualAt(db, TODAY, TODAY + 10.5 * HOUR)
  expect(usual?.days).toBe(2)
  expect(usual?.byHour.map((n, hour) => (n > 0 ? [hour, n] : [])).flat()).toEqual([0, 0.5, 8, 2, 10, 1, 20, 1])
  expect([usual?.byDistrict('a'), usual?.byDistrict('b'), usual?.byDepartment('env'), usual?.byDepartment('none')]).toEqual([2.5, 0, 2.5, 0])
})

it('counts open cases by age, none twice', () => {
  expect(countAges(db, TODAY, [4 * HOUR, DAY])).toEqual([0, 0, 0])
})
