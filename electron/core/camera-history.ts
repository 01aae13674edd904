import { CameraTurn } from '../contract/media.ts'
import { turnsOf, writeTurns } from '../store/camera-health-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'

/** Keeps when cameras came and went. */
export const noteTurns = (db: WriteHandle, turns: readonly CameraTurn[], now: number): void =>
  writeTurns(db, turns.map(({ cameraId, at, state, detail }) => ({ camera: cameraId, at: Math.round(at), state, detail })), now)

/** When a camera came and went, the newest first; a turn that this version does not know is passed over. */
export const cameraHistory = (db: ReadHandle, camera: string, limit: number): { readonly turns: readonly CameraTurn[] } => ({
  turns: turnsOf(db, camera, limit).flatMap(({ camera: cameraId, ...turn }) => {
    const known = CameraTurn.safeParse({ cameraId, ...turn })
    return known.success ? [known.data] : []
  }),
})
