import type { Position } from '../../../electron/contract/case-terms.ts'
import { useT } from '../../ui/i18n.tsx'
import { CallEntry } from './call-entry.tsx'
import { locale } from './locale.ts'
import { useAnswering } from './use-answering.ts'
import './call-place.css'

/** One key to whoever answers for the grid in which a position lies, or what keeps one from it. */
export function CallHere({ at, offered = true }: { readonly at: Position; readonly offered?: boolean }) {
  const t = useT(locale)
  const { grid, entry } = useAnswering(at)
  if (grid === undefined) return null
  if (!entry) return <span className="call-place-nobody">{t(grid === null ? 'grid.none' : 'nobody')}</span>
  return <CallEntry row={entry} action="call.place" offered={offered} />
}
