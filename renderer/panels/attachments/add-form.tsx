import { useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { AttachmentKind } from '../../../electron/contract/attachment.ts'
import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { useConnected } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Segments } from '../../ui/segments.tsx'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { addFiles, changeTray, clearTray, isReady, trayOf, trays } from './tray.ts'
import { TrayFiles } from './tray-files.tsx'

/** What a file added now most likely shows. */
export function likelyKind(stage: CaseRow['stage'], attachable: readonly AttachmentKind[]): AttachmentKind | undefined {
  const wanted: AttachmentKind = stage === 'dispatched' ? 'handling' : stage === 'handled' ? 'check' : 'report'
  return attachable.includes(wanted) ? wanted : attachable[0]
}

/** Files that are to be added to a case: what they show, a note; Enter adds them, Esc gives up. */
export function AddForm({ head, row }: { readonly head: CaseHead; readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const connected = useConnected()
  const tray = useStore(trays, (all) => trayOf(all, row.id))
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-state="checked"]')?.focus()
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const kind = tray.kind !== null && head.attachable.includes(tray.kind) ? tray.kind : likelyKind(row.stage, head.attachable)
  const ready = isReady(tray) && !tray.adding && kind !== undefined
  const submit = async (): Promise<void> => {
    if (!ready) return
    const n = await addFiles(row.id, row.id, kind)
    if (n > 0) notify({ what: 'attached', n, number: row.number })
  }
  return (
    <form
      ref={form}
      className="add-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') {
          event.stopPropagation()
          clearTray(row.id)
        }
        if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement && event.target.role !== 'radio')) {
          event.preventDefault()
          void submit()
        }
      }}
    >
      <TrayFiles trayKey={row.id} at={row.at} />
      {kind !== undefined && <Segments label={t('kind')} value={kind} choices={head.attachable.map((each) => ({ value: each, words: c(`file-kind.${each}`) }))} onChange={(taken) => changeTray(row.id, { kind: taken })} />}
      <input className="input" value={tray.note} maxLength={1000} placeholder={t('note')} aria-label={t('note')} onChange={(event) => changeTray(row.id, { note: event.target.value })} />
      <p className="add-hint">{!connected ? t('offline') : tray.files.some((f) => f.state.is === 'sending') ? t('waiting') : ''}</p>
      <div className="add-buttons">
        <Button tone="primary" type="submit" shortcut="Enter" disabled={!ready}>
          {tray.adding ? t('adding') : t('confirm', { n: tray.files.length })}
        </Button>
        <Button shortcut="Escape" onClick={() => clearTray(row.id)}>
          {c('cancel')}
        </Button>
      </div>
    </form>
  )
}
