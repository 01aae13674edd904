import { fail, ok, type Result } from '../contract/error.ts'
import type { Commander } from '../commands/commander.ts'
import { pinWait, type Account } from '../domain/account.ts'
import type { Actor } from '../domain/role.ts'
import { isPin } from '../platform/pin-hash.ts'
import { readAccount, readPin, writeWrong } from '../store/account-table.ts'
import type { WriteHandle } from '../store/database.ts'
import { auditFact } from './audit.ts'

/** Tries that wait for one another at most. */
const MAX_WAITING = 4

export interface PinGuardOptions {
  readonly db: WriteHandle
  readonly commander: Commander
  readonly newId: () => string
  readonly now: () => number
  /** Who is written down for a try of which nobody knows whose it was. */
  readonly station: Actor
}

/** Checks PINs one after the other. Wrong ones are recorded and slow the next try down, also over a restart. */
export class PinGuard {
  readonly #options: PinGuardOptions
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  /** Wrong tries in a row by account, and under '' those under names that nobody has: they count also where the disk is full. */
  readonly #tries = new Map<string, Tries>()

  constructor(options: PinGuardOptions) {
    this.#options = options
  }

  /** The account whose PIN this is. `pin-wrong`, or `pin-wait` with `seconds` until the next try counts; a disabled account is as one that is not there. */
  check(login: string, pin: string): Promise<Result<Account>> {
    if (this.#waiting >= MAX_WAITING) return Promise.resolve(fail('too-many', 'several PINs are being checked already'))
    this.#waiting += 1
    const done = this.#last.then(() => this.#check(login, pin)).finally(() => (this.#waiting -= 1))
    this.#last = done.catch(() => undefined)
    return done
  }

  /** A new PIN was set: what was tried against the old one does not count. */
  forget(id: string): void {
    this.#tries.delete(id)
  }

  async #check(login: string, pin: string): Promise<Result<Account>> {
    const { db, commander, now, station } = this.#options
    const account = readAccount(db, login)
    const kept = account && readPin(db, account.id)
    const { wrong, wrongAt } = later(this.#tries.get(account?.id ?? ''), kept)
    const left = wrongAt + pinWait(wrong) - now()
    // A clock that was set back must not shut anybody out for longer than the longest wait.
    if (left > 0 && left <= pinWait(wrong)) return waits(wrong, left)
    const right = await isPin(pin, kept?.pin)
    if (!right || !account || account.disabled) return this.#wrong(account, wrong + 1)
    this.#tries.set(account.id, { wrong: 0, wrongAt: now() })
    if (wrong > 0) await commander.record(() => {
      writeWrong(db, account.id, 0, 0)
      return ok([])
    }, station)
    return ok(account)
  }

  async #wrong(account: Account | undefined, wrong: number): Promise<Result<never>> {
    const { db, commander, newId, now, station } = this.#options
    const at = now()
    this.#tries.set(account?.id ?? '', { wrong, wrongAt: at })
    await commander.record(() => {
      if (account) writeWrong(db, account.id, wrong, at)
      return ok([auditFact(newId, at, 'pin-failed', { ...(account === undefined ? {} : { account: account.id }), detail: { wrong: String(wrong) } })])
    }, station)
    const wait = pinWait(wrong)
    return wait > 0 ? waits(wrong, wait) : fail('pin-wrong', 'the login or the PIN is not right')
  }
}

interface Tries {
  readonly wrong: number
  readonly wrongAt: number
}

/** What was noted last. */
const later = (memory: Tries | undefined, kept: Tries | undefined): Tries => (memory !== undefined && memory.wrongAt >= (kept?.wrongAt ?? 0) ? memory : (kept ?? { wrong: 0, wrongAt: 0 }))

const waits = (wrong: number, left: number) =>
  fail('pin-wait', `wrong ${wrong} times in a row: the next try counts in ${Math.ceil(left / 1000)} s`, { params: { seconds: String(Math.ceil(left / 1000)), wrong: String(wrong) } })
