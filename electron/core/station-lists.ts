import { z } from 'zod'
import { CallPlan, MAX_CALL_PLANS } from '../contract/call-plan.ts'
import type { DutyCommand } from '../contract/duty.ts'
import { MAX_PHRASES, OwnPhrase } from '../contract/phrase.ts'
import { MAX_SAVED_VIEWS, SavedView } from '../contract/saved-view.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { WriteHandle } from '../store/database.ts'
import { readFact, writeFact } from '../store/facts.ts'

const VIEWS = 'saved-views'
const PHRASES = 'phrases'
const CALL_PLANS = 'call-plans'

/** Commands that change one of the lists. */
export type ListCommand = Extract<DutyCommand, { type: `view.${string}` | `phrase.${string}` | `call-plan.${string}` }>

/** What the station keeps for its people: the queues that people named, the phrases that they wrote, whom they call together. Small lists, each a fact of the database. */
export class StationLists {
  readonly #db: WriteHandle

  constructor(db: WriteHandle) {
    this.#db = db
  }

  /** In the order in which they were first saved. */
  savedViews(): readonly SavedView[] {
    return this.#read(VIEWS, SavedView)
  }

  /** In the order in which they were first saved. */
  phrases(): readonly OwnPhrase[] {
    return this.#read(PHRASES, OwnPhrase)
  }

  /** In the order in which they were first saved. */
  callPlans(): readonly CallPlan[] {
    return this.#read(CALL_PLANS, CallPlan)
  }

  /** Carries out a command; refuses what the bound forbids and what is not there. */
  carryOut(command: ListCommand): Result<null> {
    switch (command.type) {
      case 'view.save':
        return this.#saveView(command.view)
      case 'view.delete':
        return this.#drop(VIEWS, SavedView, command.id)
      case 'phrase.save':
        return this.#savePhrase(command.phrase)
      case 'phrase.delete':
        return this.#drop(PHRASES, OwnPhrase, command.id)
      case 'call-plan.save':
        return this.#saveCallPlan(command.plan)
      case 'call-plan.delete':
        return this.#drop(CALL_PLANS, CallPlan, command.id)
    }
  }

  #saveView(view: SavedView): Result<null> {
    const before = this.savedViews()
    const known = before.some((each) => each.id === view.id)
    const others = before.filter((each) => each.id === view.id || each.name !== view.name).map((each) => (view.digit !== null && each.digit === view.digit ? { ...each, digit: null } : each))
    const after = known ? others.map((each) => (each.id === view.id ? view : each)) : [...others, view]
    if (after.length > MAX_SAVED_VIEWS) return fail('list-full', `a station keeps ${MAX_SAVED_VIEWS} saved views`, { params: { max: String(MAX_SAVED_VIEWS) } })
    return this.#write(VIEWS, after)
  }

  #savePhrase(phrase: OwnPhrase): Result<null> {
    const before = this.phrases()
    const known = before.some((each) => each.id === phrase.id)
    if (!known && before.length >= MAX_PHRASES) return fail('list-full', `a station keeps ${MAX_PHRASES} phrases of its own`, { params: { max: String(MAX_PHRASES) } })
    return this.#write(PHRASES, known ? before.map((each) => (each.id === phrase.id ? phrase : each)) : [...before, phrase])
  }

  #saveCallPlan(plan: CallPlan): Result<null> {
    const others = this.callPlans().filter((each) => each.id === plan.id || each.name !== plan.name)
    const after = others.some((each) => each.id === plan.id) ? others.map((each) => (each.id === plan.id ? plan : each)) : [...others, plan]
    if (after.length > MAX_CALL_PLANS) return fail('list-full', `a station keeps ${MAX_CALL_PLANS} call plans`, { params: { max: String(MAX_CALL_PLANS) } })
    return this.#write(CALL_PLANS, after)
  }

  #drop<T extends { readonly id: string }>(name: string, schema: z.ZodType<T>, id: string): Result<null> {
    const before = this.#read(name, schema)
    const after = before.filter((each) => each.id !== id)
    return after.length === before.length ? fail('not-found', `nothing is kept under ${id}`, { where: 'id', params: { id } }) : this.#write(name, after)
  }

  /** What cannot be read any more is left out, entry by entry. */
  #read<T>(name: string, schema: z.ZodType<T>): readonly T[] {
    const list = z.array(z.unknown()).safeParse(jsonOf(readFact(this.#db, name)))
    return (list.data ?? []).flatMap((each) => schema.safeParse(each).data ?? [])
  }

  #write(name: string, list: readonly unknown[]): Result<null> {
    writeFact(this.#db, name, JSON.stringify(list))
    return ok(null)
  }
}

const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return []
  }
}
