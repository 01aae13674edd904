import { createStore } from 'zustand/vanilla'
import { THUMB_BYTES, type AttachmentKind, type TakenIn } from '../../../electron/contract/attachment.ts'
import type { AppError } from '../../../electron/contract/error.ts'
import { core } from '../../client/core.ts'
import { keepThumb } from '../../client/file-cache.ts'
import { sendFile } from '../../client/file-transfer.ts'
import { makeThumb } from '../../client/thumbnail.ts'

/** A file on its way to a case: being sent to the store, there, or refused and why. */
export interface TrayFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** A small picture of it, made here; null while there is none. */
  readonly preview: { readonly url: string; readonly blob: Blob } | null
  readonly state: { readonly is: 'sending'; readonly part: number } | { readonly is: 'there'; readonly taken: TakenIn } | { readonly is: 'failed'; readonly error: AppError }
}

/** What is being added to one case, or to the case of the form. */
export interface Tray {
  readonly files: readonly TrayFile[]
  readonly kind: AttachmentKind | null
  readonly note: string
  readonly adding: boolean
}

const EMPTY: Tray = { files: [], kind: null, note: '', adding: false }

/** Files that a tray holds at most. */
export const MAX_FILES = 20
/** Files that are sent at a time. */
const AT_A_TIME = 2

/** Trays by case id: walking to another case and back costs nothing. */
export const trays = createStore<Readonly<Record<string, Tray>>>(() => ({}))

const sources = new Map<string, { readonly file: Blob; readonly stop: AbortController }>()
const queue: (() => Promise<void>)[] = []
let sending = 0

export const trayOf = (all: Readonly<Record<string, Tray>>, key: string): Tray => all[key] ?? EMPTY

export const changeTray = (key: string, part: Partial<Omit<Tray, 'files'>>): void => trays.setState((all) => ({ [key]: { ...trayOf(all, key), ...part } }))

const changeFile = (key: string, id: string, part: Partial<TrayFile>): void =>
  trays.setState((all) => ({ [key]: { ...trayOf(all, key), files: trayOf(all, key).files.map((f) => (f.id === id ? { ...f, ...part } : f)) } }))

const isThere = (key: string, id: string): boolean => trayOf(trays.getState(), key).files.some((f) => f.id === id)

function next(): void {
  if (sending >= AT_A_TIME) return
  const work = queue.shift()
  if (!work) return
  sending += 1
  void work().finally(() => {
    sending -= 1
    next()
  })
}

/** Puts files on a tray and begins to send them; answers how many did not fit. */
export function putFiles(key: string, files: readonly File[]): number {
  const room = MAX_FILES - trayOf(trays.getState(), key).files.length
  for (const file of files.slice(0, Math.max(0, room))) {
    const id = crypto.randomUUID()
    sources.set(id, { file, stop: new AbortController() })
    const name = cleanName(file.name)
    trays.setState((all) => ({ [key]: { ...trayOf(all, key), files: [...trayOf(all, key).files, { id, name, bytes: file.size, preview: null, state: { is: 'sending', part: 0 } }] } }))
    void preview(key, id, file)
    send(key, id)
  }
  return Math.max(0, files.length - room)
}

/** A name that the log takes: no path, no control characters, not too long. */
export const cleanName = (name: string): string => name.replaceAll(/[\p{Cc}/\\]/gu, '_').slice(-200) || 'file'

async function preview(key: string, id: string, file: File): Promise<void> {
  const blob = file.type.startsWith('image/') ? await makeThumb(file, THUMB_BYTES) : undefined
  if (blob && isThere(key, id)) changeFile(key, id, { preview: { blob, url: URL.createObjectURL(blob) } })
}

/** Sends a file, also again after it failed: what arrived before need not be sent twice. */
export function send(key: string, id: string): void {
  const source = sources.get(id)
  if (!source) return
  changeFile(key, id, { state: { is: 'sending', part: 0 } })
  queue.push(async () => {
    if (!isThere(key, id)) return
    const result = await sendFile(core, id, source.file, { signal: source.stop.signal, onProgress: (part) => changeFile(key, id, { state: { is: 'sending', part } }) })
    if (isThere(key, id)) changeFile(key, id, { state: result.ok ? { is: 'there', taken: result.value } : { is: 'failed', error: result.error } })
  })
  next()
}

/** Takes a file off a tray; one that is being sent is given up. */
export function dropFile(key: string, id: string): void {
  sources.get(id)?.stop.abort()
  sources.delete(id)
  const gone = trayOf(trays.getState(), key).files.find((f) => f.id === id)
  if (gone?.preview) URL.revokeObjectURL(gone.preview.url)
  trays.setState((all) => ({ [key]: { ...trayOf(all, key), files: trayOf(all, key).files.filter((f) => f.id !== id) } }))
}

export function clearTray(key: string): void {
  for (const { id } of trayOf(trays.getState(), key).files) dropFile(key, id)
  trays.setState((all) => Object.fromEntries(Object.entries(all).filter(([k]) => k !== key)), true)
}

/** Whether all files of a tray are in the store. */
export const isReady = ({ files }: Tray): boolean => files.length > 0 && files.every((f) => f.state.is === 'there')

/**
 * Shows the files of a tray with a case, one after another; answers how many were added. What was refused stays on the
 * tray with the reason; a file that the case has already counts as added.
 */
export async function addFiles(key: string, caseId: string, kind: AttachmentKind): Promise<number> {
  const { files, note } = trayOf(trays.getState(), key)
  changeTray(key, { adding: true })
  let added = 0
  for (const { id, name, state, preview: small } of files) {
    if (state.is !== 'there') continue
    const { hash, at, takenAt } = state.taken
    const result = await core.command({ type: 'case.attach', caseId, hash, name, kind, note: note.trim(), ...(at ? { at } : {}), ...(takenAt === undefined ? {} : { takenAt }) })
    if (!result.ok && result.error.code !== 'already-attached') {
      changeFile(key, id, { state: { is: 'failed', error: result.error } })
      continue
    }
    const [attachment] = result.ok ? result.value.eventIds : []
    if (small && attachment !== undefined) void keepThumb(caseId, attachment, small.blob)
    added += 1
    dropFile(key, id)
  }
  changeTray(key, { adding: false })
  if (trayOf(trays.getState(), key).files.length === 0) clearTray(key)
  return added
}

/** The first position that a photo of a tray names. */
export const photoPosition = ({ files }: Tray): TakenIn['at'] => files.flatMap((f) => (f.state.is === 'there' && f.state.taken.at ? [f.state.taken.at] : []))[0]
