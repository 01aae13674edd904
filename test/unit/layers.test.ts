import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkFile, checkLayers, cycles } from '../../scripts/check-layers.mjs'
import { layers } from '../../scripts/lib/layer-table.mjs'

const script = resolve(import.meta.dirname, '../../scripts/check-layers.mjs')
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A small tree of sources that keeps all rules, and the files given on top. */
function tree(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wufeng-layers-'))
  folders.push(folder)
  const sound = {
    'electron/domain/code.ts': "import { z } from 'zod'\nexport const code = z.string()\n",
    'electron/store/log.ts': "import Database from 'better-sqlite3'\nimport { code } from '../domain/code.ts'\nexport const log = { Database, code }\n",
    'preload/index.ts': "import { ipcRenderer } from 'electron'\nimport type { code } from '../electron/contract/x.ts'\nexport { ipcRenderer, type code }\n",
    'renderer/ui/button.tsx': "import { useState } from 'react'\nimport './button.css'\nexport const use = useState\n",
  }
  for (const [file, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

describe('the check of the layers', () => {
  it('finds nothing wrong in this clone, whose table has no cycle', () => {
    expect(checkLayers()).toEqual([])
    expect(cycles(layers)).toEqual([])
  })

  it('makes the command fail on a wrong import and names file, line, import and what is allowed', () => {
    const wrong = tree({ 'electron/domain/wrong.ts': "export const a = 1\nimport { log } from '../store/log.ts'\nexport const b = log\n" })
    const done = spawnSync(process.execPath, [script, wrong], { encoding: 'utf8' })
    expect(done.stdout).toBe('electron/domain/wrong.ts:2 imports ../store/log.ts: layer electron/domain may import zod\n')
    expect(done.status).toBe(1)
    expect(spawnSync(process.execPath, [script, tree({})], { encoding: 'utf8' })).toMatchObject({ stdout: '', status: 0 })
  })

  it.each([
    ["import { app } from 'electron'", 'electron/core/a.ts'],
    ["import type { App } from 'electron'", 'electron/store/a.ts'],
    ["import 'better-sqlite3'", 'electron/core/a.ts'],
    ["import { Demuxer } from 'node-av/api'", 'electron/sources/simulator/a.ts'],
    ["import fs from 'node:fs'", 'electron/domain/a.ts'],
    ["import fs from 'fs'", 'renderer/client/a.ts'],
    ["import { useState } from 'react'", 'electron/contract/a.ts'],
    ["import maplibre from 'maplibre-gl'", 'renderer/ui/a.ts'],
    ["import { x } from 'left-pad'", 'electron/core/a.ts'],
    ["export * from '../../electron/core/core.ts'", 'renderer/client/a.ts'],
    ["export const x = () => import('../core/core.ts')", 'electron/main/a.ts'],
    ["export type X = import('../store/log.ts').X", 'electron/contract/a.ts'],
    ["const x = require('../core/core.ts')", 'electron/main/a.ts'],
    ["export const x = new URL('../core/core.ts', import.meta.url)", 'electron/main/a.ts'],
    ['export const x = (name: string) => import(name)', 'electron/core/a.ts'],
    ["import { channel } from '../electron/contract/bridge.ts'", 'preload/a.ts'],
    ["import { x } from './b.ts'", 'electron/somewhere/a.ts'],
  ])('refuses %s in %s', (text, file) => {
    expect(checkFile(file, text)).toHaveLength(1)
  })

  it.each([
    ["import { Demuxer } from 'node-av/api'", 'electron/sources/demo-cameras/a.ts'],
    ["import { app } from 'electron'", 'electron/main/windows/a.ts'],
    ["import { x } from '../../contract/x.ts'", 'electron/main/ipc/a.ts'],
    ["import type { Bridge } from '../electron/contract/bridge.ts'", 'preload/a.ts'],
    ["import { a } from '../case/b.ts'", 'renderer/panels/queue/a.tsx'],
    ["export const text = '../store/log.ts'", 'electron/domain/a.ts'],
  ])('allows %s in %s', (text, file) => {
    expect(checkFile(file, text)).toEqual([])
  })

  it('sees a cycle in a table', () => {
    const found = cycles({ a: { imports: ['b'] }, b: { imports: ['types:c'] }, c: { imports: ['a'] } })
    expect(found).toEqual(['scripts/lib/layer-table.mjs:1 has a cycle: a → b → c → a'])
  })
})
