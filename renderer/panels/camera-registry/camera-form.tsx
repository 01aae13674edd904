import { useLayoutEffect, useRef, useState } from 'react'
import type { RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import type { AppError } from '../../../electron/contract/error.ts'
import { core } from '../../client/core.ts'
import { Button } from '../../ui/button.tsx'
import { useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { errorText } from '../notices/error-text.ts'
import { cameraOf, draftOf, EMPTY_DRAFT, type CameraLack } from './camera-draft.ts'
import { CameraFields } from './camera-fields.tsx'
import { locale } from './locale.ts'
import '../../ui/field.css'

interface Props {
  /** Null: a new camera. */
  readonly camera: RegisteredCamera | null
  readonly groups: readonly string[]
  readonly onSaved: (id: string) => void
  readonly onCancel: () => void
}

/** A camera of the registry: Enter saves, Esc gives up. */
export function CameraForm({ camera, groups, onSaved, onCancel }: Props) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [draft, setDraft] = useState(() => (camera ? draftOf(camera) : { ...EMPTY_DRAFT, id: `cam-${crypto.randomUUID().slice(0, 8)}` }))
  const [lack, setLack] = useState<CameraLack | null>(null)
  const [refused, setRefused] = useState<AppError | null>(null)
  const [saving, setSaving] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('#camera-name')?.focus(), [])
  const save = async (): Promise<void> => {
    if (saving) return
    const made = cameraOf(draft, camera)
    setRefused(null)
    if (typeof made === 'string') return setLack(made)
    setSaving(true)
    const done = await core.command({ type: 'cameras.put', cameras: [{ camera: made, base: camera?.change ?? '' }] })
    setSaving(false)
    if (done.ok) onSaved(made.id)
    else setRefused(done.error)
  }
  return (
    <form
      ref={form}
      className="registry-form"
      aria-label={camera?.name ?? t('add')}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <h3>{camera?.name ?? t('add')}</h3>
      <CameraFields
        draft={draft} demo={camera?.source === 'demo'} groups={groups}
        onChange={(part) => {
          setLack(null)
          setDraft((before) => ({ ...before, ...part }))
        }}
      />
      <p className="registry-lack" role="alert">{lack ? t(`lack.${lack}`) : refused ? errorText(refused, c, lang) : ''}</p>
      <div className="registry-buttons">
        <Button tone="primary" type="submit" shortcut="Enter" disabled={saving}>{t('save')}</Button>
        <Button shortcut="Escape" onClick={onCancel}>{c('cancel')}</Button>
      </div>
    </form>
  )
}
