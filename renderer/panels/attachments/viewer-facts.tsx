import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { sizeWords, typeWords } from './file-words.ts'
import { locale } from './locale.ts'

/** What is known of an attachment: what it shows, its name, who added it and when, where and when it was taken. */
export function ViewerFacts({ row }: { readonly row: AttachmentRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const facts = [
    t('fact.by', { name: `${row.by.name} (${c(`role.${row.by.role}`)})`, time: format.dateTime(row.addedAt) }),
    ...(row.takenAt === undefined ? [] : [t('fact.taken', { time: format.dateTime(row.takenAt) })]),
    ...(row.at === undefined ? [] : [t('fact.at', { at: row.at.map((d) => d.toFixed(5)).join(', ') })]),
    `${typeWords(row.mediaType)} ${sizeWords(row.bytes)}`,
  ]
  return (
    <div className="viewer-facts">
      <p className="viewer-name">
        <span className="viewer-kind">{c(`file-kind.${row.kind}`)}</span> {row.name}
        {row.note && <span className="viewer-note">{row.note}</span>}
      </p>
      <p className="viewer-more">{facts.join(' · ')}</p>
    </div>
  )
}
