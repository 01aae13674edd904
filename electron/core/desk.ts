import { z } from 'zod'
import type { Account, DeskCommand, DeskHead, DeskState } from '../contract/desk.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import { actorOf } from '../domain/account.ts'
import type { Actor } from '../domain/role.ts'
import { listAccounts, readAccount } from '../store/account-table.ts'
import { accountsWereMade } from '../store/audit-table.ts'
import type { WriteHandle } from '../store/database.ts'
import { readFact, writeFact } from '../store/facts.ts'
import type { Audit } from './audit.ts'
import type { Claims } from './claims.ts'
import type { PinGuard } from './pin-guard.ts'

export interface DeskOptions {
  readonly db: WriteHandle
  readonly audit: Audit
  readonly pins: PinGuard
  readonly claims: Claims
  /** Who sits here while there are no accounts. */
  readonly operator: Actor
  readonly lockAfterMinutes: number
  /** Names this run of the app: a core that is started again under it finds the same person signed in. */
  readonly appRun: string | undefined
  readonly now: () => number
  /** Who sits here, or whether they may act, has changed. */
  readonly changed: () => void
  /** That who sits here could not be kept for a core that is started again. */
  readonly onError: (error: unknown) => void
}

const FACT = 'desk'
const Saved = z.object({ run: z.string(), id: z.string(), locked: z.boolean() })

/** Who sits at this station: one person for all of its windows. */
export class Desk {
  readonly #options: DeskOptions
  /** Login of who is signed in; null: nobody. */
  #id: string | null = null
  #locked = false
  #since: number
  #lastHand: number
  #people: readonly Account[]
  /** Accounts were made once; when they are lost, nobody sits here until one is made anew on the machine. */
  #made: boolean

  constructor(options: DeskOptions) {
    this.#options = options
    this.#since = this.#lastHand = options.now()
    this.#people = listAccounts(options.db)
    this.#made = this.#people.length > 0 || accountsWereMade(options.db)
    this.#restore()
  }

  #restore(): void {
    const { db, appRun } = this.#options
    const saved = Saved.safeParse(parse(readFact(db, FACT)))
    if (!saved.success || appRun === undefined || saved.data.run !== appRun || this.#account(saved.data.id)?.disabled !== false) return
    this.#id = saved.data.id
    this.#locked = saved.data.locked
  }

  #account(id: string | null): Account | undefined {
    return this.#people.find((person) => person.id === id)
  }

  get state(): DeskState {
    if (!this.#made) return 'open'
    if (this.#id === null) return 'signed-out'
    return this.#locked ? 'locked' : 'signed-in'
  }

  /** Who sits here; null while nobody is signed in. While it is locked, who will come back. */
  get actor(): Actor | null {
    if (this.state === 'open') return this.#options.operator
    const account = this.#account(this.#id)
    return account ? actorOf(account) : null
  }

  /** Who acts now: refused with `locked` or `not-signed-in`. */
  acting(): Result<Actor> {
    const { actor, state } = this
    if (actor === null) return fail('not-signed-in', 'nobody is signed in at this console')
    return state === 'locked' ? fail('locked', 'the console is locked') : ok(actor)
  }

  head(): DeskHead {
    return {
      state: this.state,
      actor: this.actor,
      since: this.#since,
      language: this.#account(this.#id)?.language ?? null,
      lockAfter: this.#options.lockAfterMinutes,
      people: this.#people.filter((person) => !person.disabled).map(({ id, name }) => ({ id, name })),
    }
  }

  /** Accounts were changed; whoever was disabled is signed out. */
  async accountsChanged(): Promise<void> {
    // Whoever the settings named does not sit here any more once there are accounts.
    if (this.state === 'open') this.#options.claims.releaseAll(this.#options.operator)
    this.#people = listAccounts(this.#options.db)
    this.#made = true
    if (this.#id !== null && this.#account(this.#id)?.disabled !== false) await this.#leave('disabled')
    this.#options.changed()
  }

  /** Lets a person in whose PIN was checked; whoever sat here leaves. */
  async enter(account: Account): Promise<Result<null>> {
    const same = this.#id === account.id
    if (!same) await this.#leave('switched')
    const act = same && this.#locked ? 'unlocked' : 'signed-in'
    this.#set(account.id, false)
    // Whoever has the PIN is let in also where a full disk cannot record it: they can still look and call.
    await this.#options.audit(actorOf(account), act)
    return ok(null)
  }

  async carry(command: DeskCommand): Promise<Result<null>> {
    switch (command.type) {
      case 'desk.sign-in':
        return this.#signIn(command.login, command.pin)
      case 'desk.unlock':
        return this.#id === null ? fail('not-signed-in', 'nobody is signed in at this console') : this.#signIn(this.#id, command.pin)
      case 'desk.lock':
        return this.#lock('key')
      case 'desk.sign-out':
        if (this.state === 'open') return noAccounts()
        await this.#leave('key')
        return ok(null)
      case 'desk.active':
        this.touch()
        return ok(null)
    }
  }

  /** A hand was at the console. */
  touch(): void {
    if (!this.#locked) this.#lastHand = this.#options.now()
  }

  /** Locks a console at which no hand has been for so long. */
  tick(): void {
    const { lockAfterMinutes, now } = this.#options
    if (this.state === 'signed-in' && lockAfterMinutes > 0 && now() - this.#lastHand >= lockAfterMinutes * 60_000) void this.#lock('idle')
  }

  async #signIn(login: string, pin: string): Promise<Result<null>> {
    if (this.state === 'open') return noAccounts()
    const checked = await this.#options.pins.check(login, pin)
    return checked.ok ? this.enter(checked.value) : checked
  }

  async #lock(how: string): Promise<Result<null>> {
    const { actor, state } = this
    if (state === 'open') return noAccounts()
    if (actor === null || state === 'locked') return ok(null)
    // The console is covered at once; that it could not be recorded must not keep it open.
    this.#set(this.#id, true)
    return this.#options.audit(actor, 'locked', { detail: { how } })
  }

  async #leave(how: string): Promise<void> {
    const account = this.#id === null ? undefined : readAccount(this.#options.db, this.#id)
    if (!account) return
    this.#options.claims.releaseAll(actorOf(account))
    this.#set(null, false)
    await this.#options.audit(actorOf(account), 'signed-out', { detail: { how } })
  }

  #set(id: string | null, locked: boolean): void {
    const { db, appRun, now, changed, onError } = this.#options
    this.#id = id
    this.#locked = locked
    this.#since = this.#lastHand = now()
    changed()
    try {
      if (appRun !== undefined) writeFact(db, FACT, id === null ? '' : JSON.stringify({ run: appRun, id, locked }))
    } catch (error) {
      onError(error)
    }
  }
}

const noAccounts = () => fail('no-accounts', 'no account was made yet: the administrator page makes the first')

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
