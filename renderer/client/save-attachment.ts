import type { AttachmentRow } from '../../electron/contract/attachment.ts'
import { type Result } from '../../electron/contract/error.ts'
import { bridge } from './bridge.ts'
import { core } from './core.ts'
import { readFile } from './file-transfer.ts'

/** Reads an attachment whole and lets the operator say where it is saved; `saved` false: they gave up. */
export async function saveAttachment(caseId: string, { id, name }: AttachmentRow): Promise<Result<{ readonly saved: boolean }>> {
  const read = await readFile(core, caseId, id, () => undefined, 'save')
  if (!read.ok) return read
  const bytes = new Uint8Array(await new Blob(read.value).arrayBuffer())
  return bridge().saveFile({ name, bytes })
}
