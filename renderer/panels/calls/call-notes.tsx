import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { MAX_NOTE, type CallNote, type LiveCall } from '../../../electron/contract/call.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import '../../ui/field.css'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'
import './call-notes.css'

/** The newest calls, among which those of the dock are. */
const LOOKED = 32

/** What is written down during a call: Enter keeps it, and so does the card's going away. */
export function CallNotes({ call, keyed }: { readonly call: LiveCall; readonly keyed: boolean }) {
  const t = useT(locale)
  const notes = useView({ view: 'calls', limit: LOOKED }).view?.rows[call.id]?.notes ?? []
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const typed = useRef('')
  typed.current = text.trim()
  const keep = (): void => {
    if (typed.current === '') return
    const sent = typed.current
    typed.current = ''
    setText('')
    void doCall({ do: 'note', callId: call.id, text: sent }).then((done) => !done && setText((now) => (now === '' ? sent : now)))
  }
  useEffect(() => () => void (typed.current !== '' && doCall({ do: 'note', callId: call.id, text: typed.current })), [call.id])
  useActions(useMemo(() => (keyed ? { 'call.note': () => field.current?.focus() } : {}), [keyed]))
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') keep()
    if (event.key === 'Escape') field.current?.blur()
  }
  return (
    <div className="call-notes">
      <CallNoteList notes={notes} />
      <label className="call-note-field">
        <input ref={field} className="input" value={text} maxLength={MAX_NOTE} placeholder={t('note.hint')} aria-label={t('note')} aria-keyshortcuts={keyed ? shortcut('call.note') : undefined} onChange={(event) => setText(event.target.value)} onKeyDown={press} />
        {keyed && <Kbd keys={shortcut('call.note')} />}
      </label>
    </div>
  )
}

/** Notes of a call, as they came. */
export function CallNoteList({ notes }: { readonly notes: readonly CallNote[] }) {
  const t = useT(locale)
  const format = useFormat()
  if (notes.length === 0) return null
  return (
    <ul className="call-note-list" aria-label={t('notes')}>
      {notes.map(({ at, by, text }, i) => (
        <li key={i} title={`${format.dateTime(at)} ${by}`}>
          <time>{format.seconds(at)}</time> {text}
        </li>
      ))}
    </ul>
  )
}
