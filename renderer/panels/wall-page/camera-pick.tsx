import { useState } from 'react'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useSearch } from '../command-bar/use-search.ts'
import { wallPageLocale } from './locale.ts'
import { DRAGGED_CAMERA } from './mimic.tsx'

/** Cameras that are offered at a time. */
const SHOWN = 12

/** Finds cameras by name or initials, adds them by Enter, click or drag, and takes them out again. */
export function CameraPick({ chosen, onChange }: { readonly chosen: readonly string[]; readonly onChange: (ids: readonly string[]) => void }) {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const view = useView({ view: 'cameras' }).view
  const search = useSearch(typed, 30)
  const ids = typed.trim() === '' ? (view?.order ?? []) : search.hits.flatMap((hit) => (hit.what === 'camera' ? [hit.id] : []))
  const free = ids.filter((id) => !chosen.includes(id)).slice(0, SHOWN)
  const name = (id: string): string => {
    const row = view?.rows[id]
    return row ? format.name(row.name, row.nameEn) : id
  }
  const add = (id: string | undefined): void => {
    if (id === undefined || chosen.length >= 36) return
    onChange([...chosen, id])
    setTyped('')
  }
  return (
    <div className="wall-pick">
      <ol className="wall-pick-list wall-pick-chosen">
        {chosen.map((id) => (
          <li key={id}>
            <span>{name(id)}</span>
            <button type="button" className="wall-pick-remove" aria-label={`${t('remove')} ${name(id)}`} onClick={() => onChange(chosen.filter((each) => each !== id))}>
              ×
            </button>
          </li>
        ))}
      </ol>
      <input className="input wall-search" value={typed} maxLength={60} placeholder={t('search')} aria-label={t('search')} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && add(free[0])} />
      <ul className="wall-pick-list">
        {free.map((id) => (
          <li key={id}>
            <button type="button" className="wall-pick-add" draggable onDragStart={(event) => event.dataTransfer.setData(DRAGGED_CAMERA, id)} onClick={() => add(id)}>
              {name(id)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
