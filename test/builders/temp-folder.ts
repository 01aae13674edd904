import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder that is gone when the tests' process ends. */
export function tempFolder(prefix: string): string {
  const dir = mkdtempSync(join(tmpdir(), `wufeng-${prefix}-`))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

process.setMaxListeners(0)
