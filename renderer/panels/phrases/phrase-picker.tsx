import { Command } from 'cmdk'
import { useState, type KeyboardEvent } from 'react'
import type { OwnPhrase, PhraseKind, PhraseRow } from '../../../electron/contract/phrase.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { useLang, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { PageFoot, PageKey } from '../../ui/page.tsx'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { PHRASE_KEY } from './phrase-key.ts'
import { findPhrases, phraseText, withPhrase } from './phrase-list.ts'
import '../../ui/picker.css'

async function save(phrase: OwnPhrase): Promise<boolean> {
  const result = await core.command({ type: 'phrase.save', phrase })
  if (!result.ok) notify({ what: 'error', error: result.error })
  return result.ok
}

async function remove(row: PhraseRow): Promise<void> {
  const result = await core.command({ type: 'phrase.delete', id: row.id })
  if (!result.ok) return notify({ what: 'error', error: result.error })
  notify({ what: 'deleted', name: row.zh, undo: () => void save({ id: row.id, kinds: [...row.kinds], text: row.zh }) })
}

/** What is more than initials that were typed to find something. */
const isSentence = (typed: string): boolean => /\p{Script=Han}{2}/u.test(typed) || /\S\s+\S/.test(typed)

/** The phrases of a field: typed to narrow by words or initials, Enter or a digit takes one; own ones are added, changed and deleted here. */
export function PhrasePicker({ kind, text, maxLength, onText, onClose }: {
  readonly kind: PhraseKind
  readonly text: string
  readonly maxLength: number
  readonly onText: (text: string) => void
  readonly onClose: () => void
}) {
  const t = useT(locale)
  const lang = useLang()
  const { view, state } = useView({ view: 'phrases' })
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState('')
  const [editing, setEditing] = useState<PhraseRow | null>(null)
  const rows = view?.order.flatMap((id) => view.rows[id] ?? []) ?? []
  const found = findPhrases(rows, kind, typed)
  const chosen = found.find((row) => row.id === at)
  const take = (row: PhraseRow): void => onText(withPhrase(text, row, lang, maxLength))
  const fresh = (isSentence(typed.trim()) ? typed.trim() : text.trim()).slice(0, 500)
  const isNew = fresh !== '' && rows.every((row) => row.zh !== fresh && row.en !== fresh)
  const confirmTyped = async (): Promise<void> => {
    const words = typed.trim()
    if (editing && words !== '' && (await save({ id: editing.id, kinds: [...editing.kinds], text: words }))) {
      setEditing(null)
      setTyped('')
    }
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === PHRASE_KEY) return
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      if (!editing) return onClose()
      setEditing(null)
      return setTyped('')
    }
    if (editing) {
      if (event.key !== 'Enter') return
      event.preventDefault()
      return void confirmTyped()
    }
    const nth = typed === '' && /^[1-9]$/.test(event.key) ? found[Number(event.key) - 1] : undefined
    if (nth) {
      event.preventDefault()
      return take(nth)
    }
    if (chosen?.own && event.key === 'Delete') void remove(chosen)
    if (chosen?.own && event.key === 'F2') {
      setEditing(chosen)
      setTyped(chosen.zh)
    }
  }
  return (
    <div className="picker phrase-picker" data-keeps-escape role="dialog" aria-label={t('title')} tabIndex={-1} onKeyDown={press}>
      <Command label={t('title')} shouldFilter={false} loop value={at} onValueChange={setAt}>
        <Command.Input className="picker-input" autoFocus value={typed} onValueChange={setTyped} maxLength={500} placeholder={t(editing ? 'editing' : 'placeholder')} />
        {!editing && (
          <Command.List className="picker-list">
            {found.map((row, i) => (
              <Command.Item key={row.id} value={row.id} className="picker-item phrase-item" onSelect={() => take(row)}>
                {typed === '' && i < 9 ? <Kbd keys={String(i + 1)} /> : <span className="phrase-no-key" />}
                <span className="phrase-words">{phraseText(row, lang)}</span>
                {row.own && <span className="phrase-own">{t('own')}</span>}
              </Command.Item>
            ))}
            {found.length === 0 && <p className="phrase-none">{state === 'live' ? t('none') : t('reading')}</p>}
            {isNew && (
              <Command.Item value="add" className="picker-item phrase-item phrase-add" onSelect={() => void save({ id: crypto.randomUUID(), kinds: [kind], text: fresh }).then((saved) => saved && setTyped(''))}>
                {t('add', { text: fresh.length > 30 ? `${fresh.slice(0, 30)}…` : fresh })}
              </Command.Item>
            )}
          </Command.List>
        )}
      </Command>
      <PageFoot>
        <PageKey keys={['Enter']}>{t(editing ? 'hint.save' : 'hint.take')}</PageKey>
        {chosen?.own && !editing && <PageKey keys={['F2']}>{t('hint.edit')}</PageKey>}
        {chosen?.own && !editing && <PageKey keys={['Delete']}>{t('hint.delete')}</PageKey>}
        <PageKey keys={['Escape']}>{t('hint.close')}</PageKey>
      </PageFoot>
    </div>
  )
}
