import type { LiveCall, MicrophoneState } from '../../../electron/contract/call.ts'
import { currentCall, liveCalls, nextWaiting, useCallBoard, waitingCalls } from '../../client/call-client.ts'
import { useNow } from '../../client/clock.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { CallerCases, useCallerName } from './caller.tsx'
import { CallNotes } from './call-notes.tsx'
import { doCall } from './do-call.ts'
import { endWords } from './end-words.ts'
import { locale } from './locale.ts'
import './calls.css'

/** Keys of the call at hand: the one that is spoken, else the last begun; answering means the caller who is next. */
const ACTIONS = {
  'call.answer': () => {
    const call = nextWaiting(liveCalls())
    if (call) void doCall({ do: 'answer', callId: call.id })
  },
  'call.hang-up': () => {
    const call = currentCall(liveCalls())
    if (call) void doCall({ do: 'hang-up', callId: call.id })
  },
  'call.hold': () => {
    const call = currentCall(liveCalls())
    if (call) void doCall({ do: 'hold', callId: call.id, on: !call.held })
  },
  'call.mark': () => {
    const call = currentCall(liveCalls())
    if (call) void doCall({ do: 'mark', callId: call.id })
  },
  'call.mute': () => {
    const call = currentCall(liveCalls())
    if (call) void doCall({ do: 'mute', callId: call.id, on: !call.muted })
  },
} as const

/** Calls of this console, below the case: what is dialled, how long it lasts, and how it ended. */
export function CallDock() {
  const t = useT(locale)
  const board = useCallBoard()
  useActions(ACTIONS)
  if (!board || board.calls.length === 0) return null
  const current = currentCall(board.calls)
  const waiting = waitingCalls(board.calls)
  return (
    <section className="call-dock" aria-label={t('dock')}>
      {waiting.length > 1 && <p className="call-waiting">{t('waiting', { n: waiting.length })}</p>}
      {inOrder(board.calls, waiting).map((call) => (
        <CallCard key={call.id} call={call} keyed={call === current} next={call === waiting[0]} />
      ))}
      {current && <MicrophoneLine microphone={board.microphone} />}
    </section>
  )
}

/** Who waits first, then who is spoken with, then who is on hold or dialled, then those that are over. */
function inOrder(calls: readonly LiveCall[], waiting: readonly LiveCall[]): LiveCall[] {
  const rank = ({ state, held }: LiveCall): number => (state === 'ended' ? 2 : state === 'talking' && !held ? 0 : 1)
  return [...waiting, ...calls.filter((call) => !waiting.includes(call)).toSorted((a, b) => rank(a) - rank(b))]
}

function CallCard({ call, keyed, next }: { readonly call: LiveCall; readonly keyed: boolean; readonly next: boolean }) {
  const t = useT(locale)
  const name = useCallerName(call)
  const waits = call.direction === 'in' && call.state === 'ringing'
  const over = call.state === 'ended'
  return (
    <article className="call-card" data-state={call.state} data-held={call.held || undefined} data-waits={waits || undefined} data-emergency={(call.emergency && !over) || undefined}>
      <div className="call-card-head" role="status">
        <b className="call-card-name">{name}</b>
        <span className="call-number">{call.number === 'anonymous' ? '' : call.number}</span>
        <span className="call-card-state">{over ? endWords(call, t) : waits ? t(call.emergency ? 'state.emergency' : 'state.waiting') : t(call.held ? 'state.held' : `state.${call.state === 'ended' ? 'talking' : call.state}`)}</span>
        <CallTime call={call} />
      </div>
      {(call.missed.length > 0 || (call.next.length > 0 && call.state !== 'talking' && !over)) && (
        <p className="call-card-tries">
          {call.missed.map(({ number, why }, i) => (
            <span key={i}>
              {number} {t(`end.${why}`)}
            </span>
          ))}
          {call.next.length > 0 && call.state !== 'talking' && !over && <span>{t('next', { numbers: call.next.join(' → ') })}</span>}
        </p>
      )}
      {!over && call.direction === 'in' && <CallerCases call={call} keyed={keyed} />}
      {!waits && (!over || call.answeredAt !== null) && <CallNotes call={call} keyed={keyed} />}
      {!over && (
        <div className="call-card-foot">
          {call.recording && <span className="call-recording">{t('recording')}</span>}
          <span className="call-space" />
          {call.state === 'talking' && (
            <Button pressed={call.held} shortcut={keyed ? shortcut('call.hold') : undefined} onClick={() => void doCall({ do: 'hold', callId: call.id, on: !call.held })}>
              {call.held ? t('resume') : t('hold')}
            </Button>
          )}
          {call.state === 'talking' && (
            <Button shortcut={keyed ? shortcut('call.mark') : undefined} onClick={() => void doCall({ do: 'mark', callId: call.id })}>
              {call.marks === 0 ? t('mark') : t('marked', { n: call.marks })}
            </Button>
          )}
          {call.state === 'talking' && (
            <Button pressed={call.muted} shortcut={keyed ? shortcut('call.mute') : undefined} onClick={() => void doCall({ do: 'mute', callId: call.id, on: !call.muted })}>
              {call.muted ? t('unmute') : t('mute')}
            </Button>
          )}
          {waits && (
            <Button tone="primary" shortcut={next ? shortcut('call.answer') : undefined} onClick={() => void doCall({ do: 'answer', callId: call.id })}>
              {t('answer')}
            </Button>
          )}
          <Button className="call-hang-up" shortcut={keyed ? shortcut('call.hang-up') : undefined} onClick={() => void doCall({ do: 'hang-up', callId: call.id })}>
            {waits ? t('decline') : t('hang-up')}
          </Button>
        </div>
      )}
    </article>
  )
}

/** How long it is being dialled, or was spoken. */
function CallTime({ call }: { readonly call: LiveCall }) {
  const format = useFormat()
  const now = useNow(500)
  const from = call.answeredAt ?? call.begunAt
  return <time className="call-card-time">{format.countdown(Math.max(0, Math.floor(((call.endedAt ?? now) - from) / 1000) * 1000))}</time>
}

function MicrophoneLine({ microphone }: { readonly microphone: MicrophoneState }) {
  const t = useT(locale)
  if (microphone === 'ok' || microphone === 'unknown') return null
  return (
    <p className="call-microphone" role="alert">
      {t(`microphone.${microphone}`)}
    </p>
  )
}
