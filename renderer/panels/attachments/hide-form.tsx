import { useLayoutEffect, useRef, useState } from 'react'
import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import { useCommand } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import '../../ui/field.css'

/** Takes an attachment out of sight, with the reason that the log wants. */
export function HideForm({ caseId, row, onDone }: { readonly caseId: string; readonly row: AttachmentRow; readonly onDone: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const command = useCommand()
  const [note, setNote] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => input.current?.focus(), [])
  const submit = async (): Promise<void> => {
    if (note.trim() === '') return input.current?.focus()
    const result = await command({ type: 'case.detach', caseId, attachment: row.id, note: note.trim() })
    if (!result.ok) notify({ what: 'error', error: result.error })
    onDone()
  }
  return (
    <form
      className="hide-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone()
      }}
    >
      <input ref={input} className="input" value={note} maxLength={1000} placeholder={t('viewer.hide-reason')} aria-label={t('viewer.hide-reason')} aria-required onChange={(event) => setNote(event.target.value)} />
      <Button tone="primary" type="submit" shortcut="Enter" disabled={note.trim() === ''}>
        {t('viewer.hide-confirm')}
      </Button>
      <Button shortcut="Escape" onClick={onDone}>
        {c('cancel')}
      </Button>
    </form>
  )
}
