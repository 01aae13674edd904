import { useCallback, useMemo, useState, type ReactNode } from 'react'
import type { CallBoard, LiveCall, MicrophoneState } from '../../../electron/contract/call.ts'
import { useCallBoard, waitingCalls } from '../../client/call-client.ts'
import { useNow } from '../../client/clock.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { locale as soundWords } from '../sound/locale.ts'
import { placeTrouble } from '../sound/place-words.ts'
import { CALL_ACTIONS, muteCall, takeCall } from './call-actions.ts'
import { CallerCases, useCallerName } from './caller.tsx'
import { CallNotes } from './call-notes.tsx'
import { CallRecall } from './call-recall.tsx'
import { CallTools, type Tool } from './call-tools.tsx'
import { useChosenCall } from './chosen-call.ts'
import { ConferenceBar } from './conference-bar.tsx'
import { doCall } from './do-call.ts'
import { endWords, type CallWords } from './end-words.ts'
import { Keypad } from './keypad.tsx'
import { LevelMeter } from './level-meter.tsx'
import { locale } from './locale.ts'
import { TalkKey } from './talk-key.tsx'
import { TransferForm } from './transfer-form.tsx'
import { useLevels } from './use-levels.ts'
import './calls.css'

/** Calls of this console, below the case: who is spoken with, who waits, who is in the conference, and how a call ended. */
export function CallDock() {
  const board = useCallBoard()
  useActions(CALL_ACTIONS)
  return board && board.calls.length > 0 ? <Dock board={board} /> : null
}

function Dock({ board }: { readonly board: CallBoard }) {
  const t = useT(locale)
  const chosen = useChosenCall()
  const levels = useLevels(board.calls.some((call) => call.state === 'talking'))
  const [tool, setTool] = useState<{ readonly callId: string; readonly tool: Tool } | null>(null)
  const id = chosen?.state === 'talking' ? chosen.id : null
  const toggle = useCallback((wanted: Tool): void => setTool((now) => (id === null || (now?.callId === id && now.tool === wanted) ? null : { callId: id, tool: wanted })), [id])
  useActions(useMemo(() => ({ 'call.keypad': () => toggle('keypad'), 'call.transfer': () => toggle('transfer') }), [toggle]))
  const open = chosen && tool?.callId === chosen.id && chosen.state === 'talking' ? tool.tool : null
  const waiting = waitingCalls(board.calls)
  const alive = board.calls.some((call) => call.state !== 'ended')
  return (
    <section className="call-dock" aria-label={t('dock')}>
      {waiting.length > 1 && <p className="call-waiting">{t('waiting', { n: waiting.length })}</p>}
      <ConferenceBar calls={board.calls} chosen={chosen} />
      {inOrder(board.calls, waiting).map((call) => (
        <CallCard key={call.id} call={call} line={board.calls.indexOf(call) + 1} chosen={call.id === chosen?.id} tool={call.id === chosen?.id && open ? <OpenTool key={call.id} tool={open} call={call} onClose={() => setTool(null)} /> : null} next={call === waiting[0]} many={board.calls.length > 1} level={levels.calls[call.id] ?? 0}>
          {call.id === chosen?.id && call.state === 'talking' && <CallTools call={call} park={board.line.park} open={open} onToggle={toggle} />}
        </CallCard>
      ))}
      {alive && <TalkKey talk={board.talk} level={levels.microphone} />}
      {alive && <SoundLines microphone={board.microphone} places={board.sound.places} />}
    </section>
  )
}

/** Who waits first, then who is spoken with, then who is on hold or dialled, then those that are over. */
function inOrder(calls: readonly LiveCall[], waiting: readonly LiveCall[]): LiveCall[] {
  const rank = ({ state, held }: LiveCall): number => (state === 'ended' ? 2 : state === 'talking' && !held ? 0 : 1)
  return [...waiting, ...calls.filter((call) => !waiting.includes(call)).toSorted((a, b) => rank(a) - rank(b))]
}

const isWaiting = (call: LiveCall): boolean => call.direction === 'in' && call.state === 'ringing'

interface CardProps {
  readonly call: LiveCall
  readonly line: number
  readonly chosen: boolean
  /** The caller whom the answering key takes. */
  readonly next: boolean
  readonly many: boolean
  readonly level: number
  /** What more the chosen call can do, and what of it is open. */
  readonly children: ReactNode
  readonly tool: ReactNode
}

function CallCard({ call, line, chosen, next, many, level, children, tool }: CardProps) {
  const t = useT(locale)
  const over = call.state === 'ended'
  const talking = call.state === 'talking'
  const waits = isWaiting(call)
  const keyed = (action: 'call.hang-up' | 'call.hold' | 'call.mark' | 'call.mute' | 'call.silence' | 'call.split'): string | undefined => (chosen ? shortcut(action) : undefined)
  return (
    <article className="call-card" data-state={call.state} data-held={call.held || undefined} data-waits={waits || undefined} data-emergency={(call.emergency && !over) || undefined} data-joined={call.joined || undefined} data-chosen={(many && chosen) || undefined}>
      <CardHead call={call} line={many && !over ? line : undefined} />
      <Tries call={call} />
      {call.transfer !== 'none' && !over && <p className="call-card-tries" role="status">{t(`transfer.${call.transfer}`)}</p>}
      {!over && call.direction === 'in' && <CallerCases call={call} keyed={chosen} />}
      {call.recording && chosen && <CallRecall call={call} />}
      {!waits && (over ? call.answeredAt !== null : chosen) && <CallNotes call={call} keyed={chosen} />}
      {!over && (chosen || call.joined || waits) && (
        <div className="call-card-foot">
          {call.recording && <span className="call-recording">{t('recording')}</span>}
          {talking && <LevelMeter level={level} label={t('level', { name: call.number })} />}
          <span className="call-space" />
          {talking && !call.joined && (
            <Button pressed={call.held} shortcut={keyed('call.hold')} onClick={() => (call.held ? takeCall(call) : void doCall({ do: 'hold', callId: call.id, on: true }))}>
              {call.held ? t('resume') : t('hold')}
            </Button>
          )}
          {talking && chosen && (
            <Button shortcut={keyed('call.mark')} onClick={() => void doCall({ do: 'mark', callId: call.id })}>
              {call.marks === 0 ? t('mark') : t('marked', { n: call.marks })}
            </Button>
          )}
          {talking && !call.joined && !call.held && (
            <Button pressed={call.muted} shortcut={keyed('call.mute')} onClick={() => muteCall(call)}>
              {call.muted ? t('unmute') : t('mute')}
            </Button>
          )}
          {call.joined && (
            <Button pressed={call.silenced} shortcut={keyed('call.silence')} onClick={() => void doCall({ do: 'silence', callId: call.id, on: !call.silenced })}>
              {call.silenced ? t('unsilence') : t('silence')}
            </Button>
          )}
          {call.joined && (
            <Button shortcut={keyed('call.split')} onClick={() => void doCall({ do: 'split', callId: call.id })}>
              {t('split')}
            </Button>
          )}
          {waits && (
            <Button tone="primary" shortcut={next ? shortcut('call.answer') : undefined} onClick={() => takeCall(call)}>
              {t('answer')}
            </Button>
          )}
          {children}
          <Button className="call-hang-up" shortcut={keyed('call.hang-up')} onClick={() => void doCall({ do: 'hang-up', callId: call.id })}>
            {waits ? t('decline') : t('hang-up')}
          </Button>
        </div>
      )}
      {tool}
    </article>
  )
}

function OpenTool({ tool, call, onClose }: { readonly tool: Tool; readonly call: LiveCall; readonly onClose: () => void }) {
  return tool === 'keypad' ? <Keypad call={call} onClose={onClose} /> : <TransferForm call={call} onClose={onClose} />
}

function CardHead({ call, line }: { readonly call: LiveCall; readonly line: number | undefined }) {
  const t = useT(locale)
  const name = useCallerName(call)
  return (
    <div className="call-card-head" role="status">
      {line !== undefined && line <= LINE_KEYS && (
        <button type="button" className="call-line-key" aria-label={t('line', { n: String(line), name })} aria-keyshortcuts={`Alt+${line}`} onClick={() => takeCall(call)}>
          <Kbd keys={`Alt+${line}`} />
        </button>
      )}
      <b className="call-card-name">{name}</b>
      <span className="call-number">{call.number === 'anonymous' ? '' : call.number}</span>
      <span className="call-card-state">{stateWords(call, t)}</span>
      <CallTime call={call} />
    </div>
  )
}

const LINE_KEYS = 8

function stateWords(call: LiveCall, t: CallWords): string {
  if (call.state === 'ended') return endWords(call, t)
  if (isWaiting(call)) return t(call.emergency ? 'state.emergency' : 'state.waiting')
  if (call.held) return t('state.held')
  if (call.joined) return t(call.silenced ? 'state.silenced' : 'state.joined')
  return t(`state.${call.state}`)
}

function Tries({ call }: { readonly call: LiveCall }) {
  const t = useT(locale)
  const next = call.state === 'dialling' || call.state === 'ringing' ? call.next : []
  if (call.missed.length === 0 && next.length === 0) return null
  return (
    <p className="call-card-tries">
      {call.missed.map(({ number, why }, i) => (
        <span key={i}>
          {number} {t(`end.${why}`)}
        </span>
      ))}
      {next.length > 0 && <span>{t('next', { numbers: next.join(' → ') })}</span>}
    </p>
  )
}

/** How long it is being dialled, or was spoken. */
function CallTime({ call }: { readonly call: LiveCall }) {
  const format = useFormat()
  const now = useNow(500)
  const from = call.answeredAt ?? call.begunAt
  return <time className="call-card-time">{format.countdown(Math.max(0, Math.floor(((call.endedAt ?? now) - from) / 1000) * 1000))}</time>
}

/** What is wrong with the microphone or the loudspeaker while somebody is spoken with. */
function SoundLines({ microphone, places }: { readonly microphone: MicrophoneState; readonly places: CallBoard['sound']['places'] }) {
  const t = useT(locale)
  const s = useT(soundWords)
  const wrong = microphone === 'ok' || microphone === 'unknown' ? placeTrouble(places.microphone, s) : t(`microphone.${microphone}`)
  return [wrong, placeTrouble(places.speaker, s)].map(
    (words, i) =>
      words && (
        <p key={i} className="call-microphone" role="alert">
          {words}
        </p>
      ),
  )
}
