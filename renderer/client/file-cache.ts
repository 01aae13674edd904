import { useEffect, useState } from 'react'
import { THUMB_BYTES, type AttachmentRow } from '../../electron/contract/attachment.ts'
import type { AppError } from '../../electron/contract/error.ts'
import { core } from './core.ts'
import { useConnected } from './hooks.ts'
import { fromBase64, readFile, toBase64 } from './file-transfer.ts'
import { makeThumb } from './thumbnail.ts'

/** An attachment as this window has it. `url` is a blob of this page, good while the hook that gave it is mounted. */
export type FileView =
  | { readonly state: 'loading'; readonly part: number }
  | { readonly state: 'ready'; readonly url: string; readonly blob: Blob }
  | { readonly state: 'error'; readonly error: AppError }

interface Held {
  readonly promise: Promise<FileView>
  readonly listeners: Set<(part: number) => void>
  part: number
  view: FileView | undefined
  users: number
}

/** Bytes that files nobody looks at may keep. */
const MAX_IDLE = 96 * 1024 * 1024
/** Files that are read at a time. */
const MAX_READS = 3

const held = new Map<string, Held>()
let reading = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (reading >= MAX_READS) await new Promise<void>((go) => waiting.push(go))
  reading += 1
  try {
    return await work()
  } finally {
    reading -= 1
    waiting.shift()?.()
  }
}

/** Small pictures and whole files are kept by their hash, so that the same file is read once. */
const keyOf = (row: AttachmentRow, size: FileSize): string => `${size} ${row.hash}`
export type FileSize = 'thumb' | 'whole'

const ready = (blob: Blob): FileView => ({ state: 'ready', blob, url: URL.createObjectURL(blob) })

async function loadWhole(caseId: string, row: AttachmentRow, onProgress: (part: number) => void): Promise<FileView> {
  const read = await readFile(core, caseId, row.id, onProgress)
  return read.ok ? ready(new Blob(read.value, { type: row.mediaType })) : { state: 'error', error: read.error }
}

/** The small picture that core keeps; the first window to ask makes it. */
async function loadThumb(caseId: string, row: AttachmentRow, onProgress: (part: number) => void): Promise<FileView> {
  const kept = await core.file({ type: 'thumb', caseId, attachment: row.id })
  if (!kept.ok) return { state: 'error', error: kept.error }
  if (kept.value.data !== null) return ready(new Blob([fromBase64(kept.value.data)], { type: 'image/jpeg' }))
  const read = await readFile(core, caseId, row.id, onProgress)
  if (!read.ok) return { state: 'error', error: read.error }
  const small = await makeThumb(new Blob(read.value, { type: row.mediaType }), THUMB_BYTES)
  if (!small) return { state: 'error', error: { code: 'file-type', message: 'not a picture that can be read', params: {} } }
  await keepThumb(caseId, row.id, small)
  return ready(small)
}

/** Gives a small picture to core, so that no other window has to make it. */
export async function keepThumb(caseId: string, attachment: string, small: Blob): Promise<void> {
  await core.file({ type: 'thumb.put', caseId, attachment, data: toBase64(new Uint8Array(await small.arrayBuffer())) })
}

function hold(caseId: string, row: AttachmentRow, size: FileSize): Held {
  const key = keyOf(row, size)
  const known = held.get(key)
  if (known && known.view?.state !== 'error') {
    known.users += 1
    held.delete(key)
    held.set(key, known)
    return known
  }
  const listeners = new Set<(part: number) => void>()
  const onProgress = (part: number): void => {
    made.part = part
    for (const listener of listeners) listener(part)
  }
  const made: Held = { listeners, part: 0, view: undefined, users: 1, promise: inTurn(() => (size === 'thumb' ? loadThumb : loadWhole)(caseId, row, onProgress)) }
  void made.promise.then((view) => (made.view = view))
  held.set(key, made)
  return made
}

function release(one: Held): void {
  one.users -= 1
  let idle = 0
  for (const [key, { users, view }] of [...held].toReversed()) {
    if (users > 0 || view?.state !== 'ready') continue
    idle += view.blob.size
    if (idle <= MAX_IDLE) continue
    URL.revokeObjectURL(view.url)
    held.delete(key)
  }
}

/** An attachment's small picture or whole bytes, read when the component first shows it, and again when core came back; a new `attempt` reads again what failed. */
export function useFile(caseId: string, row: AttachmentRow | undefined, size: FileSize, attempt = 0): FileView {
  const [view, setView] = useState<FileView>({ state: 'loading', part: 0 })
  const connected = useConnected()
  useEffect(() => {
    if (!row) return
    let here = true
    const one = hold(caseId, row, size)
    const listen = (part: number): void => setView({ state: 'loading', part })
    setView(one.view ?? { state: 'loading', part: one.part })
    one.listeners.add(listen)
    void one.promise.then((loaded) => here && setView(loaded))
    return () => {
      here = false
      one.listeners.delete(listen)
      release(one)
    }
  }, [caseId, row, size, attempt, connected])
  return view
}
