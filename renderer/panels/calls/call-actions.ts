import type { LiveCall } from '../../../electron/contract/call.ts'
import { liveCalls, nextWaiting } from '../../client/call-client.ts'
import type { Actions } from '../key-help/actions.ts'
import { chooseCall, chosenCall, otherCall } from './chosen-call.ts'
import { doCall } from './do-call.ts'

/** Speaks with a call of the dock: it is answered or taken back; in the conference, keys mean it from then on. */
export function takeCall(call: LiveCall): void {
  chooseCall(call.id)
  if (call.direction === 'in' && call.state === 'ringing') void doCall({ do: 'answer', callId: call.id })
  if (!call.joined && call.held) void doCall({ do: 'activate', callId: call.id })
}

/** In a conference we are muted for all parties at once. */
export function muteCall(call: LiveCall): void {
  const on = !call.muted
  for (const one of call.joined ? liveCalls().filter((c) => c.joined) : [call]) void doCall({ do: 'mute', callId: one.id, on })
}

export function connectCalls(): void {
  const call = chosenCall()
  const other = otherCall(liveCalls(), call)
  if (call && other) void doCall({ do: 'connect', callId: other.id, to: call.id })
}

/** Calls begun here that nobody has answered yet. */
export const unanswered = (calls: readonly LiveCall[]): LiveCall[] => calls.filter((call) => call.direction === 'out' && (call.state === 'dialling' || call.state === 'ringing'))

export function giveUpUnanswered(): void {
  for (const call of unanswered(liveCalls())) void doCall({ do: 'hang-up', callId: call.id })
}

const withChosen = (run: (call: LiveCall) => void) => (): void => {
  const call = chosenCall()
  if (call) run(call)
}

/** Keys of the calls at hand: they mean the chosen call; answering means the caller who is next. */
export const CALL_ACTIONS: Actions = {
  'call.answer': () => {
    const call = nextWaiting(liveCalls())
    if (call) takeCall(call)
  },
  'call.hang-up': withChosen((call) => void doCall({ do: 'hang-up', callId: call.id })),
  'call.give-up': giveUpUnanswered,
  'call.hold': withChosen((call) => void doCall(call.held ? { do: 'activate', callId: call.id } : { do: 'hold', callId: call.id, on: true })),
  'call.mark': withChosen((call) => void doCall({ do: 'mark', callId: call.id })),
  'call.mute': withChosen(muteCall),
  'call.line': (key) => {
    const call = liveCalls()[Number(key.slice(-1)) - 1]
    if (call && call.state !== 'ended') takeCall(call)
  },
  'call.swap': () => {
    const other = otherCall(liveCalls(), chosenCall())
    if (other) takeCall(other)
  },
  'call.merge': () => void doCall({ do: 'merge', silent: false }),
  'call.patch': () => void doCall({ do: 'merge', silent: true }),
  'call.split': withChosen((call) => call.joined && void doCall({ do: 'split', callId: call.id })),
  'call.silence': withChosen((call) => call.joined && void doCall({ do: 'silence', callId: call.id, on: !call.silenced })),
  'call.connect': connectCalls,
}
