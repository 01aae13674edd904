import type { Keyed } from '../contract/keyed.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import { CLAIM_MS, type Claim } from '../domain/claim.ts'
import type { Actor } from '../domain/role.ts'

/** Claims that stand at a time; more are refused. */
const MAX_CLAIMS = 5_000

const refused = ({ by, since }: Claim) =>
  fail('claimed', `${by.name} works on this case since ${new Date(since).toISOString()}: take it over, or leave it to them`, { params: { id: by.id, name: by.name, since: String(since) } })

export interface ClaimsOptions {
  readonly now: () => number
  /** A claim was made, taken over, released or ran out. */
  readonly changed: () => void
}

/** 认领: who works on which case. State of the station, gone when core ends; each claim runs out by itself. */
export class Claims {
  readonly #claims = new Map<string, Claim>()
  readonly #now: () => number
  readonly #changed: () => void

  constructor({ now, changed }: ClaimsOptions) {
    this.#now = now
    this.#changed = changed
  }

  /** Who works on a case now. */
  of(caseId: string): Claim | undefined {
    const claim = this.#claims.get(caseId)
    return claim && claim.until > this.#now() ? claim : undefined
  }

  /** Refuses with `claimed` when somebody else works on the case. */
  check(caseId: string, actor: Actor): Result<null> {
    const claim = this.of(caseId)
    return claim && claim.by.id !== actor.id ? refused(claim) : ok(null)
  }

  /** Claims a case or holds on to it; `over` takes it from whoever had it. Answers whom it was taken from. */
  take(caseId: string, actor: Actor, over: boolean): Result<Claim | undefined> {
    const now = this.#now()
    const held = this.of(caseId)
    const others = held !== undefined && held.by.id !== actor.id
    if (others && !over) return refused(held)
    if (!held && this.#claims.size >= MAX_CLAIMS) this.sweep()
    if (!held && this.#claims.size >= MAX_CLAIMS) return fail('too-many', `${MAX_CLAIMS} cases are claimed already`)
    this.#claims.set(caseId, { caseId, by: { id: actor.id, name: actor.name }, since: held && !others ? held.since : now, until: now + CLAIM_MS })
    this.#changed()
    return ok(others ? held : undefined)
  }

  /** Lets go of a case, if this person had it. */
  release(caseId: string, actor: Actor): void {
    if (this.#claims.get(caseId)?.by.id === actor.id && this.#claims.delete(caseId)) this.#changed()
  }

  /** Lets go of all that a person had. */
  releaseAll(actor: Actor): void {
    for (const claim of [...this.#claims.values()]) if (claim.by.id === actor.id) this.release(claim.caseId, actor)
  }

  /** Forgets claims that have run out. */
  sweep(): void {
    const now = this.#now()
    const out = [...this.#claims.values()].filter((claim) => claim.until <= now)
    for (const { caseId } of out) this.#claims.delete(caseId)
    if (out.length > 0) this.#changed()
  }

  /** All that stand now, the oldest first. */
  all(): Claim[] {
    const now = this.#now()
    return [...this.#claims.values()].filter((claim) => claim.until > now).sort((a, b) => a.since - b.since)
  }

  view(): Keyed<Readonly<Record<string, never>>, Claim> {
    const claims = this.all()
    return { head: {}, rows: Object.fromEntries(claims.map((claim) => [claim.caseId, claim])), order: claims.map((claim) => claim.caseId) }
  }
}
