import { CHUNK_BYTES } from '../../electron/contract/attachment.ts'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import { SHEET_BYTES } from '../../electron/contract/sheet.ts'
import type { CoreClient } from './core-client.ts'
import { toBase64 } from './file-transfer.ts'

/** Sends a table file to core, a chunk at a time, and answers the name by which commands and questions call it. */
export async function sendSheet(line: Pick<CoreClient, 'sheetPut'>, file: Blob, onProgress: (part: number) => void): Promise<Result<string>> {
  if (file.size === 0) return fail('bad-file', 'the file is empty', { where: '0' })
  if (file.size > SHEET_BYTES) return fail('file-too-large', `the file is larger than ${SHEET_BYTES} bytes`, { params: { name: 'name' in file ? String(file.name) : '', mb: String(SHEET_BYTES / 1024 / 1024) } })
  const upload = crypto.randomUUID()
  for (let offset = 0; offset < file.size; ) {
    const bytes = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer())
    const sent = await line.sheetPut({ type: 'sheet.put', upload, bytes: file.size, offset, data: toBase64(bytes) })
    if (!sent.ok) return sent
    if (sent.value.offset <= offset) return fail('upload-broken', 'the file does not go on')
    offset = sent.value.offset
    onProgress(offset / file.size)
  }
  return ok(upload)
}
