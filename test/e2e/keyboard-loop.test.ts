import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openReader } from '../../electron/store/database.ts'
import { readAfter } from '../../electron/store/event-log.ts'
import { windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun

beforeAll(async () => {
  run = await startWallRun({ screens: 1, settings: 'simulator: {on: false}\n' })
  await windowReady(run)
})

afterAll(() => run?.stop())

/** Types of all events of cases on disk, in order of arrival. */
function eventsOnDisk(): { type: string; role: string; note: string; number: string }[] {
  const db = openReader({ file: join(run.dataDir, 'wufeng.sqlite') })
  try {
    return readAfter(db, 0, 1_000).filter(({ event }) => event.stream.startsWith('case/')).map(({ event }) => {
      const body = event.body as { note?: string; number?: string }
      return { type: event.type, role: event.actor.role, note: body.note ?? '', number: body.number ?? '' }
    })
  } finally {
    db.close()
  }
}

const arrived = (count: number) => until(`${count} events on disk`, () => eventsOnDisk().length === count, 10_000)

/** The window title is the same all the time, so what the keyboard talks to is judged by what arrives; forms get a moment to open. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 400))

it('takes a case from 上报 to 回访 with the keyboard only, and every step is in the database', async () => {
  run.keys('c')
  await settle()
  run.type('0101')
  await settle()
  run.keys('Return')
  run.type('<img src=x onerror=alert(1)> rubbish at the north gate')
  run.keys('Return')
  await arrived(1)
  for (let step = 1; step <= 7; step++) {
    await settle()
    run.keys('n')
    await settle()
    if (step === 4) run.type('cleaned up')
    run.keys('Return')
    await arrived(step + 1)
  }
  expect(eventsOnDisk().map(({ type, role, note }) => [type, role, note])).toEqual([
    ['case.reported', 'collector', ''],
    ['case.accepted', 'call-taker', ''],
    ['case.filed', 'duty-officer', ''],
    ['case.dispatched', 'dispatcher', ''],
    ['case.handled', 'department', 'cleaned up'],
    ['case.checked', 'collector', ''],
    ['case.closed', 'duty-officer', ''],
    ['case.followed-up', 'call-taker', ''],
  ])
})
