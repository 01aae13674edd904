import type { PresenceState } from '../../electron/contract/presence.ts'

/** States of a number's dialogs, by the id that the notifier gives each. */
export type Dialogs = ReadonlyMap<string, string>

/** Longest document that is read, characters, and most dialogs of one number. */
const MAX_TEXT = 64 * 1024
const MAX_DIALOGS = 64

const DIALOG = /<(?:[\w-]+:)?dialog\s([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:[\w-]+:)?dialog\s*>)/g
const STATE = /<(?:[\w-]+:)?state(?:\s[^>]*)?>\s*(trying|proceeding|early|confirmed|terminated)\s*</
const ROOT = /<(?:[\w-]+:)?dialog-info\s([^>]*)>/

const attribute = (text: string, name: string): string | undefined => new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']{0,200})["']`).exec(text)?.[1]

/**
 * The dialogs of a number after a notification (RFC 4235): a full document names all of them, a partial one those that
 * changed. Undefined when it is no such document.
 */
export function readDialogInfo(text: string, before: Dialogs): Dialogs | undefined {
  if (text.length > MAX_TEXT) return undefined
  const plain = text.replaceAll(/<!--[\s\S]*?-->/g, '')
  const root = ROOT.exec(plain)?.[1]
  const extent = root === undefined ? undefined : attribute(root, 'state')
  if (extent !== 'full' && extent !== 'partial') return undefined
  const dialogs = new Map(extent === 'full' ? [] : before)
  for (const [, head = '', body = ''] of plain.matchAll(DIALOG)) {
    const [id, state] = [attribute(head, 'id'), STATE.exec(body)?.[1]]
    if (id === undefined || state === undefined) continue
    if (state === 'terminated') dialogs.delete(id)
    else if (dialogs.size < MAX_DIALOGS) dialogs.set(id, state)
  }
  return dialogs
}

/** What a lamp shows of a number's dialogs. */
export function lampOf(dialogs: Dialogs): PresenceState {
  const states = [...dialogs.values()]
  return states.includes('confirmed') ? 'talking' : states.length > 0 ? 'ringing' : 'idle'
}
