import type { CallRow } from '../../../electron/contract/call.ts'
import { useMemo, useState } from 'react'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { CallNoteList } from './call-notes.tsx'
import { endWords } from './end-words.ts'
import { canHear, ListenButton } from './listen-button.tsx'
import { locale } from './locale.ts'
import { RecordingPlayer } from './recording-player.tsx'
import './calls.css'

/** Calls of a case that are shown; older ones stand in the call log. */
const SHOWN = 20

/** The telephone calls of a case, the newest first. */
export function CaseCalls({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const { view } = useView({ view: 'calls', caseId, limit: SHOWN })
  const [open, setOpen] = useState<string | null>(null)
  const toggle = (id: string): void => setOpen((now) => (now === id ? null : id))
  const newest = view?.order.find((id) => {
    const row = view.rows[id]
    return row && canHear(row)
  })
  useActions(useMemo(() => (newest === undefined ? {} : { 'call.listen': () => setOpen((now) => (now === null ? newest : null)) }), [newest]))
  if (!view || view.order.length === 0) return null
  return (
    <section aria-label={t('history')}>
      <h3 className="case-heading">{t('history')}</h3>
      <ol className="call-list">
        {view.order.map((id) => {
          const row = view.rows[id]
          return row && <CallLine key={id} row={row} open={id === open} keyed={id === newest} onToggle={() => toggle(id)} />
        })}
      </ol>
    </section>
  )
}

function CallLine({ row, open, keyed, onToggle }: { readonly row: CallRow; readonly open: boolean; readonly keyed: boolean; readonly onToggle: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const talked = row.answeredAt !== null && row.endedAt !== null ? row.endedAt - row.answeredAt : null
  return (
    <li className="call-line">
      <time title={format.dateTime(row.begunAt)}>{format.seconds(row.begunAt)}</time>
      <span className="call-line-what">
        {t(`history.${row.direction}`)} <b>{format.name(row.party.name, row.party.nameEn) || row.number}</b> <span className="call-number">{row.number}</span>
        {row.demo && <span className="call-line-words">{t('demo.line')}</span>}
      </span>
      <span className="call-line-end">
        {row.endedAt === null ? t('history.under-way') : talked !== null ? t('history.lasted', { time: format.duration(talked) }) : endWords(row, t)}
        <ListenButton row={row} pressed={open} shortcut={keyed ? shortcut('call.listen') : undefined} onClick={onToggle} />
      </span>
      {row.tries.some(({ missed }) => missed !== null) && talked !== null && (
        <span className="call-line-tries">{row.tries.flatMap(({ number, missed }) => (missed ? [`${number} ${t(`end.${missed}`)}`] : [])).join(' · ')}</span>
      )}
      <CallNoteList notes={row.notes} />
      {open && canHear(row) && (
        <div className="call-line-player">
          <RecordingPlayer callId={row.id} marks={row.marks} />
        </div>
      )}
    </li>
  )
}
