import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { AlarmKind, type AlarmRow, type AlarmsHead } from '../../../electron/contract/alarm.ts'
import { changeVolume, sound, toggleMute } from '../../client/alarm-sound.ts'
import { chooseAlert } from '../../client/alert-choice.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { useAlarmSound } from './use-alarm-sound.ts'
import './alarm-line.css'

/** Kinds in the order of their weight; the line tells the newest of the weightiest. */
const WEIGHT: readonly AlarmKind[] = AlarmKind.options

/**
 * The line in which alarms stand until a person acknowledges them. It is always there, so that nothing moves when one
 * comes, and always says whether an alarm can be heard.
 */
export function AlarmLine() {
  const t = useT(locale)
  const { state, view } = useView({ view: 'alarms', limit: 50 })
  const head = view?.head
  const rows = useMemo(() => view?.order.flatMap((key) => view.rows[key] ?? []) ?? [], [view])
  const total = head ? WEIGHT.reduce((sum, kind) => sum + head.open[kind], 0) : 0
  const told = WEIGHT.map((kind) => rows.find((row) => row.kind === kind)).find((row) => row !== undefined)
  useAlarmSound(head?.newest ?? 0)
  useAlarmActions(head?.newest ?? 0, told)
  return (
    <div className="alarm-line" data-alarmed={total > 0 || undefined} role={total > 0 ? 'alert' : 'status'} aria-label={t('label')}>
      {head && total > 0 ? <Alarmed head={head} total={total} told={told} /> : <span className="alarm-calm">{state === 'live' ? t('none') : t('waiting')}</span>}
      <SoundControl />
    </div>
  )
}

function Alarmed({ head, total, told }: { readonly head: AlarmsHead; readonly total: number; readonly told: AlarmRow | undefined }) {
  const t = useT(locale)
  const format = useFormat()
  const kinds = WEIGHT.filter((kind) => head.open[kind] > 0)
  return (
    <>
      <Button tone="primary" className="alarm-ack" shortcut={shortcut('alarm.acknowledge')} onClick={() => void acknowledge(head.newest)}>
        {t('acknowledge', { n: format.number(total) })}
      </Button>
      <span className="alarm-kinds">
        {kinds.map((kind) => (
          <span key={kind} className="alarm-kind">
            {t(`kind.${kind}`)} <b>{format.number(head.open[kind])}</b>
          </span>
        ))}
      </span>
      {told && (
        <button type="button" className="alarm-told" onClick={() => show(told)}>
          <span className="alarm-told-words">
            {told.exercise && <b>{t('exercise')}</b>} {t(`kind.${told.kind}`)}: {format.name(told.title, told.titleEn)} · {told.detail}
          </span>
          <span className="alarm-told-time">{format.time(told.raisedAt)}</span>
          <Kbd keys={shortcut('alarm.show')} />
        </button>
      )}
    </>
  )
}

/** Shows what an alarm is about, because somebody asked. */
function show(row: AlarmRow): void {
  if (row.kind === 'alert') chooseAlert(row.subject)
  else selectCase(row.subject)
}

async function acknowledge(newest: number): Promise<void> {
  if (newest === 0) return
  const result = await core.command({ type: 'alarm.acknowledge', upTo: newest })
  if (!result.ok) notify({ what: 'error', error: result.error })
}

function useAlarmActions(newest: number, told: AlarmRow | undefined): void {
  const latest = useRef({ newest, told })
  useEffect(() => {
    latest.current = { newest, told }
  }, [newest, told])
  const actions = useMemo(
    () => ({
      'alarm.acknowledge': () => void acknowledge(latest.current.newest),
      'alarm.show': () => latest.current.told && show(latest.current.told),
      'alarm.mute': toggleMute,
      'alarm.volume': (key: string) => changeVolume(key === '[' ? -0.1 : 0.1),
    }),
    [],
  )
  useActions(actions)
}

function SoundControl() {
  const t = useT(locale)
  const format = useFormat()
  const { state, volume, mutedAt } = useStore(sound)
  const words = state === 'muted' ? t('sound.muted', { time: format.time(mutedAt ?? 0) }) : state === 'failed' ? t('sound.failed') : t('sound.on', { n: format.percent(volume) })
  return (
    <span className="alarm-sound" data-state={state}>
      <span className="alarm-sound-words">{words}</span>
      <button type="button" className="alarm-button" aria-label={t('softer')} onClick={() => changeVolume(-0.1)}>
        − <Kbd keys="[" />
      </button>
      <button type="button" className="alarm-button" aria-label={t('louder')} onClick={() => changeVolume(0.1)}>
        + <Kbd keys="]" />
      </button>
      <button type="button" className="alarm-button" onClick={toggleMute}>
        {t(state === 'muted' ? 'unmute' : 'mute')} <Kbd keys={shortcut('alarm.mute')} />
      </button>
    </span>
  )
}
