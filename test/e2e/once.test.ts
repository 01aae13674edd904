import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { levels } from './wall/look.ts'

const ROOT = join(import.meta.dirname, '..', '..')

describe('npm start -- --once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wufeng-once-'))
  let run: { status: number | null; stdout: string; stderr: string }

  beforeAll(() => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'DISPLAY' && name !== 'WAYLAND_DISPLAY' && !name.startsWith('VITEST')))
    run = spawnSync('npm', ['start', '--', '--once', '--json', join(folder, 'start.json')], { cwd: ROOT, env, encoding: 'utf8', timeout: 170_000 })
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const report = (): { displays: number; windows: number; cameras: { city: number; shown: number; live: number; marked: number }; cases: number; loop: { stages: string[] }; call: { establishedMs: number; sentHz: number; heardHz: number; recordedHz: number }; missing: string[]; runtime: string } => JSON.parse(readFileSync(join(folder, 'start.json'), 'utf8'))

  it('does the main job once, says so and ends well', () => {
    expect(run.status, run.stderr + run.stdout).toBe(0)
    expect(report()).toMatchObject({ displays: 4, missing: [], loop: { stages: ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked', 'closed', 'followed-up'] } })
    const { windows, cameras, cases } = report()
    expect(windows).toBeGreaterThanOrEqual(5)
    expect(cameras.city).toBeGreaterThanOrEqual(24)
    expect(cameras.shown).toBeGreaterThanOrEqual(9)
    // A machine that is busy with others shows some tiles slower, each with a mark.
    expect(cameras.live + cameras.marked).toBe(cameras.shown)
    expect(cameras.live).toBeGreaterThan(0)
    expect(cases).toBeGreaterThan(100)
  })

  it('calls a department from its case: the far end’s tone is heard, and is in the recording', () => {
    const { establishedMs, sentHz, heardHz, recordedHz } = report().call
    expect(establishedMs).toBeGreaterThan(0)
    expect(Math.abs(heardHz - sentHz)).toBeLessThanOrEqual(12)
    expect(Math.abs(recordedHz - sentHz)).toBeLessThanOrEqual(12)
  })

  it('leaves a picture of all screens in which no panel is empty', () => {
    const file = join(folder, 'wall.png')
    expect(execFileSync('identify', ['-format', '%wx%h', file], { encoding: 'utf8' })).toBe('7680x1080')
    const panel = (x: number, y: number, width: number, height: number): number =>
      levels(execFileSync('convert', [file, '-crop', `${width}x${height}+${x}+${y}`, '+repage', '-depth', '8', 'rgb:-'], { maxBuffer: 1 << 28 }))
    const panels = {
      queue: panel(0, 110, 470, 800), map: panel(500, 100, 850, 800), case: panel(1390, 50, 520, 700),
      wallMap: panel(1920 + 50, 120, 1300, 850), pressing: panel(1920 + 1450, 320, 450, 650),
      ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`tile ${i + 1}`, panel(3840 + (i % 3) * 640 + 150, 90 + Math.floor(i / 3) * 336, 340, 250)])),
      hours: panel(5760 + 40, 260, 680, 300), departments: panel(5760 + 40, 600, 680, 450), stages: panel(5760 + 770, 260, 440, 300), roll: panel(5760 + 1260, 340, 640, 650),
    }
    for (const [name, found] of Object.entries(panels)) expect(found, `the panel ${name} shows ${found} levels of brightness`).toBeGreaterThan(name.startsWith('tile') ? 60 : 12)
  })
})
