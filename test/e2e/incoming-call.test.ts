import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asCallEvent } from '../../electron/domain/call.ts'
import { openReader } from '../../electron/store/database.ts'
import { readAfter } from '../../electron/store/event-log.ts'
import { windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

const ROOT = join(import.meta.dirname, '..', '..')
let run: WallRun

beforeAll(async () => {
  run = await startWallRun({ screens: 1, settings: 'simulator: {on: false}\n' })
  await windowReady(run)
})

afterAll(() => run?.stop())

const settle = () => new Promise((resolve) => setTimeout(resolve, 500))

/** What calls did, as the events on disk tell it: direction or reason behind the type. */
function callEvents(): string[] {
  const db = openReader({ file: join(run.dataDir, 'wufeng.sqlite') })
  try {
    return readAfter(db, 0, 1_000).flatMap(({ event }) => {
      const call = event.stream.startsWith('call/') ? asCallEvent(event) : undefined
      return call ? [call.type === 'call.begun' ? `begun ${call.body.direction} ${call.body.numbers[0]}` : call.type === 'call.ended' ? `ended ${call.body.why}` : call.type.slice('call.'.length)] : []
    })
  } finally {
    db.close()
  }
}

const happened = (what: string) => until(what, () => callEvents().includes(what), 20_000)

/** The strongest tone of the other side's channel, decoded by FFmpeg. */
function toneOf(file: string): { hz: number | null; channels: number } {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'electron', 'media', 'recording-tone.ts'), file], { encoding: 'utf8' })
  return JSON.parse(stdout) as { hz: number | null; channels: number }
}

it('rings, is taken by a key, is heard and recorded, and stands in the log of calls', async () => {
  run.keys('shift+p')
  await settle()
  run.keys('i')
  await settle()
  run.type('8400')
  await settle()
  // The line may still be registering; a call without one is refused and begun again.
  await until('the call', async () => {
    run.keys('Return')
    await settle()
    return callEvents().includes('begun out 8400')
  })
  await happened('begun in 13800002211')
  run.keys('F10')
  await happened('answered')
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  run.keys('Escape', 'Escape')
  await settle()
  run.keys('x')
  await happened('recorded')
  expect(callEvents().filter((what) => what !== 'tried')).toEqual(['begun out 8400', 'missed', 'ended no-answer', 'begun in 13800002211', 'ringing', 'answered', 'ended hung-up-here', 'recorded'])
  const folder = join(run.dataDir, 'recordings')
  const [file] = existsSync(folder) ? readdirSync(folder) : []
  const { hz, channels } = toneOf(join(folder, file ?? ''))
  expect(channels).toBe(2)
  // The demo's callers send one tone each, chosen between these.
  expect(hz).toBeGreaterThan(480)
  expect(hz).toBeLessThan(1_920)
})
