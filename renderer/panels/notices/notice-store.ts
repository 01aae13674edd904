import { createStore } from 'zustand/vanilla'
import type { AppError } from '../../../electron/contract/error.ts'
import type { Step } from '../../../electron/contract/case-terms.ts'

/** What a notice says; words are made when it is shown, so that they follow the language. */
export type NoticeText =
  | { readonly what: 'error'; readonly error: AppError }
  | { readonly what: 'reported'; readonly number: string }
  | { readonly what: 'stepped'; readonly step: Step; readonly number: string }
  | { readonly what: 'merged'; readonly number: string; readonly into: string; readonly undo: () => void }
  | { readonly what: 'deleted'; readonly name: string; readonly undo: () => void }
  | { readonly what: 'attached'; readonly n: number; readonly number: string }
  | { readonly what: 'too-many-files'; readonly n: number; readonly max: number }
  | { readonly what: 'saved'; readonly name: string }
  | { readonly what: 'core-back' }

export interface Notice {
  readonly id: number
  readonly text: NoticeText
  /** How long it stays, ms. */
  readonly stays: number
}

/** Notices shown at once; an older one makes room. */
const MAX_SHOWN = 4

export const notices = createStore<readonly Notice[]>(() => [])

let nextId = 1

/** A step done makes the notice of the step before it old. */
const isReplaced = (old: NoticeText, text: NoticeText): boolean => old.what === 'stepped' && text.what === 'stepped'

/** Shows a quiet notice. Errors stay longer, since they say what to do; so does what can be undone. */
export function notify(text: NoticeText): void {
  const notice: Notice = { id: nextId++, text, stays: text.what === 'error' || 'undo' in text ? 12_000 : 4_000 }
  if ('undo' in text) undoable = { id: notice.id, undo: text.undo, until: Date.now() + UNDO_FOR }
  notices.setState((shown) => [...shown.filter((old) => !isReplaced(old.text, text)).slice(1 - MAX_SHOWN), notice], true)
}

/** How long what was done can be undone by key, ms; also when its notice was closed. */
const UNDO_FOR = 60_000
let undoable: { readonly id: number; readonly undo: () => void; readonly until: number } | undefined

/** Undoes what was done last, if it can be undone and was done a short while ago. */
export function undoLast(): void {
  const last = undoable
  undoable = undefined
  if (!last || Date.now() > last.until) return
  dismiss(last.id)
  last.undo()
}

/** Undoes what one notice tells of; once. */
export function undoNotice({ id, text }: Notice): void {
  if (undoable?.id === id) undoable = undefined
  if ('undo' in text) text.undo()
}

export const dismiss = (id: number): void => notices.setState((shown) => shown.filter((notice) => notice.id !== id), true)
