import { join } from 'node:path'
import type { CallRow } from '../contract/call.ts'
import type { Department } from '../contract/case-terms.ts'
import type { Settings } from '../contract/settings.ts'
import type { CatalogHead } from '../contract/views.ts'
import type { AppArguments } from './app-arguments.ts'
import type { CoreLine } from './ipc/core-line.ts'
import type { DemoAnswer } from './ipc/demo-voice.ts'
import { toneOfRecording } from './ipc/recording-tone.ts'
import { Once } from './once.ts'
import { placeCall } from './once-call.ts'
import type { Voice } from './voice.ts'
import type { WindowSet } from './windows/window-set.ts'

/** What `--once` looks at and acts through. */
export interface OnceParts {
  readonly line: CoreLine
  readonly voice: Voice
  readonly windows: () => WindowSet | undefined
  readonly settings: Settings
  readonly dataDir: string
  readonly outDir: string
  readonly runtime: AppArguments['runtime']
  /** Ms since this process was started. */
  readonly sinceStart: () => number
}

/** Follows all that `--once` waits for; it runs when it is told to. */
export function prepareOnce(parts: OnceParts): Once {
  const { line, windows, settings, runtime, sinceStart } = parts
  let catalog: CatalogHead | undefined
  let cameras = 0
  let cases = 0
  let filling = true
  line.watch({ view: 'status' }, ({ head }) => (filling = head.simulator.filling))
  line.watch({ view: 'catalog' }, ({ head }) => (catalog = head))
  line.watch({ view: 'cameras' }, ({ order }) => (cameras = order.length))
  line.watch({ view: 'queue', lens: 'all', filter: {}, limit: 1 }, ({ head }) => (cases = head.total))
  return new Once({
    now: Date.now,
    sinceStart,
    windows: () => (windows()?.windows() ?? []).map(({ id, planned, window }) => ({ id, onItsDisplay: window.isVisible() && within(window.getBounds(), planned.bounds) })),
    displays: () => windows()?.displays().length ?? 0,
    catalog: () => catalog,
    cameras: () => cameras,
    cases: () => cases,
    filling: () => filling,
    follow: (caseId, onStage) => line.watch({ view: 'case', caseId }, ({ head }) => head.row && onStage(head.row.stage)),
    command: (command) => line.command(command),
    call: settings.demo && settings.voice.registrars.length === 0 ? (caseId, department, answered) => placeDemoCall(caseId, department, answered, parts) : undefined,
    electron: process.versions.electron,
    runtime,
  })
}

function placeDemoCall(caseId: string, department: Department, answered: (dialled: string) => DemoAnswer | undefined, { line, voice, outDir, dataDir }: OnceParts): ReturnType<typeof placeCall> {
  let calls: readonly CallRow[] = []
  line.watch({ view: 'calls', caseId, which: 'all', text: '', limit: 10 }, ({ rows }) => (calls = Object.values(rows)))
  return placeCall(caseId, department, {
    answered,
    act: (action) => voice.line.act(action),
    board: () => voice.line.board,
    calls: () => calls,
    recordedHz: (callId) => toneOfRecording(outDir, join(dataDir, 'recordings', `${callId}.webm`)),
  })
}

const within = (inner: Electron.Rectangle, outer: { x: number; y: number; width: number; height: number }): boolean => {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2]
  return x >= outer.x && x < outer.x + outer.width && y >= outer.y && y < outer.y + outer.height
}
