import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { DisplayPlan } from '../../contract/bridge.ts'
import type { ViewTypes } from '../../contract/views.ts'
import { defaultScene, DisplayKey, Show, showOf, wallKey, WallId, WallScene } from '../../contract/wall.ts'

/** What main remembers of the wall between starts: numbers of displays, and what each showed last, with the scenes of it. */
const Memory = z.object({
  version: z.literal(2),
  numbers: z.record(z.string(), DisplayKey),
  shows: z.record(DisplayKey, Show),
  black: z.array(DisplayKey),
  scenes: z.record(WallId, WallScene),
})
export type WallMemory = z.infer<typeof Memory>

/** Version 1 knew numbers and the names of built-in scenes. */
const MemoryOne = z.object({ version: z.literal(1), numbers: z.record(z.string(), DisplayKey) })

const NOTHING: WallMemory = { version: 2, numbers: {}, shows: {}, black: [], scenes: {} }

/** Reads the memory; what can't be read is as if there were none. */
export function readWallMemory(file: string): WallMemory {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const old = MemoryOne.safeParse(kept)
    return old.success ? { ...NOTHING, numbers: old.data.numbers } : Memory.parse(kept)
  } catch {
    return NOTHING
  }
}

/** Writes it; a full disk must not end the wall. */
export function writeWallMemory(file: string, memory: WallMemory): boolean {
  try {
    writeFileSync(file, JSON.stringify(memory))
    return true
  } catch {
    return false
  }
}

/** The memory with what core says now: of the scenes those that some display shows. */
export function rememberWall(memory: WallMemory, { head, rows }: ViewTypes['wall']): WallMemory {
  const shown = new Set(Object.values(head.shows).flatMap((show) => (show.what === 'scene' ? [show.scene] : [])))
  const scenes = [...shown].flatMap((id): [string, WallScene][] => {
    const row = rows[wallKey('scene', id)]
    return row?.what === 'scene' ? [[id, row.scene]] : []
  })
  return { ...memory, shows: head.shows, black: head.black, scenes: Object.fromEntries(scenes) }
}

/** What a display showed last. */
export function planOf(memory: WallMemory, display: DisplayKey): DisplayPlan {
  const show = showOf(memory, display)
  return { show, scene: memory.scenes[show.what === 'scene' ? show.scene : defaultScene(display)] ?? null, black: memory.black.includes(display) }
}
