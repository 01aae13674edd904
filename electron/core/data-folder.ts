import { mkdirSync, statfsSync } from 'node:fs'
import type { Notice } from '../contract/settings.ts'
import { FatalError, isDiskFull } from '../platform/fatal.ts'

/** Below this much free space the operator is told, bytes. */
const LOW_SPACE = 512 * 1024 * 1024

/** Makes the data folder where it is not there. Throws FatalError with a sentence when it can't. */
export function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (isDiskFull(error)) throw new FatalError('disk-full', `the disk that holds ${dir} is full: free some space and start again`)
    throw new FatalError('data-unreadable', `the data folder ${dir} cannot be made (${error instanceof Error ? error.message : String(error)}): choose another with --data`)
  }
}

/** Says when the data disk is nearly full. */
export function spaceNotices(dir: string): Notice[] {
  const { bavail, bsize } = statfsSync(dir)
  const free = bavail * bsize
  return free < LOW_SPACE ? [{ code: 'low-space', params: { dir, freeMb: String(Math.round(free / 1024 / 1024)) } }] : []
}
