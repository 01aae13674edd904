import { useEffect } from 'react'
import { bindingFor, keyOf, shortcut, type ActionId } from './bindings.ts'

/** What to do for an action; hears the key that asked for it, as the table writes it. */
export type Run = (key: string) => void
export type Actions = Readonly<Partial<Record<ActionId, Run>>>

const handlers = new Map<ActionId, Run>()

/** Offers actions while the component is mounted; keys and the command bar run them. */
export function useActions(actions: Actions): void {
  useEffect(() => {
    const offered = Object.entries(actions) as [ActionId, Run][]
    for (const [id, run] of offered) handlers.set(id, run)
    return () => {
      for (const [id, run] of offered) if (handlers.get(id) === run) handlers.delete(id)
    }
  }, [actions])
}

export const hasAction = (id: ActionId): boolean => handlers.has(id)

/** Runs an action, if somebody offers it now. */
export const runAction = (id: ActionId): void => handlers.get(id)?.(shortcut(id))

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null

const inLayer = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') !== null

/** Controls keep the keys that they need themselves. */
function isOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="radio"], [role="radiogroup"], [role="checkbox"]')) return key.startsWith('Arrow') || key === 'Enter'
  return key === 'Enter' && target.closest('button, a, summary, [role="button"]') !== null
}

/** Keys that work from dialogs too: the wall's, and the lock. */
const ANYWHERE = /^(F\d+|Ctrl\+L)$/

/** Hands keys of the window to their actions; text fields, dialogs and menus keep theirs. */
export function useKeyboard(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const key = keyOf(event)
      const binding = bindingFor(key)
      if (!binding || !handlers.has(binding.action)) return
      if (event.repeat && !binding.repeat) return
      const plain = key.length === 1 || !binding.typing
      if (isTyping(event.target) && plain) return
      if (inLayer(event.target) && !ANYWHERE.test(key)) return
      if (isOwnKey(event.target, key)) return
      event.preventDefault()
      handlers.get(binding.action)?.(key)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
