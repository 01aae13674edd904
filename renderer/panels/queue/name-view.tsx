import { useEffect, useRef, useState } from 'react'
import type { SavedView } from '../../../electron/contract/saved-view.ts'
import { useDesk } from '../../client/desk.ts'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { PageFoot, PageKey } from '../../ui/page.tsx'
import { filterLocale } from './filter-locale.ts'
import { saveView, useSavedViews, viewNamed } from './saved-views.ts'

/** One line that asks for the name of a view: of the filters of the moment, or another for one that is saved. */
export function NameView({ rename, onDone }: { readonly rename: SavedView | null; readonly onDone: () => void }) {
  const t = useT(filterLocale)
  const c = useT(common)
  const { lens, filter } = useDesk((state) => state)
  const views = useSavedViews()
  const [name, setName] = useState(rename?.name ?? '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const submit = async (): Promise<void> => {
    const given = name.trim()
    if (given === '') return
    if (await saveView(rename ? { ...rename, name: given } : viewNamed(given, lens, filter, views))) onDone()
  }
  return (
    <form
      className="filter-picker-name"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <input ref={field} className="input" value={name} maxLength={40} aria-label={t('views.name')} placeholder={t('views.name')} onChange={(event) => setName(event.target.value)} />
      <p className="queue-hint">{t(rename ? 'views.rename' : 'views.named')}</p>
      <PageFoot>
        <PageKey keys={['Enter']}>{c('confirm')}</PageKey>
        <PageKey keys={['Escape']}>{c('cancel')}</PageKey>
      </PageFoot>
    </form>
  )
}
