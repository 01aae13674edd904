import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { DeskAnswer, type CallAction, type CallBoard, type DeskRequest, type LiveCall } from '../../electron/contract/call.ts'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import { MAX_PRESENCE, PRESENCE_ASK_MS, type PresenceBoard } from '../../electron/contract/presence.ts'
import { onPort } from './port.ts'

/** An answer that took longer than this will not come, ms. */
const ANSWER_MS = 8_000
/** Requests that wait for an answer at most. */
const MAX_PENDING = 32

const board = createStore<{ readonly now: CallBoard | null }>(() => ({ now: null }))
const pending = new Map<number, (result: Result<unknown>) => void>()
let port: MessagePort | null = null
let nextId = 1

function settle(id: number, result: Result<unknown>): void {
  pending.get(id)?.(result)
  pending.delete(id)
}

function receive({ data }: MessageEvent<unknown>): void {
  const answer = DeskAnswer.safeParse(data)
  if (!answer.success) return
  switch (answer.data.op) {
    case 'board':
      return board.setState({ now: answer.data.board })
    case 'done':
      return settle(answer.data.id, ok(answer.data.value))
    case 'error':
      return settle(answer.data.id, { ok: false, error: answer.data.error })
  }
}

onPort('call', (given) => {
  port = given
  for (const id of [...pending.keys()]) settle(id, fail('no-line', 'the call window went away', { params: { state: 'off' } }))
  if (port) port.onmessage = receive
  else board.setState({ now: null })
})

/** Asks the call window of this console. */
export function askDesk(action: CallAction): Promise<Result<unknown>> {
  if (!port || pending.size >= MAX_PENDING) return Promise.resolve(fail('no-line', 'the call window is not there', { params: { state: 'off' } }))
  const id = nextId++
  const asked = new Promise<Result<unknown>>((resolve) => {
    const timer = setTimeout(() => settle(id, fail('no-line', 'no answer from the call window', { params: { state: 'off' } })), ANSWER_MS)
    pending.set(id, (result) => {
      clearTimeout(timer)
      resolve(result)
    })
  })
  port.postMessage({ op: 'do', id, action } satisfies DeskRequest)
  return asked
}

/** Everything that the call window holds; null while it is away. */
export const useCallBoard = (): CallBoard | null => useStore(board, (state) => state.now)

/** The calls of this console, the newest last. */
export const useLiveCalls = (): readonly LiveCall[] => useStore(board, (state) => state.now?.calls) ?? NONE
const NONE: readonly LiveCall[] = []

/** Whether numbers are in a call, as far as the server tells. */
export const usePresence = (): PresenceBoard => useStore(board, (state) => state.now?.presence) ?? NOBODY
const NOBODY: PresenceBoard = {}

/** Asks about numbers for as long as the component shows them. */
export function useWatchPresence(numbers: readonly string[]): void {
  const wanted = numbers.slice(0, MAX_PRESENCE).join(' ')
  const there = useStore(board, (state) => state.now !== null)
  useEffect(() => {
    if (wanted === '' || !there) return
    const ask = (): void => void askDesk({ do: 'watch-presence', numbers: wanted.split(' ') })
    ask()
    const timer = setInterval(ask, PRESENCE_ASK_MS)
    return () => clearInterval(timer)
  }, [wanted, there])
}

const waits = (call: LiveCall): boolean => call.direction === 'in' && call.state === 'ringing'

/** The call that a key means: the one that is spoken, else the last begun that is not over, else the caller who is next. */
export const currentCall = (calls: readonly LiveCall[]): LiveCall | undefined =>
  calls.findLast((call) => call.state === 'talking' && !call.held) ?? calls.findLast((call) => call.state !== 'ended' && !waits(call)) ?? nextWaiting(calls)

/** Callers that wait, in the order in which they are taken: the emergency line first, then who has waited longest. */
export const waitingCalls = (calls: readonly LiveCall[]): LiveCall[] => calls.filter(waits).sort((a, b) => Number(b.emergency) - Number(a.emergency) || a.begunAt - b.begunAt)

/** The caller who is next. */
export const nextWaiting = (calls: readonly LiveCall[]): LiveCall | undefined => waitingCalls(calls)[0]

/** Whether callers hear busy now. */
export const isUndisturbed = (): boolean => board.getState().now?.doNotDisturb ?? false

/** The calls as they are now, for a key's handler. */
export const liveCalls = (): readonly LiveCall[] => board.getState().now?.calls ?? NONE
