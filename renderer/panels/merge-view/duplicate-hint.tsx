import { useView } from '../../client/hooks.ts'
import { togglePage, usePage } from '../../client/page.ts'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { shortcut } from '../key-help/bindings.ts'
import { locale } from './locale.ts'
import { useDuplicates } from './use-duplicates.ts'
import './duplicate-hint.css'

/** A quiet line where a case may be the same as others; it opens them side by side. Nothing where there are none. */
export function DuplicateHint({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const changedAt = useView({ view: 'case', caseId }).view?.head.row?.changedAt
  const { found } = useDuplicates(caseId, changedAt)
  const open = usePage() === 'duplicates'
  const n = found?.candidates.length ?? 0
  if (n === 0 || open) return null
  return (
    <button type="button" className="duplicate-hint" onClick={() => togglePage('duplicates')}>
      {t(n === 1 ? 'hint.one' : 'hint.many', { n })} <Kbd keys={shortcut('page.duplicates')} />
    </button>
  )
}
