import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { DisplayKey, SceneId } from '../../contract/wall.ts'

/** What main remembers of the wall between starts: numbers of displays, and the last scenes that core told. */
const Memory = z.object({ version: z.literal(1), numbers: z.record(z.string(), DisplayKey), scenes: z.record(DisplayKey, SceneId) })
export type WallMemory = z.infer<typeof Memory>

/** Reads the memory; what can't be read is as if there were none. */
export function readWallMemory(file: string): WallMemory {
  try {
    return Memory.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { version: 1, numbers: {}, scenes: {} }
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
