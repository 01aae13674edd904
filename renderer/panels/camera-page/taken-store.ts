import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { fail, type AppError, type Result } from '../../../electron/contract/error.ts'
import type { ExportedFile } from '../../../electron/contract/media-review.ts'
import { core } from '../../client/core.ts'
import { sendFile } from '../../client/file-transfer.ts'
import { media } from '../../client/media-link.ts'
import type { ExportResult } from '../../client/media/media-client.ts'

/** Something that was taken out, or is being written. */
export interface Taken {
  readonly key: number
  readonly kind: 'clip' | 'snapshot' | 'bookmark'
  readonly camera: string
  readonly at: number
  readonly result: ExportResult | null
  /** Whether it was put with the case that was selected; null where none was, or not yet. */
  readonly attached: AppError | 'done' | null
}

/** Lines that are kept on the page; the files stay in the folder. */
const MAX_KEPT = 12

const store = createStore<readonly Taken[]>(() => [])
let nextKey = 1

export const useTaken = (): readonly Taken[] => useStore(store, (taken) => taken)

/** Follows an export to its end, and has core record who took out what. */
export async function follow(kind: Taken['kind'], camera: { readonly id: string; readonly name: string }, caseId: string | null, writing: Promise<ExportResult>): Promise<void> {
  const taken: Taken = { key: nextKey++, kind, camera: camera.name, at: Date.now(), result: null, attached: null }
  store.setState((before) => [taken, ...before].slice(0, MAX_KEPT), true)
  const result = await writing
  const change = (what: Partial<Taken>) => store.setState((before) => before.map((each) => (each.key === taken.key ? { ...each, ...what } : each)), true)
  change({ result })
  if (!result.ok) return
  const { files } = result.value
  await core.command({
    type: 'audit.video-taken',
    kind: kind === 'snapshot' ? 'snapshot' : 'clip',
    camera: camera.id,
    from: Math.min(...files.map((file) => file.from)),
    to: Math.max(...files.map((file) => file.to)),
    files: files.slice(0, 16).map(({ file, sha256 }) => ({ name: file, sha256 })),
    ...(caseId === null ? {} : { caseId }),
  })
  if (caseId === null) return
  for (const file of files) {
    const attached = await attach(caseId, camera.name, file)
    change({ attached: attached.ok ? 'done' : attached.error })
    if (!attached.ok) return
  }
}

/** Puts a file with the case, whose store keeps it by the same hash. */
async function attach(caseId: string, camera: string, { file, sha256, from }: ExportedFile): Promise<Result<unknown>> {
  const blob = await media.read(file)
  if (!blob) return fail('file-missing', 'the exported file could not be read back', { params: { name: file } })
  const sent = await sendFile(core, crypto.randomUUID(), blob, { onProgress: () => undefined, signal: new AbortController().signal })
  if (!sent.ok) return sent
  return core.command({ type: 'case.attach', caseId, hash: sent.value.hash, name: file, kind: 'other', note: `${camera} · SHA-256 ${sha256}`, takenAt: Math.round(from) })
}
