import { describe, expect, it } from 'vitest'
import { missingPackages, needsOf, parseInstalled } from '../../scripts/lib/debian-packages.mjs'
import { isRemembered } from '../../scripts/lib/electron-runtime.mjs'
import { isInstalled } from '../../scripts/lib/npm-packages.mjs'
import { parseOptions, picturePath } from '../../scripts/lib/start-options.mjs'
import { countsOf, sumCounts } from '../../scripts/lib/test-counts.mjs'
import { modelines, planScreens, xorgConfig } from '../../scripts/lib/wall-plan.mjs'

describe("start's command line", () => {
  it('resolves paths where the caller stands and hands unknown options on', () => {
    const options = parseOptions(['--once', '--json', 'out/a.json', '--data=d', '--settings', '/etc/w.yaml', '--screens', '16', '--lang', 'en'], '/home/x')
    expect(options).toMatchObject({ once: true, json: '/home/x/out/a.json', data: '/home/x/d', settings: '/etc/w.yaml', screens: 16, screensNamed: true })
    expect(options.rest).toEqual(['--lang', 'en'])
    expect(picturePath(options, '/repo')).toBe('/home/x/out/wall.png')
    expect(picturePath({}, '/repo')).toBe('/repo/out/wall.png')
  })

  it.each(['0', '17', '2.5', 'four', ''])('refuses --screens=%s with a sentence', (text) => {
    expect(() => parseOptions([`--screens=${text}`], '/')).toThrow(`--screens takes a whole number from 1 to 16, not "${text}"`)
  })

  it('says which option lacks its value', () => {
    expect(() => parseOptions(['--json', '--once'], '/')).toThrow('--json needs a value')
    expect(() => parseOptions(['--data'], '/')).toThrow('--data needs a value')
  })
})

describe('npm packages', () => {
  const pack = (version: string, more: object = {}) => ({ version, integrity: `sha512-${version}`, ...more })
  const lock = { packages: { '': {}, 'node_modules/a': pack('1.0.0'), 'node_modules/b-mac': pack('2.0.0', { optional: true, os: ['darwin'], cpu: ['arm64'] }) } }
  const machine = { os: 'linux', cpu: 'x64' }

  it('count as installed when npm noted the same versions, leaving out what is for other systems', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/a': pack('1.0.0') } }, machine)).toBe(true)
  })

  it('count as missing without a note, with another version, with one too many, and without a binary for this system', () => {
    expect(isInstalled(lock, undefined, machine)).toBe(false)
    expect(isInstalled(lock, { packages: { 'node_modules/a': pack('1.0.1') } }, machine)).toBe(false)
    expect(isInstalled(lock, { packages: { 'node_modules/a': pack('1.0.0'), 'node_modules/old': pack('1.0.0') } }, machine)).toBe(false)
    expect(isInstalled(lock, { packages: { 'node_modules/a': pack('1.0.0') } }, { os: 'darwin', cpu: 'arm64' })).toBe(false)
  })
})

describe('Debian packages', () => {
  const installed = parseInstalled('installed\tlibgtk-3-0t64\tlibgtk-3-0 (= 3.24.41), gtk3\ninstalled\topenbox\t\nconfig-files\timagemagick\t\n')

  it('are found by their own name or by what they provide, and not when only their settings are left', () => {
    const wanted = [{ names: ['libgtk-3-0'] }, { names: ['openbox'] }, { names: ['imagemagick'] }, { names: ['libasound2', 'libasound2t64'] }]
    expect(missingPackages(wanted, installed).map((need) => need.names[0])).toEqual(['imagemagick', 'libasound2'])
  })

  it('are asked for by use: a wall only without a display, peers only for tests', () => {
    const names = (what: Parameters<typeof needsOf>[0]): string[] => needsOf(what).map((need) => need.names[0] ?? '')
    expect(names({ profile: 'start', display: true })).not.toContain('openbox')
    expect(names({ profile: 'start', display: true, once: true })).toContain('imagemagick')
    expect(names({ profile: 'start', display: false })).toEqual(expect.arrayContaining(['openbox', 'xserver-xorg-video-dummy', 'fonts-noto-cjk']))
    expect(names({ profile: 'test', display: true })).toEqual(expect.arrayContaining(['xdotool', 'ffmpeg', 'gir1.2-gst-rtsp-server-1.0', 'openbox']))
  })
})

describe('a refused download of Electron', () => {
  it('is remembered for a day, for the same version and mirror only', () => {
    const memory = { version: '45.4.1', mirror: '', at: 1_000 }
    const day = 24 * 3600 * 1000
    expect(isRemembered(memory, '45.4.1', '', 1_000 + day - 1)).toBe(true)
    expect(isRemembered(memory, '45.4.1', '', 1_000 + day)).toBe(false)
    expect(isRemembered(memory, '45.5.0', '', 2_000)).toBe(false)
    expect(isRemembered(memory, '45.4.1', 'https://mirror', 2_000)).toBe(false)
    expect(isRemembered(memory, '45.4.1', '', 999)).toBe(false)
    expect(isRemembered(undefined, '45.4.1', '', 2_000)).toBe(false)
  })
})

describe('the plan of a virtual wall', () => {
  it('puts 16 screens in a raster of 4 × 4', () => {
    const plan = planScreens(16)
    expect(plan[0]).toMatchObject({ output: 'DUMMY0', x: 0, y: 0 })
    expect(plan[15]).toMatchObject({ output: 'DUMMY15', x: 5760, y: 3240, width: 1920, height: 1080 })
    expect(xorgConfig(plan)).toContain('Virtual 7680 4320')
  })

  it('gives mixed sizes cells of the largest', () => {
    const plan = planScreens(['1366x768', '3840x2160', '1920x1080'])
    expect(plan.map((screen) => [screen.width, screen.x])).toEqual([[1366, 0], [3840, 3840], [1920, 7680]])
  })

  it.each([0, 17])('refuses %d screens', (count) => {
    expect(() => planScreens(count)).toThrow(RangeError)
  })

  it('refuses a size that it has no mode for, and keeps every mode below the clock of the dummy driver', () => {
    expect(() => planScreens(['800x600'])).toThrow('unknown size 800x600')
    for (const line of Object.values(modelines)) expect(Number(line.split(' ')[0])).toBeLessThan(300)
  })
})

describe('the counts of a run', () => {
  it('adds suites up', () => {
    expect(sumCounts([{ passed: 3, failed: 0, skipped: 1 }, { passed: 2, failed: 1, skipped: 0 }])).toEqual({ passed: 5, failed: 1, skipped: 1 })
  })

  it('counts a file that does not load, and a run that ended badly without saying why, as failures', () => {
    const broken = { numPassedTests: 4, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] }
    expect(countsOf(broken, 1)).toMatchObject({ passed: 4, failed: 1 })
    expect(countsOf({ numPassedTests: 4, numFailedTests: 0, testResults: [] }, 1)).toMatchObject({ passed: 4, failed: 1 })
    expect(countsOf(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(countsOf({ numPassedTests: 4, numFailedTests: 0, testResults: [] }, 0)).toEqual({ passed: 4, failed: 0, skipped: 0 })
  })
})
