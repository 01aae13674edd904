import { useState } from 'react'
import { useT } from '../../ui/i18n.tsx'
import { usePageKeys } from '../../ui/page.tsx'
import { ListFoot } from './list-foot.tsx'
import { locale } from './locale.ts'

const PAGE_SIZE = 100

/** The events behind a number that counts events; a page at a time. */
export function EventList({ title, hint, ids, onClose }: { readonly title: string; readonly hint: string; readonly ids: readonly string[]; readonly onClose: () => void }) {
  const t = useT(locale)
  const [page, setPage] = useState(0)
  const pages = Math.max(1, Math.ceil(ids.length / PAGE_SIZE))
  const shown = ids.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
  const turn = (by: number) => (): void => setPage((now) => Math.min(pages - 1, Math.max(0, now + by)))
  usePageKeys({ Escape: onClose, PageDown: turn(1), PageUp: turn(-1) })
  return (
    <aside className="drill" aria-label={title}>
      <header className="drill-head">
        <h3>{title}</h3>
        <p>{hint}</p>
      </header>
      <div className="drill-list">
        {ids.length === 0 && <p className="drill-message">{t('bounces.none')}</p>}
        <ul className="drill-events drill-events-alone">
          {shown.map((id) => (
            <li key={id}>{id}</li>
          ))}
        </ul>
      </div>
      <ListFoot from={page * PAGE_SIZE} shown={shown.length} onPrevious={page > 0 ? turn(-1) : undefined} onNext={page < pages - 1 ? turn(1) : undefined} />
    </aside>
  )
}
