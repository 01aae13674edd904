import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { WindowFact } from '../contract/bridge.ts'
import type { Result } from '../contract/error.ts'
import type { Command, CommandValue } from '../contract/messages.ts'
import type { CatalogHead } from '../contract/views.ts'
import type { Department } from '../contract/case-terms.ts'
import type { DemoAnswer } from './ipc/demo-voice.ts'
import type { OnceCall } from './once-call.ts'

/** What `--once` writes. Times are ms since the process started. */
export interface OnceReport {
  readonly electron: string
  readonly runtime: 'official' | 'fallback' | 'env'
  readonly displays: number
  readonly windows: number
  /** Tiles: `live` with five different pictures a second or more, `marked` with fewer and a mark that says so. */
  readonly cameras: { readonly city: number; readonly shown: number; readonly live: number; readonly marked: number }
  readonly cases: number
  readonly loop: { readonly caseId: string | null; readonly stages: readonly string[] }
  /** A call from the case to its department; null where the demo has no telephone. */
  readonly call: OnceCall | null
  readonly readyMs: number | null
  readonly firstPictureMs: number | null
  /** What did not happen; empty when all did. */
  readonly missing: readonly string[]
}

/** What the watcher of a once-run sees of the app. */
export interface OnceWorld {
  readonly now: () => number
  /** Ms since the process started. */
  readonly sinceStart: () => number
  readonly windows: () => readonly { readonly id: string; readonly onItsDisplay: boolean }[]
  readonly displays: () => number
  readonly catalog: () => CatalogHead | undefined
  readonly cameras: () => number
  readonly cases: () => number
  /** The demo city is still being given its cases. */
  readonly filling: () => boolean
  /** Tells every stage that the case's view shows from now on. */
  readonly follow: (caseId: string, onStage: (stage: string) => void) => void
  readonly command: (command: Command) => Promise<Result<unknown>>
  /** Calls a department from a case; undefined where the demo has no telephone. */
  readonly call: ((caseId: string, department: Department, answered: (dialled: string) => DemoAnswer | undefined) => Promise<{ call: OnceCall; why: string | undefined }>) | undefined
  readonly electron: string
  readonly runtime: OnceReport['runtime']
}

/** A tile is live when it shows at least so many different pictures a second. */
const LIVE_RATE = 5
/** A tile says on its picture that it stands still when that is older, ms. */
const FROZEN_MS = 1_000
/** All of it must have happened by then, ms. */
const DEADLINE_MS = 120_000
/** The picture is taken by whoever started us within this, ms. */
const PICTURE_MS = 30_000
const STEP_MS = 200
const SETTLE_MS = 1_500
/** A step's stage must be seen in the case's view within this, ms. */
const VIEW_MS = 5_000

interface TileHistory {
  readonly first: { readonly at: number; readonly pictures: number }
  rate: number
  marked: boolean
}

/** Gathers the facts that windows report, runs one case round the loop, and says what did not happen. */
export class Once {
  readonly #world: OnceWorld
  readonly #ready = new Set<string>()
  readonly #painted = new Set<string>()
  readonly #tiles = new Map<string, TileHistory>()
  readonly #answered = new Map<string, DemoAnswer>()
  #firstPictureMs: number | null = null
  #readyMs: number | null = null

  constructor(world: OnceWorld) {
    this.#world = world
  }

  fact(windowId: string, fact: WindowFact): void {
    switch (fact.fact) {
      case 'ready':
        this.#ready.add(windowId)
        return
      case 'map-painted':
        this.#painted.add(windowId)
        return
      case 'first-picture':
        this.#firstPictureMs ??= this.#world.sinceStart()
        return
      case 'tiles':
        for (const tile of fact.tiles) this.#tile(`${windowId}/${tile.cameraId}`, tile.pictures, tile.state !== 'live' || tile.slowed || (tile.ageMs ?? 0) > FROZEN_MS)
        return
      case 'scene':
      case 'error':
        return
    }
  }

  /** The demo's far end answered a call. */
  demoAnswered(call: DemoAnswer): void {
    this.#answered.set(call.dialled, call)
  }

  /** Waits for everything, takes one case round the loop, has the picture taken; answers the report. */
  async run(picture: boolean): Promise<OnceReport> {
    const until = this.#world.now() + DEADLINE_MS
    while (this.#world.now() < until && this.#waitingFor().length > 0) await pause()
    if (this.#waitingFor().length === 0) this.#readyMs = this.#world.sinceStart()
    const loop = await this.#loop()
    const called = await this.#call(loop.caseId)
    // The windows draw what they were just told before anybody takes a picture of them.
    await pause(SETTLE_MS)
    const taken = picture ? await takePicture() : true
    const missing = [...this.#waitingFor(), ...(loop.stages.at(-1) === 'followed-up' ? [] : [`the case stopped at ${loop.stages.at(-1) ?? 'nothing'}${loop.why}`]), ...(called.why === undefined ? [] : [called.why]), ...(taken ? [] : ['no picture of the screens was taken'])]
    const tiles = [...this.#tiles.values()]
    return {
      electron: this.#world.electron,
      runtime: this.#world.runtime,
      displays: this.#world.displays(),
      windows: this.#world.windows().length,
      cameras: { city: this.#world.cameras(), shown: tiles.length, live: tiles.filter((t) => t.rate >= LIVE_RATE).length, marked: tiles.filter((t) => t.rate < LIVE_RATE && t.marked).length },
      cases: this.#world.cases(),
      loop: { caseId: loop.caseId, stages: loop.stages },
      call: called.call,
      readyMs: this.#readyMs,
      firstPictureMs: this.#firstPictureMs,
      missing,
    }
  }

  #tile(key: string, pictures: number, marked: boolean): void {
    const at = this.#world.now()
    const known = this.#tiles.get(key)
    if (!known || pictures < known.first.pictures) {
      this.#tiles.set(key, { first: { at, pictures }, rate: 0, marked })
      return
    }
    known.marked = marked
    if (at > known.first.at) known.rate = ((pictures - known.first.pictures) * 1000) / (at - known.first.at)
  }

  #waitingFor(): string[] {
    const windows = this.#world.windows()
    const unready = windows.filter((w) => !this.#ready.has(w.id)).map((w) => `the window ${w.id} is not ready`)
    const misplaced = windows.filter((w) => !w.onItsDisplay).map((w) => `the window ${w.id} is not on its display`)
    const dark = [...this.#tiles].filter(([, t]) => t.rate < LIVE_RATE && !t.marked).map(([key, t]) => `the tile ${key} shows ${t.rate.toFixed(1)} pictures a second and is not marked`)
    return [
      ...(windows.length === 0 ? ['no window is there'] : []),
      ...unready,
      ...misplaced,
      ...(this.#world.filling() ? ['the demo city is not filled'] : []),
      ...(this.#painted.size === 0 ? ['no map was painted'] : []),
      ...(this.#tiles.size === 0 && this.#world.cameras() > 0 ? ['no camera tile is shown'] : []),
      ...dark,
    ]
  }

  async #call(caseId: string | null): Promise<{ call: OnceCall | null; why: string | undefined }> {
    const catalog = this.#world.catalog()
    const id = catalog?.codes.event[0]?.subClasses[0]?.department
    const department = catalog?.departments.find((d) => d.id === id) ?? catalog?.departments[0]
    if (this.#world.call === undefined) return { call: null, why: undefined }
    if (caseId === null || !department) return { call: null, why: 'no call was placed: there is no case or no department' }
    return this.#world.call(caseId, department, (dialled) => this.#answered.get(dialled))
  }

  async #loop(): Promise<{ caseId: string | null; stages: string[]; why: string }> {
    const stages: string[] = []
    const catalog = this.#world.catalog()
    const subClass = catalog?.codes.event[0]?.subClasses[0]
    if (!catalog || !subClass) return { caseId: null, stages, why: ': the catalog did not come' }
    const [lng, lat] = catalog.city.centre
    const report: Command = {
      type: 'case.report',
      report: { kind: 'event', subClass: subClass.code, description: `开机自检：${subClass.name}，全流程走通一次`, at: [lng, lat], place: '指挥大厅自检', grid: null, component: null, source: 'api', reporter: {} },
    }
    const reported = await this.#world.command(report)
    if (!reported.ok) return { caseId: null, stages, why: `: ${reported.error.message}` }
    const caseId = caseIdOf(reported.value)
    if (caseId === null) return { caseId, stages, why: ': core named no case' }
    await this.#world.command({ type: 'select.case', caseId })
    const steps: Command[] = [
      { type: 'case.accept', caseId, note: '' }, { type: 'case.file', caseId, note: '' }, { type: 'case.dispatch', caseId, note: '', assist: [] }, { type: 'case.handle', caseId, note: '' },
      { type: 'case.check', caseId, note: '', passed: true }, { type: 'case.close', caseId, note: '' }, { type: 'case.follow-up', caseId, note: '', satisfaction: 'satisfied' },
    ]
    this.#world.follow(caseId, (stage) => stage !== stages.at(-1) && stages.push(stage))
    await seen(() => stages.length === 1)
    for (const [i, step] of steps.entries()) {
      const done = await this.#world.command(step)
      if (!done.ok) return { caseId, stages, why: `: ${step.type} was refused, ${done.error.message}` }
      await seen(() => stages.length === i + 2)
    }
    return { caseId, stages, why: '' }
  }
}

const caseIdOf = (value: unknown): string | null => (isCommandValue(value) ? value.caseId : null)

const isCommandValue = (value: unknown): value is CommandValue => typeof value === 'object' && value !== null && 'caseId' in value

/** Waits, within a bound, until a view has shown what a command did. */
async function seen(shown: () => boolean): Promise<void> {
  for (const end = Date.now() + VIEW_MS; !shown() && Date.now() < end; ) await pause(20)
}

const pause = (ms = STEP_MS): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Tells whoever started us that the screens are ready, and waits for the word that the picture is taken. */
async function takePicture(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin })
  const answered = new Promise<boolean>((resolve) => {
    lines.on('line', (line) => {
      if (line.trim() === 'picture-taken') resolve(true)
    })
    setTimeout(() => resolve(false), PICTURE_MS)
  })
  process.stdout.write('WUFENG-ONCE-READY\n')
  const taken = await answered
  lines.close()
  return taken
}

/** Writes the report to a file, if one is named, and to standard output. */
export function writeReport(report: OnceReport, file: string | undefined): void {
  const text = JSON.stringify(report, null, 2)
  process.stdout.write(`${text}\n`)
  if (file === undefined) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${text}\n`)
}
