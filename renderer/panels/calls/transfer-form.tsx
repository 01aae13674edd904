import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { DialNumber, type LiveCall } from '../../../electron/contract/call.ts'
import { numbersAt } from '../../../electron/contract/directory.ts'
import { useWatchPresence } from '../../client/call-client.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { findEntries } from '../directory/find-entries.ts'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'
import { PresenceLamp } from './presence-lamp.tsx'

/** People that are offered at most. */
const OFFERED = 4

/** Where the other side goes: a number that is typed, or somebody of the directory by name; Enter takes the first, Escape leaves. */
export function TransferForm({ call, onClose }: { readonly call: LiveCall; readonly onClose: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const [typed, setTyped] = useState('')
  const directory = useView({ view: 'directory' }).view
  const text = typed.trim()
  const offers = useMemo(() => {
    if (text === '') return []
    const rows = directory?.order.flatMap((id) => directory.rows[id] ?? []) ?? []
    const found = findEntries(rows, text).flatMap((row) => numbersAt(row.numbers, Date.now()).slice(0, 1).map((number) => ({ id: row.id, name: format.name(row.name, row.nameEn), number })))
    const number = DialNumber.safeParse(text)
    const own = number.success && /\d/.test(text) && !found.some((o) => o.number === text) ? [{ id: 'typed', name: '', number: number.data }] : []
    return [...own, ...found].slice(0, OFFERED)
  }, [directory, format, text])
  useWatchPresence(useMemo(() => offers.map(({ number }) => number), [offers]))
  const send = (number: string): void => {
    void doCall({ do: 'transfer', callId: call.id, number })
    onClose()
  }
  return (
    <form
      className="call-transfer"
      onSubmit={(event) => {
        event.preventDefault()
        const [first] = offers
        if (first) send(first.number)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <input className="input" ref={field} value={typed} maxLength={64} placeholder={t('transfer.to')} aria-label={t('transfer.to')} onChange={(event) => setTyped(event.target.value)} />
      {offers.map(({ id, name, number }, i) => (
        <Button key={id} shortcut={i === 0 ? 'Enter' : undefined} onClick={() => send(number)}>
          {name} <span className="call-number">{number}</span> <PresenceLamp number={number} />
        </Button>
      ))}
      {text !== '' && offers.length === 0 && <span className="call-line-words">{t('transfer.nobody')}</span>}
    </form>
  )
}
