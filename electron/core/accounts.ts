import type { Account, AccountCommand, AccountsHead } from '../contract/desk.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { Keyed } from '../contract/keyed.ts'
import type { Commander } from '../commands/commander.ts'
import { isWeakPin, personFault, type Person } from '../domain/account.ts'
import type { Actor } from '../domain/role.ts'
import { hashPin } from '../platform/pin-hash.ts'
import { listAccounts, MAX_ACCOUNTS, readAccount, writeAccount, writePin } from '../store/account-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { auditFact } from './audit.ts'
import type { Desk } from './desk.ts'
import type { PinGuard } from './pin-guard.ts'

export interface AccountsOptions {
  readonly db: WriteHandle
  readonly commander: Commander
  readonly desk: Desk
  readonly pins: PinGuard
  readonly departments: ReadonlySet<string>
  readonly newId: () => string
  readonly now: () => number
}

/** Carries out what an administrator does to accounts; each change is written together with its record. */
export async function carryAccount(command: AccountCommand, options: AccountsOptions): Promise<Result<null>> {
  const by = options.desk.acting()
  if (!by.ok) return by
  switch (command.type) {
    case 'account.add':
      return addAccount(command, by.value, options)
    case 'account.change':
      return changeAccount(command, by.value, options)
    case 'account.set-pin':
      return setPin(command, by.value, options)
  }
}

const isAdmin = ({ roles, disabled }: Person): boolean => roles.includes('admin') && !disabled

const needAdmin = () => fail('forbidden', 'accounts are the administrator’s')

const noLastAdmin = () => fail('last-admin', 'at least one person who may sign in must be an administrator')

const notThere = (id: string) => fail('not-found', `no account has the login ${id}`, { where: 'id', params: { id } })

function faultOf(person: Person, { departments }: AccountsOptions): Result<null> {
  const fault = personFault(person, departments)
  if (fault === undefined) return ok(null)
  return fail(fault, fault === 'department-needed' ? 'people of the post 处置部门 need a department' : `there is no department ${person.department}`, { where: 'department', params: { department: person.department ?? '' } })
}

async function addAccount({ id, person, pin }: Extract<AccountCommand, { type: 'account.add' }>, by: Actor, options: AccountsOptions): Promise<Result<null>> {
  const { db, commander, desk, newId, now } = options
  const first = desk.state === 'open'
  if (!first && !by.roles.includes('admin')) return needAdmin()
  const fault = faultOf(person, options)
  if (!fault.ok) return fault
  if (isWeakPin(pin)) return fail('pin-weak', 'this PIN is guessed first', { where: 'pin' })
  const hash = await hashPin(pin)
  const account: Account = { id, ...person }
  const written = await commander.record(() => {
    const there = listAccounts(db)
    if (there.length === 0 ? !isAdmin(person) : first) return noLastAdmin()
    if (readAccount(db, id)) return fail('login-taken', `the login ${id} is taken`, { where: 'id', params: { id } })
    if (there.length >= MAX_ACCOUNTS) return fail('too-many', `${MAX_ACCOUNTS} accounts are there already`)
    writeAccount(db, account, hash)
    return ok([auditFact(newId, now(), 'account-added', { account: id, detail: factsOf(person) })])
  }, by)
  if (!written.ok) return written
  await desk.accountsChanged()
  // Whoever made the first account has just typed its PIN.
  return first ? desk.enter(account) : ok(null)
}

async function changeAccount({ id, person }: Extract<AccountCommand, { type: 'account.change' }>, by: Actor, options: AccountsOptions): Promise<Result<null>> {
  const { db, commander, desk, newId, now } = options
  if (!by.roles.includes('admin')) return needAdmin()
  const fault = faultOf(person, options)
  if (!fault.ok) return fault
  const written = await commander.record(() => {
    const before = readAccount(db, id)
    if (!before) return notThere(id)
    if (!isAdmin(person) && !listAccounts(db).some((other) => other.id !== before.id && isAdmin(other))) return noLastAdmin()
    writeAccount(db, { id: before.id, ...person })
    return ok([auditFact(newId, now(), 'account-changed', { account: before.id, detail: changesOf(before, person) })])
  }, by)
  if (!written.ok) return written
  await desk.accountsChanged()
  return ok(null)
}

async function setPin({ id, pin, old }: Extract<AccountCommand, { type: 'account.set-pin' }>, by: Actor, { db, commander, desk, pins, newId, now }: AccountsOptions): Promise<Result<null>> {
  if (desk.state === 'open') return fail('no-accounts', 'no account was made yet')
  const account = readAccount(db, id)
  const own = account?.id === by.id
  if (!own && !by.roles.includes('admin')) return needAdmin()
  if (!account) return notThere(id)
  if (isWeakPin(pin)) return fail('pin-weak', 'this PIN is guessed first', { where: 'pin' })
  if (own) {
    const checked = await pins.check(account.id, old ?? '')
    if (!checked.ok) return checked
  }
  const hash = await hashPin(pin)
  const written = await commander.record(() => {
    writePin(db, account.id, hash)
    return ok([auditFact(newId, now(), 'pin-set', { account: account.id })])
  }, by)
  if (!written.ok) return written
  pins.forget(account.id)
  return ok(null)
}

/** What is written down of a person; a PIN is never among it. */
const factsOf = ({ name, roles, department, language, disabled }: Person): Record<string, string> => ({
  name, roles: roles.join(' '), department: department ?? '', language: language ?? '', disabled: String(disabled),
})

function changesOf(before: Person, after: Person): Record<string, string> {
  const [was, is] = [factsOf(before), factsOf(after)]
  return Object.fromEntries(Object.keys(is).flatMap((name): [string, string][] => (was[name] === is[name] ? [] : [[name, `${was[name]} → ${is[name]}`]])))
}

/** All accounts for an administrator who sits here; nobody else sees them. */
export function accountsView(db: ReadHandle, desk: Desk): Keyed<AccountsHead, Account> {
  const by = desk.acting()
  const allowed = desk.state === 'open' || (by.ok && by.value.roles.includes('admin'))
  const accounts = allowed ? listAccounts(db) : []
  return { head: { allowed }, rows: Object.fromEntries(accounts.map((account) => [account.id, account])), order: accounts.map((account) => account.id) }
}
