import { useState } from 'react'
import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import { useFile } from '../../client/file-cache.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { isPicture, typeWords } from './file-words.ts'
import { locale } from './locale.ts'

/** An attachment, small: its picture, or its type; what it shows and when it was added. */
export function Thumb({ caseId, row, onOpen }: { readonly caseId: string; readonly row: AttachmentRow; readonly onOpen: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const [attempt, setAttempt] = useState(0)
  const file = useFile(caseId, isPicture(row.mediaType) ? row : undefined, 'thumb', attempt)
  const failed = isPicture(row.mediaType) && file.state === 'error'
  return (
    <button type="button" className="thumb" data-state={isPicture(row.mediaType) ? file.state : 'ready'} title={failed ? t('failed') : row.name} onClick={() => (failed ? setAttempt((n) => n + 1) : onOpen())}>
      <span className="thumb-picture">
        {file.state === 'ready' ? <img src={file.url} alt={row.name} draggable={false} /> : <span className="thumb-type">{isPicture(row.mediaType) ? (failed ? '!' : '…') : typeWords(row.mediaType)}</span>}
      </span>
      <span className="thumb-words">
        {c(`file-kind.${row.kind}`)} {format.time(row.addedAt)}
      </span>
    </button>
  )
}
