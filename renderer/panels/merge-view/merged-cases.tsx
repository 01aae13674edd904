import { useState } from 'react'
import type { CaseHead } from '../../../electron/contract/views.ts'
import { useActor } from '../../client/actor.ts'
import { useCommand, useView } from '../../client/hooks.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import '../../ui/field.css'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { rightTo, unmergeCommand } from './merge-plan.ts'

/** Each is watched, and a window may not watch many. */
const MAX_SHOWN = 12

/** What went into the selected case, or what that went into; each can be taken apart again. */
export function MergedCases({ own }: { readonly own: CaseHead }) {
  const t = useT(locale)
  if (own.mergedInto === null && own.absorbed.length === 0) return null
  return (
    <section className="merged">
      <h3>{t(own.mergedInto === null ? 'absorbed' : 'merged-into')}</h3>
      {own.mergedInto !== null && own.row && <Merged shown={own.mergedInto} caseId={own.row.id} />}
      {own.absorbed.slice(0, MAX_SHOWN).map((id) => (
        <Merged key={id} shown={id} caseId={id} />
      ))}
    </section>
  )
}

/** A merged case: `shown` is the one to see, `caseId` the one that went into the other. */
function Merged({ shown, caseId }: { readonly shown: string; readonly caseId: string }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const command = useCommand()
  const row = useView({ view: 'case', caseId: shown }).view?.head.row
  const head = useView({ view: 'case', caseId }).view?.head
  const actor = useActor()
  const right = rightTo('unmerge', head, actor)
  const [note, setNote] = useState<string | null>(null)
  const reason = note?.trim() ?? ''
  const unmerge = async (): Promise<void> => {
    if (reason === '') return
    const result = await command(unmergeCommand(caseId, reason, right))
    if (!result.ok) return notify({ what: 'error', error: result.error })
    setNote(null)
    notify({ what: 'stepped', step: 'unmerge', number: result.value.number ?? '' })
  }
  return (
    <div className="merged-case">
      <button type="button" className="merged-name" onClick={() => selectCase(shown)}>
        <b>{row ? format.name(row.className, row.classNameEn) : c('state.loading')}</b>
        <span>{row?.number}</span>
        <span className="merged-place">{row?.place}</span>
      </button>
      {note === null ? (
        <Button disabled={right === 'none'} onClick={() => setNote('')}>
          {t('unmerge')}
        </Button>
      ) : (
        <form
          className="merged-form"
          onSubmit={(event) => {
            event.preventDefault()
            void unmerge()
          }}
        >
          <input ref={(field) => field?.focus()} className="input" maxLength={500} value={note} placeholder={t('unmerge.note')} aria-label={t('unmerge.note')} onChange={(event) => setNote(event.target.value)} />
          <Button type="submit" disabled={reason === ''} shortcut="Enter">
            {t('unmerge.confirm')}
          </Button>
        </form>
      )}
    </div>
  )
}
