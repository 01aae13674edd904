import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCommand } from '../../scripts/lib/app-command.mjs'
import { reachableApp } from '../../scripts/lib/app-copy.mjs'
import { runUser } from '../../scripts/lib/run-user.mjs'
import { setUp } from '../../scripts/set-up.mjs'
import { windowReady, windowsOf } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

describe('four displays', () => {
  let run: WallRun

  beforeAll(async () => {
    run = await startWallRun({ settings: 'simulator: {on: false}\n' })
    await windowReady(run)
    await until('five windows', () => windowsOf(run).length === 5)
  })

  afterAll(() => run?.stop())

  const wallWindows = () => windowsOf(run).filter((w) => /^无缝 \d+$/.test(w.name)).sort((a, b) => a.x - b.x)

  it('get a wall window each, exactly on it, and one console in front on the first', async () => {
    expect(wallWindows().map(({ name, x, y, width, height }) => [name, x, y, width, height])).toEqual([0, 1, 2, 3].map((i) => [`无缝 ${i + 1}`, i * 1920, 0, 1920, 1080]))
    const console = windowsOf(run).find((w) => w.name === '无缝')
    expect(console).toMatchObject({ x: 0, width: 1920 })
    await until('the console has the keyboard', () => run.xdotool('getactivewindow') === console?.id)
    const stacked = spawnSync('xprop', ['-root', '_NET_CLIENT_LIST_STACKING'], { env: { ...process.env, ...run.wall.env }, encoding: 'utf8' }).stdout.match(/0x[0-9a-f]+/g) ?? []
    const order = stacked.map(Number)
    expect(order.indexOf(Number(console?.id))).toBeGreaterThan(order.indexOf(Number(wallWindows()[0]?.id)))
  })

  it('bring a second start on the same data folder to an end, with a sentence', async () => {
    const user = runUser()
    const found = await setUp({ profile: 'test', display: false })
    const { command, args, env, cwd } = appCommand(reachableApp(found, user), { user, kind: found.runtime.kind, dataDir: run.dataDir, args: ['--data', run.dataDir], displayEnv: run.wall.env })
    const second = spawnSync(command, args, { env, cwd, encoding: 'utf8', timeout: 30_000 })
    expect(second.status).toBe(10)
    expect(second.stderr).toContain('is in use by another Wufeng')
    expect(wallWindows()).toHaveLength(4)
  })
})
