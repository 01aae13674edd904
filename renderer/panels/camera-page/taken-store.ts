import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { core } from '../../client/core.ts'
import type { ExportResult } from '../../client/media/media-client.ts'

/** Something that was taken out, or is being written. */
export interface Taken {
  readonly key: number
  readonly kind: 'clip' | 'snapshot' | 'bookmark'
  readonly camera: string
  readonly at: number
  readonly result: ExportResult | null
}

/** Lines that are kept on the page; the files stay in the folder. */
const MAX_KEPT = 12

const store = createStore<readonly Taken[]>(() => [])
let nextKey = 1

export const useTaken = (): readonly Taken[] => useStore(store, (taken) => taken)

/** Follows an export to its end, and has core record who took out what. */
export async function follow(kind: Taken['kind'], camera: { readonly id: string; readonly name: string }, caseId: string | null, writing: Promise<ExportResult>): Promise<void> {
  const taken: Taken = { key: nextKey++, kind, camera: camera.name, at: Date.now(), result: null }
  store.setState((before) => [taken, ...before].slice(0, MAX_KEPT), true)
  const result = await writing
  store.setState((before) => before.map((each) => (each.key === taken.key ? { ...each, result } : each)), true)
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
}
