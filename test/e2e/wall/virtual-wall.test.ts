import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWall, type Wall } from '../../../scripts/virtual-wall.mjs'

describe('a virtual wall', () => {
  let wall: Wall
  const folder = mkdtempSync(join(tmpdir(), 'wufeng-wall-test-'))

  beforeAll(async () => {
    wall = await startWall({ screens: ['1920x1080', '1920x1080', '1366x768'] })
  })

  afterAll(async () => {
    await wall.stop()
    rmSync(folder, { recursive: true })
  })

  const monitors = (env: NodeJS.ProcessEnv = wall.env): string =>
    spawnSync('xrandr', ['--current', '--listactivemonitors'], { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout

  it('shows its screens at their places to who asks only for what the server remembers', () => {
    expect(monitors()).toContain('Monitors: 3')
    expect(monitors()).toMatch(/1366\/\d+x768\/\d+\+3840\+0/)
  })

  it('lets nobody in without the cookie', () => {
    expect(monitors({ DISPLAY: wall.display, XAUTHORITY: '/nonexistent' })).toBe('')
  })

  it('unplugs and plugs a screen', async () => {
    await wall.unplug(1)
    expect(monitors()).toContain('Monitors: 2')
    expect(wall.screens.map((screen) => screen.on)).toEqual([true, false, true])
    await wall.plug(1, '1366x768')
    expect(monitors()).toMatch(/1366\/\d+x768\/\d+\+1920\+0/)
    await wall.plug(1, '1920x1080')
    expect(monitors()).toMatch(/1920\/\d+x1080\/\d+\+1920\+0/)
  })

  it('takes a picture of all screens together and of a part', async () => {
    const whole = await wall.picture(join(folder, 'whole.png'))
    const part = await wall.picture(join(folder, 'part.png'), { x: 1920, y: 0, width: 100, height: 50 })
    const size = (file: string): string => spawnSync('identify', ['-format', '%wx%h', file], { encoding: 'utf8' }).stdout
    expect([size(whole), size(part)]).toEqual(['5206x1080', '100x50'])
  })

  it('ends with stop and leaves nothing behind', async () => {
    const other = await startWall({ screens: 1 })
    const cookie = other.env.XAUTHORITY
    expect(other.display).not.toBe(wall.display)
    await other.stop()
    expect(existsSync(cookie)).toBe(false)
    expect(existsSync(`/tmp/.X11-unix/X${other.display.slice(1)}`)).toBe(false)
  })
})
