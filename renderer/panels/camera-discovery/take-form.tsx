import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { LoginField } from '../camera-registry/camera-fields.tsx'
import { Field, type Asked } from './ask-form.tsx'
import { locale } from './locale.ts'
import '../camera-registry/registry.css'

interface Props {
  readonly asked: Asked
  /** Devices that are taken. */
  readonly count: number
  readonly admin: boolean
  readonly said: 'saved' | 'added' | null
  readonly onChange: (asked: Asked) => void
  readonly onAdd: () => void
  readonly onSave: () => void
}

/** What is done with the cameras that are taken: into the registry, or onto a list for another machine. */
export function TakeForm({ asked, count, admin, said, onChange, onAdd, onSave }: Props) {
  const t = useT(locale)
  return (
    <div className="discovery-take">
      <div className="discovery-add">
        <Field words={t('group')} value={asked.group} onChange={(group) => onChange({ ...asked, group })} most={32} />
        <div className="discovery-login">
          <LoginField value={asked.login} onChange={(login) => onChange({ ...asked, login })} />
        </div>
        <Button tone="primary" shortcut="r" disabled={!admin || count === 0} onClick={onAdd}>{t('add', { n: count })}</Button>
      </div>
      <p className="discovery-said" role="status">
        {said !== null ? t(said) : !admin ? t('add.admin') : asked.login === '' && asked.user !== '' ? t('add.login', { user: asked.user }) : t('add.hint')}
      </p>
      <div className="discovery-save">
        <Field words={t('credentials')} value={asked.credentials} onChange={(credentials) => onChange({ ...asked, credentials })} most={512} example={t('credentials.example')} />
        <Button shortcut="s" disabled={count === 0} onClick={onSave}>{t('save', { n: count })}</Button>
      </div>
    </div>
  )
}
