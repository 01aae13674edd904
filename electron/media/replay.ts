import type { ReplayAct, ReplayState } from '../contract/media-review.ts'
import { PictureDecoder } from './picture-decoder.ts'
import type { GroupCoding, UnitGroup } from './unit-ring.ts'
import type { SessionUnit, Watcher } from './watcher.ts'

type Moment = { unit: SessionUnit; group: UnitGroup; at: number }

/** The longest wait between two pictures, ms: a gap in what is kept is not sat through. */
const LONGEST_WAIT = 1_000
/** How soon a window that is full is tried again, ms. */
const RETRY = 20

/**
 * One watcher's look back at what was kept of a camera when it began. It decodes nothing ahead:
 * pictures before the wanted one that it needs are sent as hidden. Ends by itself at the end, paused.
 */
export class Replay {
  readonly #moments: readonly Moment[]
  readonly #watcher: Watcher
  readonly #onState: (state: ReplayState) => void
  #index = -1
  #rate = 1
  #ended = false
  /** Units on their way to the wanted picture, the last of which is it. */
  #queue: Moment[] = []
  #timer: NodeJS.Timeout | null = null
  #decoder: { run: symbol; decoder: PictureDecoder } | null = null
  #coding: GroupCoding | null = null
  #closed = false

  constructor(groups: readonly UnitGroup[], watcher: Watcher, onState: (state: ReplayState) => void) {
    this.#moments = groups.flatMap((group) => group.units.map((unit, at) => ({ unit, group, at })))
    this.#watcher = watcher
    this.#onState = onState
  }

  /** False where nothing is kept. */
  get possible(): boolean {
    return this.#moments.length > 0
  }

  act(act: Exclude<ReplayAct, { do: 'live' }>): void {
    const now = this.#moments[this.#index]?.unit.receivedAt ?? this.#last
    switch (act.do) {
      case 'start':
        this.#rate = 1
        return this.#to(this.#indexAt(this.#last - act.backMs))
      case 'rate':
        this.#rate = act.rate
        if (this.#ended && act.rate > 0) return this.#to(0)
        this.#tell()
        return this.#schedule()
      case 'step':
        this.#rate = 0
        return this.#to(this.#index + act.pictures)
      case 'seek':
        return this.#to(this.#indexAt(now + act.byMs))
    }
  }

  close(): void {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    void this.#decoder?.decoder.close()
  }

  get #last(): number {
    return this.#moments.at(-1)?.unit.receivedAt ?? 0
  }

  #indexAt(time: number): number {
    const found = this.#moments.findIndex(({ unit }) => unit.receivedAt >= time)
    return found < 0 ? this.#moments.length - 1 : found
  }

  /** Goes to a picture: straight on from the one before, else by way of its key picture. */
  #to(wanted: number): void {
    const index = Math.max(0, Math.min(this.#moments.length - 1, wanted))
    const moment = this.#moments[index]
    if (!moment) return
    const onwards = index > this.#index && this.#queue.length === 0 && moment.group === this.#moments[this.#index]?.group
    const first = onwards ? this.#index + 1 : index - moment.at
    this.#queue = this.#moments.slice(first, index + 1)
    this.#index = index
    this.#ended = index === this.#moments.length - 1
    if (!onwards) this.#watcher.restart()
    this.#tell()
    this.#send()
  }

  #send(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    while (this.#queue[0] && !this.#closed) {
      const moment = this.#queue[0]
      this.#configure(moment.group)
      if (!this.#offer(moment, this.#queue.length > 1)) {
        this.#timer = setTimeout(() => this.#send(), RETRY)
        return
      }
      this.#queue.shift()
    }
    this.#schedule()
  }

  #offer({ unit }: Moment, hidden: boolean): boolean {
    if (!this.#decoder) return this.#watcher.replayUnit(unit, hidden)
    this.#decoder.decoder.want(this.#watcher.tile)
    this.#decoder.decoder.offer(unit)
    return true
  }

  #configure({ coding }: UnitGroup): void {
    const same = this.#coding && this.#coding.run === coding.run && this.#coding.width === coding.width && this.#coding.height === coding.height
    if (same) return
    this.#coding = coding
    void this.#decoder?.decoder.close()
    this.#decoder = coding.decoded === 'media' ? { run: coding.run, decoder: this.#makeDecoder(coding) } : null
    const { codec, decoded, width, height, stream } = coding
    this.#watcher.replayConfig({ codec, decoded, width, height, stream })
  }

  #makeDecoder({ coding }: GroupCoding): PictureDecoder {
    return new PictureDecoder(coding, { size: () => undefined, picture: (picture) => !this.#closed && this.#watcher.replayPicture(picture) }, Number.POSITIVE_INFINITY)
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#closed || this.#rate === 0 || this.#queue.length > 0) return
    const [now, next] = [this.#moments[this.#index], this.#moments[this.#index + 1]]
    if (!now || !next) {
      this.#rate = 0
      return this.#tell()
    }
    const between = now.group.coding.run === next.group.coding.run ? (next.unit.ptsUs - now.unit.ptsUs) / 1_000 : next.unit.receivedAt - now.unit.receivedAt
    this.#timer = setTimeout(() => this.#to(this.#index + 1), Math.max(0, Math.min(LONGEST_WAIT, between)) / this.#rate)
  }

  #tell(): void {
    const from = this.#moments[0]?.unit.receivedAt ?? 0
    this.#onState({ from, to: this.#last, at: this.#moments[this.#index]?.unit.receivedAt ?? from, rate: this.#rate, ended: this.#ended })
  }
}
