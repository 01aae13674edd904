import { useCallback, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { AttachmentKind, type AttachmentRow } from '../../../electron/contract/attachment.ts'
import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { notify } from '../notices/notice-store.ts'
import { AddForm } from './add-form.tsx'
import { useIncomingFiles } from './incoming.ts'
import { locale } from './locale.ts'
import { MAX_FILES, putFiles, trayOf, trays } from './tray.ts'
import { Thumb } from './thumb.tsx'
import { openViewer } from './viewer-store.ts'
import './attachments.css'

/** By what they show, in the order of the loop; then by time. */
export const inOrder = (rows: readonly AttachmentRow[]): AttachmentRow[] => AttachmentKind.options.flatMap((kind) => rows.filter((r) => r.kind === kind))

/** Types that the file dialog offers; what a file is, core finds in its bytes. */
export const OFFERED = '.jpg,.jpeg,.png,.webp,.pdf,.mp4,.m4a,.webm,.ogg,.opus,.txt'

/** 附件 of a case: small pictures, a viewer, and adding by key, drop and paste. */
export function AttachmentStrip({ head, row }: { readonly head: CaseHead; readonly row: CaseRow }) {
  const t = useT(locale)
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const waiting = useStore(trays, (all) => trayOf(all, row.id).files.length > 0)
  const may = head.attachable.length > 0
  const rows = useMemo(() => inOrder(head.attachments), [head.attachments])
  const take = useCallback((files: readonly File[]) => {
    const left = putFiles(row.id, files)
    if (left > 0) notify({ what: 'too-many-files', n: left, max: MAX_FILES })
  }, [row.id])
  const over = useIncomingFiles(may, take)
  const first = rows[0]
  useActions(useMemo(() => ({
    ...(may ? { 'case.attach': () => input.current?.click() } : {}),
    ...(first ? { 'case.view-files': () => openViewer(row.id, first.id) } : {}),
  }), [may, first, row.id]))
  return (
    <section className="attachments" aria-label={t('title')} data-over={over || undefined}>
      <header className="attachments-head">
        <h3 className="case-heading">{rows.length === 0 ? t('title') : t('title.count', { n: format.number(rows.length) })}</h3>
        {first && (
          <Button tone="quiet" shortcut={shortcut('case.view-files')} onClick={() => openViewer(row.id, first.id)}>
            {t('view')}
          </Button>
        )}
        {may && (
          <Button tone="quiet" shortcut={shortcut('case.attach')} title={t('add.hint')} onClick={() => input.current?.click()}>
            {t('add')}
          </Button>
        )}
      </header>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={OFFERED}
        onChange={(event) => {
          take([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {over && <p className="attachments-drop">{t('drop', { number: row.number })}</p>}
      {waiting && <AddForm head={head} row={row} />}
      {rows.length === 0 && !waiting && <p className="attachments-none">{t('none')}</p>}
      {rows.length > 0 && (
        <div className="thumbs">
          {rows.map((each) => (
            <Thumb key={each.id} caseId={row.id} row={each} onOpen={() => openViewer(row.id, each.id)} />
          ))}
        </div>
      )}
    </section>
  )
}
