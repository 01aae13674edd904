import { useEffect, useRef, useState } from 'react'
import type { RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import { groupCameras } from './use-registry-act.ts'

/** Puts cameras into a group; an empty name takes them out of any. */
export function GroupForm({ cameras, groups, onDone }: { readonly cameras: readonly RegisteredCamera[]; readonly groups: readonly string[]; readonly onDone: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const [group, setGroup] = useState(cameras[0]?.group ?? '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  return (
    <form
      className="registry-form"
      onSubmit={(event) => {
        event.preventDefault()
        void groupCameras(cameras, group.trim()).then((done) => done && onDone())
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onDone()
      }}
    >
      <h3>{t('group.title', { n: cameras.length })}</h3>
      <div className="registry-fields">
        <label htmlFor="registry-group">{t('field.group')}</label>
        <div className="registry-field">
          <input ref={field} id="registry-group" className="input" list="registry-groups" value={group} maxLength={32} autoComplete="off" onChange={(event) => setGroup(event.target.value)} />
          <datalist id="registry-groups">
            {groups.map((each) => (
              <option key={each} value={each}>{each}</option>
            ))}
          </datalist>
        </div>
      </div>
      <div className="registry-buttons">
        <Button tone="primary" type="submit" shortcut="Enter">{t('save')}</Button>
        <Button shortcut="Escape" onClick={onDone}>{c('cancel')}</Button>
      </div>
    </form>
  )
}
