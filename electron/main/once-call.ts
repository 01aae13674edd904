import type { CallAction, CallBoard, CallRow } from '../contract/call.ts'
import { Dialled, Measured } from '../contract/call.ts'
import type { Result } from '../contract/error.ts'
import type { Department } from '../contract/case-terms.ts'
import type { DemoAnswer } from './ipc/demo-voice.ts'

/** What `--once` writes of its call. Frequencies in Hz: what the far end says it sent, what was heard, what the recording holds. */
export interface OnceCall {
  readonly establishedMs: number | null
  readonly sentHz: number | null
  readonly heardHz: number | null
  readonly recordedHz: number | null
}

export interface CallWorld {
  readonly act: (action: CallAction) => Promise<Result<unknown>>
  readonly board: () => CallBoard | undefined
  /** What the far end said of the call to this number that it answered last. */
  readonly answered: (dialled: string) => DemoAnswer | undefined
  /** The case's calls as core has them. */
  readonly calls: () => readonly CallRow[]
  /** Decodes a recording; its strongest frequency on the other side's channel. */
  readonly recordedHz: (callId: string) => Promise<number | null>
}

/** The line must be ready, the call answered, and the recording whole, within this each, ms. */
const WAIT_MS = 20_000
/** How long the tone is listened to at most, ms. */
const LISTEN_MS = 10_000
const LOOK_MS = 100
const TALK_MS = 2_500
/** Two looks that agree within this are a tone, Hz; quieter than this, from 0 to 1, is none. */
const SAME_HZ = 12
const AUDIBLE = 0.02

/** Calls a department from a case, listens, hangs up, and reads the recording. `why` says what did not happen. */
export async function placeCall(caseId: string, department: Department, world: CallWorld): Promise<{ call: OnceCall; why: string | undefined }> {
  const call = { establishedMs: null as number | null, sentHz: null as number | null, heardHz: null as number | null, recordedHz: null as number | null }
  const failed = (why: string): { call: OnceCall; why: string } => ({ call, why: `the demo call: ${why}` })
  if (!(await within(WAIT_MS, () => world.board()?.line.state === 'ready'))) return failed(`the line is ${world.board()?.line.state ?? 'not there'} ${world.board()?.line.detail ?? ''}`)
  const dialled = await world.act({ do: 'dial', caseId, party: { department: department.id, name: department.shortName, nameEn: department.nameEn }, numbers: [department.phone] })
  if (!dialled.ok) return failed(dialled.error.message)
  const { callId } = Dialled.parse(dialled.value)
  const live = () => world.board()?.calls.find((c) => c.id === callId)
  await within(WAIT_MS, () => live()?.state === 'talking' || live()?.state === 'ended')
  const talking = live()
  if (talking?.state !== 'talking' || talking.answeredAt === null) return failed(`nobody answered: ${talking?.why ?? talking?.state ?? 'gone'}`)
  call.establishedMs = talking.answeredAt - talking.begunAt
  call.heardHz = await listen(callId, world)
  // So that the recording is of several pieces.
  await pause(Math.max(0, talking.answeredAt + TALK_MS - Date.now()))
  call.sentHz = world.answered(department.phone)?.sentHz ?? null
  await world.act({ do: 'hang-up', callId })
  if (!(await within(WAIT_MS, () => world.calls().some((c) => c.id === callId && c.recording !== null)))) return failed('the recording is not on the case')
  call.recordedHz = await world.recordedHz(callId)
  const wrong = [call.heardHz, call.recordedHz].some((hz) => hz === null || call.sentHz === null || Math.abs(hz - call.sentHz) > SAME_HZ)
  return wrong ? failed(`sent ${call.sentHz} Hz, heard ${call.heardHz} Hz, recorded ${call.recordedHz} Hz`) : { call, why: undefined }
}

/** The tone, once two looks in a row agree on it; else the loudest that was heard. */
async function listen(callId: string, { act }: CallWorld): Promise<number | null> {
  let before: number | null = null
  for (const end = Date.now() + LISTEN_MS; Date.now() < end; await pause(LOOK_MS)) {
    const answer = await act({ do: 'measure', callId })
    const now = answer.ok ? Measured.parse(answer.value) : undefined
    const hz = now && now.hz !== null && now.level >= AUDIBLE ? now.hz : null
    if (hz !== null && before !== null && Math.abs(hz - before) <= SAME_HZ) return Math.round(hz)
    before = hz
  }
  return before === null ? null : Math.round(before)
}

async function within(ms: number, so: () => boolean): Promise<boolean> {
  for (const end = Date.now() + ms; !so(); await pause(50)) if (Date.now() > end) return false
  return true
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
