import { useEffect, useState } from 'react'
import type { CameraChangeRow } from '../../../electron/contract/camera-registry.ts'
import { core } from '../../client/core.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { PageMessage } from '../../ui/page.tsx'
import { locale } from './locale.ts'

/** Who changed which cameras when, the newest first; `now` reads them again when it changes. */
export function ChangeList({ now, onUndo }: { readonly now: string; readonly onUndo: ((change: string) => void) | undefined }) {
  const t = useT(locale)
  const format = useFormat()
  const [rows, setRows] = useState<readonly CameraChangeRow[] | null>(null)
  useEffect(() => {
    let here = true
    void core.query({ type: 'camera-changes', limit: 100 }).then((found) => here && found.ok && setRows(found.value.rows))
    return () => {
      here = false
    }
  }, [now])
  if (rows?.length === 0) return <PageMessage title={t('changes.none')} />
  return (
    <ul className="registry-changes">
      {rows?.map(({ id, at, by, how, note, names, put, removed, undoable }) => (
        <li key={id}>
          <span>
            <b>{t(`change.${how}`)}</b> {[...(put > 0 ? [t('change.put', { n: put })] : []), ...(removed > 0 ? [t('change.removed', { n: removed })] : [])].join(' · ')}
          </span>
          <span className="registry-change-names">{names.join(t('comma'))}{put + removed > names.length && '…'}</span>
          <span className="page-hint">{`${by} · ${format.dateTime(at)}${note === '' ? '' : ` · ${note}`}`}</span>
          {onUndo && undoable && <Button onClick={() => onUndo(id)}>{t('undo')}</Button>}
        </li>
      ))}
    </ul>
  )
}
