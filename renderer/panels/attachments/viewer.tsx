import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { saveAttachment } from '../../client/save-attachment.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useT } from '../../ui/i18n.tsx'
import { notify } from '../notices/notice-store.ts'
import { inOrder } from './attachment-strip.tsx'
import { FileStage } from './file-stage.tsx'
import { isPicture } from './file-words.ts'
import { HideForm } from './hide-form.tsx'
import { locale } from './locale.ts'
import { ViewerFacts } from './viewer-facts.tsx'
import { closeViewer, comparison, openViewer, viewer } from './viewer-store.ts'
import { FIT, zoomed, type Zoom } from './zoom.ts'
import './viewer.css'

/** The attachment that is open, over the console. */
export function Viewer() {
  const open = useStore(viewer, (state) => state.open)
  if (open === null) return null
  return <OpenViewer key={open.caseId} caseId={open.caseId} attachment={open.attachment} />
}

function OpenViewer({ caseId, attachment }: { readonly caseId: string; readonly attachment: string }) {
  const t = useT(locale)
  const { view } = useView({ view: 'case', caseId })
  const rows = view ? inOrder(view.head.attachments) : []
  const at = rows.findIndex((r) => r.id === attachment)
  const row = rows[at]
  const none = view !== undefined && rows.length === 0
  useEffect(() => {
    if (none) closeViewer()
  }, [none])
  const next = rows[0]
  const gone = view !== undefined && row === undefined && next !== undefined
  useEffect(() => {
    if (gone && next) openViewer(caseId, next.id)
  }, [gone, next, caseId])
  return (
    <Dialog title={`${view?.head.row?.number ?? ''}  ${row ? t('viewer.title', { n: at + 1, total: rows.length }) : ''}`} open onClose={closeViewer} size="full">
      {view?.head.row && row && <Sheet key={row.id} head={view.head} caseRow={view.head.row} rows={rows} at={at} row={row} />}
    </Dialog>
  )
}

interface SheetProps {
  readonly head: CaseHead
  readonly caseRow: CaseRow
  readonly rows: readonly AttachmentRow[]
  readonly at: number
  readonly row: AttachmentRow
}

/** Two pictures side by side: one of the report with the last of what came of it, or one of those with the last of the report. */
function pairOf(rows: readonly AttachmentRow[], row: AttachmentRow): { readonly before: AttachmentRow; readonly after: AttachmentRow } | undefined {
  if (!isPicture(row.mediaType)) return undefined
  const last = (fits: (kind: AttachmentRow['kind']) => boolean): AttachmentRow | undefined => rows.findLast((r) => fits(r.kind) && isPicture(r.mediaType))
  const before = row.kind === 'report' ? row : last((kind) => kind === 'report')
  const after = row.kind === 'report' ? last((kind) => kind === 'handling' || kind === 'check') : row
  return before && after && { before, after }
}

function Sheet({ head, caseRow, rows, at, row }: SheetProps) {
  const t = useT(locale)
  const [zoom, setZoom] = useState<Zoom>(FIT)
  const [hiding, setHiding] = useState(false)
  const comparing = useStore(comparison, (both) => both)
  const pair = pairOf(rows, row)
  const both = comparing ? pair : undefined
  const onZoom = useCallback((change: (zoom: Zoom) => Zoom) => setZoom(change), [])
  const go = (step: number): void => {
    const to = rows[at + step]
    if (to) openViewer(caseRow.id, to.id)
  }
  const save = async (): Promise<void> => {
    const result = await saveAttachment(caseRow.id, row)
    if (!result.ok) notify({ what: 'error', error: result.error })
    else if (result.value.saved) notify({ what: 'saved', name: row.name })
  }
  const mayHide = head.hideable.includes(row.id)
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => go(-1),
    ArrowRight: () => go(1),
    '+': () => setZoom((z) => zoomed(z, 1)),
    '=': () => setZoom((z) => zoomed(z, 1)),
    '-': () => setZoom((z) => zoomed(z, -1)),
    '0': () => setZoom(FIT),
    b: () => comparison.setState((on) => !on, true),
    s: () => void save(),
    ...(mayHide ? { Delete: () => setHiding(true) } : {}),
  }
  useViewerKeys(keys)
  return (
    <div className="viewer">
      <div className="viewer-stage" data-both={both ? '' : undefined}>
        {both && <FileStage caseId={caseRow.id} row={both.before} caption={t('viewer.before')} zoom={zoom} onZoom={onZoom} />}
        <FileStage caseId={caseRow.id} row={both?.after ?? row} {...(both ? { caption: t('viewer.after') } : {})} zoom={zoom} onZoom={onZoom} />
      </div>
      {hiding && <HideForm caseId={caseRow.id} row={row} onDone={() => setHiding(false)} />}
      <footer className="viewer-foot">
        <ViewerFacts row={row} />
        <div className="viewer-buttons">
          <Button shortcut="ArrowLeft" disabled={at === 0} onClick={() => go(-1)}>{t('viewer.previous')}</Button>
          <Button shortcut="ArrowRight" disabled={at === rows.length - 1} onClick={() => go(1)}>{t('viewer.next')}</Button>
          {isPicture(row.mediaType) && (
            <>
              <Button shortcut="+" onClick={() => setZoom((z) => zoomed(z, 1))}>{t('viewer.zoom-in')}</Button>
              <Button shortcut="-" onClick={() => setZoom((z) => zoomed(z, -1))}>{t('viewer.zoom-out')}</Button>
              <Button shortcut="0" onClick={() => setZoom(FIT)}>{t('viewer.zoom-fit')}</Button>
              <Button shortcut="b" pressed={both !== undefined} disabled={pair === undefined} title={pair === undefined ? t('viewer.no-pair') : undefined} onClick={keys['b']}>{t('viewer.compare')}</Button>
            </>
          )}
          <Button shortcut="s" onClick={() => void save()}>{t('viewer.save')}</Button>
          {mayHide && <Button shortcut="Delete" onClick={() => setHiding(true)}>{t('viewer.hide')}</Button>}
        </div>
      </footer>
    </div>
  )
}

/** Keys of the viewer, while it is open and nothing is being typed. */
function useViewerKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target instanceof HTMLInputElement || event.target instanceof HTMLMediaElement) return
      const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
      if (!run) return
      event.preventDefault()
      event.stopPropagation()
      run()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [keys])
}
