import type { LiveCall, MicrophoneState } from '../../../electron/contract/call.ts'
import { currentCall, liveCalls, useCallBoard } from '../../client/call-client.ts'
import { useNow } from '../../client/clock.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'
import './calls.css'

/** Keys of the call at hand; they mean the last one begun. */
const ACTIONS = {
  'call.hang-up': () => {
    const call = currentCall(liveCalls())
    if (call) void doCall({ do: 'hang-up', callId: call.id })
  },
  'call.hold': () => {
    const call = currentCall(liveCalls())
    if (call) void doCall({ do: 'hold', callId: call.id, on: !call.held })
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
  return (
    <section className="call-dock" aria-label={t('dock')}>
      {board.calls.map((call) => (
        <CallCard key={call.id} call={call} keyed={call === current} />
      ))}
      {current && <MicrophoneLine microphone={board.microphone} />}
    </section>
  )
}

function CallCard({ call, keyed }: { readonly call: LiveCall; readonly keyed: boolean }) {
  const t = useT(locale)
  const format = useFormat()
  const over = call.state === 'ended'
  return (
    <article className="call-card" data-state={call.state} data-held={call.held || undefined}>
      <div className="call-card-head" role="status">
        <b className="call-card-name">{format.name(call.party.name, call.party.nameEn) || call.number}</b>
        <span className="call-number">{call.number}</span>
        <span className="call-card-state">{over ? t(`end.${call.why ?? 'failed'}`) : t(call.held ? 'state.held' : `state.${call.state === 'ended' ? 'talking' : call.state}`)}</span>
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
            <Button pressed={call.muted} shortcut={keyed ? shortcut('call.mute') : undefined} onClick={() => void doCall({ do: 'mute', callId: call.id, on: !call.muted })}>
              {call.muted ? t('unmute') : t('mute')}
            </Button>
          )}
          <Button className="call-hang-up" shortcut={keyed ? shortcut('call.hang-up') : undefined} onClick={() => void doCall({ do: 'hang-up', callId: call.id })}>
            {t('hang-up')}
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
