import type { Role } from '../../../electron/contract/case-terms.ts'
import { isWeakPin, type Account } from '../../../electron/contract/desk.ts'
import type { CommandInput } from '../../client/core-client.ts'

/** An account as it is being filled in. */
export interface AccountDraft {
  /** Null: a new one. */
  readonly known: Account | null
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly department: string
  readonly language: Account['language']
  readonly disabled: boolean
  readonly pin: string
  readonly again: string
  /** The old PIN, asked for one's own. */
  readonly old: string
}

/** A form for an account, or for a new one; the first is an administrator. */
export const draftOf = (known: Account | null, first: boolean): AccountDraft => ({
  known,
  id: known?.id ?? '',
  name: known?.name ?? '',
  roles: known?.roles ?? (first ? ['admin'] : []),
  department: known?.department ?? '',
  language: known?.language ?? null,
  disabled: known?.disabled ?? false,
  pin: '',
  again: '',
  old: '',
})

/** What a draft still wants, by field, in the order of the form. */
export type AccountLack = 'login' | 'name' | 'roles' | 'first-admin' | 'department' | 'pin' | 'pin-weak' | 'pin-again' | 'old'

/** What is wrong with a draft; undefined when it can be saved. `own`: whoever sits here changes their own PIN. */
export function lackOf(draft: AccountDraft, { first, own }: { readonly first: boolean; readonly own: boolean }): AccountLack | undefined {
  if (!/^(?!sim-)[A-Za-z0-9][\w.-]{0,31}$/.test(draft.id)) return 'login'
  if (draft.name.trim() === '') return 'name'
  if (draft.roles.length === 0) return 'roles'
  if (first && !draft.roles.includes('admin')) return 'first-admin'
  if (draft.roles.includes('department') && draft.department === '') return 'department'
  if (draft.known && draft.pin === '' && draft.again === '') return undefined
  if (!/^\d{4,12}$/.test(draft.pin)) return 'pin'
  if (isWeakPin(draft.pin)) return 'pin-weak'
  if (draft.pin !== draft.again) return 'pin-again'
  return own && draft.old === '' ? 'old' : undefined
}

/** The commands that save a draft, in order. */
export function commandsOf(draft: AccountDraft, own: boolean): CommandInput[] {
  const { known, id, name, roles, department, language, disabled, pin, old } = draft
  const person = { name: name.trim(), roles: [...roles], department: roles.includes('department') ? department : null, language, disabled }
  if (!known) return [{ type: 'account.add', id, person, pin }]
  const same = person.name === known.name && roles.join() === known.roles.join() && person.department === known.department && language === known.language && disabled === known.disabled
  return [
    ...(same ? [] : [{ type: 'account.change', id: known.id, person } as const]),
    ...(pin === '' ? [] : [{ type: 'account.set-pin', id: known.id, pin, ...(own ? { old } : {}) } as const]),
  ]
}
