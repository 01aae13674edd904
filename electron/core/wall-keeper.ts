import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue } from '../contract/messages.ts'
import { wallKey, type WallItem } from '../contract/wall.ts'
import { offerAlarm } from '../domain/wall-attention.ts'
import { BUILT_IN_SCENES } from '../domain/wall-built-in.ts'
import type { WallCommand } from '../domain/wall-command.ts'
import { decideWall } from '../domain/wall-decide.ts'
import type { WallFacts, WallRefusal } from '../domain/wall-facts.ts'
import { readScene } from '../domain/wall-scene.ts'
import { readWall, Salvo, Tour, type Offer, type WallRepertoire } from '../domain/wall-state.ts'
import { passTime, wallDueAt } from '../domain/wall-tour.ts'
import type { WriteHandle } from '../store/database.ts'
import { dropFact, factsUnder, readFact, writeFact } from '../store/facts.ts'

/** Where the wall stands in the facts: its state, and one fact for each named thing. */
const STATE = 'wall'
const ITEM = 'wall/'
/** Node's timers hold no more, ms. */
const LONGEST = 2 ** 31 - 1

export interface WallKeeperOptions {
  readonly db: WriteHandle
  readonly now: () => number
  readonly changed: () => void
  /** Told of kept things that can't be read any more; they stay in the database. */
  readonly onUnreadable: (fact: string, why: string) => void
}

/** Keeps the wall: carries out its commands, lets its tours go on, and writes every change down before it is told. */
export class WallKeeper {
  readonly #options: WallKeeperOptions
  #facts: WallFacts
  #rows: Readonly<Record<string, WallItem>>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: WallKeeperOptions) {
    this.#options = options
    this.#facts = { wall: readWall(parse(readFact(options.db, STATE))), repertoire: readRepertoire(options) }
    this.#rows = rowsOf(this.#facts.repertoire)
    this.#wait()
  }

  get wall(): WallFacts['wall'] {
    return this.#facts.wall
  }

  /** Named scenes (the built-in first), tours and salvos, by {@link wallKey}. */
  get rows(): Readonly<Record<string, WallItem>> {
    return this.#rows
  }

  command(command: WallCommand, by: { readonly id: string; readonly name: string }): Result<CommandValue> {
    const decided = decideWall(this.#facts, command, { by: { id: by.id, name: by.name }, now: this.#options.now() })
    if (!decided.ok) return refusal(decided.refusal)
    this.#take(decided)
    return ok({ caseId: null, number: null, eventIds: [] })
  }

  /** Takes an alarm up by the rules of attention. */
  offer(offer: Offer): void {
    this.#take({ ...this.#facts, wall: offerAlarm(this.#facts.wall, offer, this.#options.now()) })
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #take(next: WallFacts): void {
    const { wall, repertoire } = this.#facts
    if (next.wall === wall && next.repertoire === repertoire) return
    if (next.wall !== wall) writeFact(this.#options.db, STATE, JSON.stringify(next.wall))
    if (next.repertoire !== repertoire) {
      const rows = rowsOf(next.repertoire)
      this.#writeItems(rows)
      this.#rows = rows
    }
    this.#facts = { wall: next.wall, repertoire: next.repertoire }
    this.#options.changed()
    this.#wait()
  }

  #writeItems(next: Readonly<Record<string, WallItem>>): void {
    for (const [key, item] of Object.entries(next)) {
      if (JSON.stringify(item) !== JSON.stringify(this.#rows[key])) writeFact(this.#options.db, ITEM + key, JSON.stringify(valueOf(item)))
    }
    for (const key of Object.keys(this.#rows)) if (!(key in next)) dropFact(this.#options.db, ITEM + key)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    const due = wallDueAt(this.#facts.wall)
    if (due === Infinity) return
    this.#timer = setTimeout(() => this.#pass(), Math.min(LONGEST, Math.max(0, due - this.#options.now())))
    this.#timer.unref()
  }

  #pass(): void {
    const wall = passTime(this.#facts.wall, this.#facts.repertoire, this.#options.now())
    if (wall === this.#facts.wall) this.#wait()
    else this.#take({ ...this.#facts, wall })
  }
}

const valueOf = (item: WallItem): unknown => (item.what === 'scene' ? item.scene : item.what === 'tour' ? item.tour : item.salvo)

function rowsOf({ scenes, tours, salvos }: WallRepertoire): Record<string, WallItem> {
  return Object.fromEntries([
    ...[...scenes.values()].map((scene): [string, WallItem] => [wallKey('scene', scene.id), { what: 'scene', scene }]),
    ...[...tours.values()].map((tour): [string, WallItem] => [wallKey('tour', tour.id), { what: 'tour', tour }]),
    ...[...salvos.values()].map((salvo): [string, WallItem] => [wallKey('salvo', salvo.id), { what: 'salvo', salvo }]),
  ])
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function readRepertoire({ db, onUnreadable }: WallKeeperOptions): WallRepertoire {
  const scenes = new Map(Object.values(BUILT_IN_SCENES).map((scene) => [scene.id as string, scene]))
  const tours = new Map<string, Tour>()
  const salvos = new Map<string, Salvo>()
  for (const { name, value } of factsUnder(db, ITEM)) {
    const kept = parse(value)
    if (name.startsWith(`${ITEM}scene/`)) {
      const read = readScene(kept)
      if (read.ok) scenes.set(read.scene.id, read.scene)
      else onUnreadable(name, read.fault.message)
      continue
    }
    const tour = name.startsWith(`${ITEM}tour/`) ? Tour.safeParse(kept) : undefined
    const salvo = name.startsWith(`${ITEM}salvo/`) ? Salvo.safeParse(kept) : undefined
    if (tour?.success) tours.set(tour.data.id, tour.data)
    else if (salvo?.success) salvos.set(salvo.data.id, salvo.data)
    else onUnreadable(name, 'it is malformed')
  }
  return { scenes, tours, salvos }
}

function refusal(why: WallRefusal): Result<never> {
  switch (why.code) {
    case 'held':
      return fail('screen-held', `display ${why.display} is locked by ${why.by}`, { params: { display: why.display, by: why.by } })
    case 'unknown':
      return fail('not-on-wall', `there is no ${why.what} ${why.id}`, { params: { what: why.what, id: why.id } })
    case 'built-in':
      return fail('built-in-scene', `the scene ${why.id} is built in`)
    case 'too-many':
      return fail('too-many-scenes', `there are ${why.max} already`, { params: { max: String(why.max) } })
    case 'in-use':
      return fail('scene-in-use', `the tour ${why.tour} shows it`, { params: { tour: why.tour } })
    case 'bad-scene':
      return fail('bad-scene', `the scene can't be used: ${why.fault.message}`, { where: why.fault.where, params: { where: why.fault.where } })
  }
}
