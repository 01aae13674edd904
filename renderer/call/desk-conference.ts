import { fail, ok, type Result } from '../../electron/contract/error.ts'
import type { AudioRoom } from './audio-room.ts'
import { CallGroup } from './call-group.ts'
import type { DeskCall } from './desk-call.ts'

/** Parties of a conference at most, besides us. */
const MAX_CONFERENCE = 8

const full = (): Result<never> => fail('conference-full', `a conference takes ${MAX_CONFERENCE} parties`, { params: { max: String(MAX_CONFERENCE) } })

/** Who of the desk's calls hears whom: the conference (会商), and the groups that are being called into it. */
export class DeskConference {
  readonly #room: Pick<AudioRoom, 'join'>
  readonly #calls: () => readonly DeskCall[]
  #groups: CallGroup[] = []

  constructor(room: Pick<AudioRoom, 'join'>, calls: () => readonly DeskCall[]) {
    this.#room = room
    this.#calls = calls
  }

  /** Joins every call that is answered; `silent`: without our voice. */
  merge(silent: boolean): Result<null> {
    const calls = this.#calls().filter((c) => c.talking)
    if (calls.length < 2) return fail('too-few', 'a conference takes two calls that are answered')
    if (calls.length > MAX_CONFERENCE) return full()
    this.#join(calls, silent)
    return ok(null)
  }

  /** Takes a call out; who is left alone in it is an ordinary call again. */
  part(call: DeskCall): void {
    for (const group of this.#groups) group.leave(call)
    if (call.live.joined) call.join(false)
    this.seat()
  }

  /** Whether so many more can be called together. */
  takes(members: number, mode: 'first' | 'all'): Result<null> {
    return mode === 'all' && this.#joined().length + members > MAX_CONFERENCE ? full() : ok(null)
  }

  /** A group that is called now: it tells who of it answered. */
  gather(mode: 'first' | 'all'): CallGroup {
    const group = new CallGroup(mode, (calls) => this.#joinGroup(calls))
    this.#groups = [...this.#groups.filter((each) => !each.over), group]
    return group
  }

  /** Lets those hear each other who are joined now. */
  seat(): void {
    const joined = this.#joined()
    if (joined.length === 1) for (const last of joined) last.join(false)
    this.#room.join(joined.length > 1 ? joined.map((c) => c.seat) : [])
  }

  #joined(): readonly DeskCall[] {
    return this.#calls().filter((c) => c.live.joined)
  }

  #join(calls: readonly DeskCall[], silent: boolean): void {
    for (const call of calls) {
      call.join(true)
      call.mute(silent)
      void call.hold(false)
    }
    this.seat()
  }

  /** Joins those of a group who answered with each other and with a conference that goes on, on hold whom it can't take any more; without our voice while we speak with somebody else. */
  #joinGroup(calls: readonly DeskCall[]): void {
    const all = new Set([...this.#joined(), ...calls])
    if (all.size < 2) return
    const silent = this.#calls().some((c) => c.talking && !all.has(c) && !c.live.held)
    for (const call of [...all].slice(MAX_CONFERENCE)) void call.hold(true)
    this.#join([...all].slice(0, MAX_CONFERENCE), silent)
  }
}
