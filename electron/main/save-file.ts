import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { SavedFile } from '../contract/bridge.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import { isDiskFull } from '../platform/fatal.ts'
import type { Log } from '../platform/log.ts'

/** Asks where a file shall be saved and writes it there whole, or not at all; `saved` false: the operator gave up. */
export async function saveFile(window: BrowserWindow, { name, bytes }: SavedFile, log: Log): Promise<Result<{ readonly saved: boolean }>> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath('downloads'), name) })
  if (canceled || filePath === '') return ok({ saved: false })
  const part = `${filePath}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, filePath)
    log.info({ name, bytes: bytes.byteLength }, 'a file was saved')
    return ok({ saved: true })
  } catch (error) {
    await rm(part, { force: true })
    if (isDiskFull(error)) return fail('disk-full', `the disk that holds ${filePath} is full`)
    return fail('not-saved', error instanceof Error ? error.message : String(error), { params: { path: filePath } })
  }
}
