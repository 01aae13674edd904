import { useCallback, useRef } from 'react'
import { useStore } from 'zustand'
import type { Position } from '../../../electron/contract/case-terms.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { notify } from '../notices/notice-store.ts'
import { OFFERED } from './attachment-strip.tsx'
import { useIncomingFiles } from './incoming.ts'
import { locale } from './locale.ts'
import { MAX_FILES, photoPosition, putFiles, trayOf, trays } from './tray.ts'
import { TrayFiles } from './tray-files.tsx'
import './attachments.css'

/** Files of a case that is being reported, kept under the id that it will have. */
export function ReportFiles({ caseId, at, onPosition }: { readonly caseId: string; readonly at: Position | null; readonly onPosition: (at: Position) => void }) {
  const t = useT(locale)
  const input = useRef<HTMLInputElement>(null)
  const tray = useStore(trays, (all) => trayOf(all, caseId))
  const take = useCallback((files: readonly File[]) => {
    const left = putFiles(caseId, files)
    if (left > 0) notify({ what: 'too-many-files', n: left, max: MAX_FILES })
  }, [caseId])
  const over = useIncomingFiles(true, take)
  const photoAt = photoPosition(tray)
  return (
    <div className="report-files" data-over={over || undefined}>
      <div className="report-files-line">
        <span className="add-hint">{over ? t('drop.report') : t('add.hint')}</span>
        {photoAt && (
          <Button onClick={() => onPosition(photoAt)}>{t('use-position')}</Button>
        )}
        <Button onClick={() => input.current?.click()}>{t('add')}</Button>
      </div>
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
      {tray.files.length > 0 && <TrayFiles trayKey={caseId} at={at} />}
    </div>
  )
}
