import { useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { KeptLogin, LoginList } from '../../../electron/contract/bridge.ts'
import type { AppError } from '../../../electron/contract/error.ts'
import { bridge } from '../../client/bridge.ts'
import { captureDevices } from '../../client/media/device-feeds.ts'
import { mapPlace } from '../../client/map-place.ts'
import { Button } from '../../ui/button.tsx'
import { useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { errorText } from '../notices/error-text.ts'
import type { CameraDraft } from './camera-draft.ts'
import { locale } from './locale.ts'

interface Props {
  readonly draft: CameraDraft
  readonly demo: boolean
  readonly groups: readonly string[]
  readonly onChange: (part: Partial<CameraDraft>) => void
}

/** The fields of a camera. */
export function CameraFields({ draft, demo, groups, onChange }: Props) {
  const t = useT(locale)
  const devices = useCaptureDevices()
  const centre = useStore(mapPlace, (place) => place.centre)
  return (
    <div className="registry-fields">
      <Text id="name" value={draft.name} most={64} onChange={(name) => onChange({ name })} />
      <Text id="nameEn" value={draft.nameEn} most={64} onChange={(nameEn) => onChange({ nameEn })} />
      <Text id="group" value={draft.group} most={32} choices={groups} onChange={(group) => onChange({ group })} />
      {demo ? (
        <Row id="url"><span className="page-hint">{t('url.demo')}</span></Row>
      ) : (
        <>
          <Text id="url" value={draft.url} most={512} choices={devices.map((device) => `device:${device}`)} example="rtsp://10.1.2.3/Streaming/Channels/101" onChange={(url) => onChange({ url })} />
          <Row id="device"><span className="page-hint">{devices.length === 0 ? t('device.none') : t('device.some', { names: devices.join(t('comma')) })}</span></Row>
          <Text id="subUrl" value={draft.subUrl} most={512} example="rtsp://10.1.2.3/Streaming/Channels/102" onChange={(subUrl) => onChange({ subUrl })} />
          <Text id="onvif" value={draft.onvif} most={512} example="http://10.1.2.3/onvif/device_service" onChange={(onvif) => onChange({ onvif })} />
          <Row id="transport">
            <select id="camera-transport" className="input" value={draft.transport} onChange={(event) => onChange({ transport: event.target.value === 'udp' ? 'udp' : 'auto' })}>
              <option value="auto">{t('transport.auto')}</option>
              <option value="udp">UDP</option>
            </select>
          </Row>
          <LoginField value={draft.credential} onChange={(credential) => onChange({ credential })} />
        </>
      )}
      <Row id="lng">
        <input id="camera-lng" className="input registry-degree" inputMode="decimal" value={draft.lng} maxLength={14} placeholder="118.900000" onChange={(event) => onChange({ lng: event.target.value })} />
        <input id="camera-lat" className="input registry-degree" inputMode="decimal" aria-label={t('field.lat')} value={draft.lat} maxLength={14} placeholder="31.100000" onChange={(event) => onChange({ lat: event.target.value })} />
        <Button disabled={centre === null} title={t('centre.hint')} onClick={() => centre && onChange({ lng: centre[0].toFixed(6), lat: centre[1].toFixed(6) })}>{t('centre')}</Button>
      </Row>
      <Row id="bearing">
        <input id="camera-bearing" className="input registry-degree" inputMode="decimal" value={draft.bearing} maxLength={6} onChange={(event) => onChange({ bearing: event.target.value })} />
        <span className="page-hint">{t('bearing.hint')}</span>
      </Row>
    </div>
  )
}

/** Names of the capture devices that are plugged in. */
function useCaptureDevices(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    const look = (): void => void captureDevices().then(setNames, () => undefined)
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [])
  return names
}

type FieldId = 'device' | 'name' | 'nameEn' | 'group' | 'url' | 'subUrl' | 'onvif' | 'transport' | 'credential' | 'lng' | 'bearing'

function Row({ id, children }: { readonly id: FieldId; readonly children: ReactNode }) {
  const t = useT(locale)
  return (
    <>
      <label htmlFor={`camera-${id}`}>{t(`field.${id}`)}</label>
      <div className="registry-field">{children}</div>
    </>
  )
}

function Text({ id, value, most, example, choices, onChange }: { readonly id: FieldId; readonly value: string; readonly most: number; readonly example?: string; readonly choices?: readonly string[]; readonly onChange: (text: string) => void }) {
  return (
    <Row id={id}>
      <input id={`camera-${id}`} className="input" value={value} maxLength={most} placeholder={example} autoComplete="off" spellCheck={false} list={choices ? `camera-${id}-list` : undefined} onChange={(event) => onChange(event.target.value)} />
      {choices && (
        <datalist id={`camera-${id}-list`}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>{choice}</option>
          ))}
        </datalist>
      )}
    </Row>
  )
}

const NEW = '\n'

/** The login that a camera names, or a new one, which goes into this machine's keychain at once. */
export function LoginField({ value, onChange }: { readonly value: string; readonly onChange: (name: string) => void }) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [list, setList] = useState<LoginList | null>(null)
  const [made, setMade] = useState<KeptLogin | null>(null)
  const [refused, setRefused] = useState<AppError | null>(null)
  useEffect(() => void bridge().logins().then((found) => found.ok && setList(found.value)), [])
  const keep = async (): Promise<void> => {
    if (!made || made.name.trim() === '' || made.user === '') return
    const kept = await bridge().keepLogin({ ...made, name: made.name.trim() })
    if (!kept.ok) return setRefused(kept.error)
    setList(kept.value)
    setMade(null)
    setRefused(null)
    onChange(made.name.trim())
  }
  const names = list?.logins.map(({ name }) => name) ?? []
  const part = (key: keyof KeptLogin, most: number, secret = false) => (
    <input className="input" type={secret ? 'password' : 'text'} autoComplete="off" maxLength={most} placeholder={t(`login.${key}`)} aria-label={t(`login.${key}`)} value={made?.[key] ?? ''} onChange={(event) => made && setMade({ ...made, [key]: event.target.value })} />
  )
  return (
    <Row id="credential">
      <select id="camera-credential" className="input" value={made ? NEW : value} onChange={(event) => (event.target.value === NEW ? setMade({ name: '', user: '', password: '' }) : (setMade(null), onChange(event.target.value)))}>
        <option value="">{t('login.none')}</option>
        {list?.logins.map(({ name, user }) => <option key={name} value={name}>{`${name} (${user})`}</option>)}
        {value !== '' && !names.includes(value) && <option value={value}>{t('login.missing', { name: value })}</option>}
        <option value={NEW} disabled={list?.full ?? true}>{t('login.new')}</option>
      </select>
      {made && (
        <div
          className="registry-login"
          role="group"
          aria-label={t('login.new')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            void keep()
          }}
        >
          {part('name', 64)}
          {part('user', 64)}
          {part('password', 128, true)}
          <Button disabled={made.name.trim() === '' || made.user === ''} onClick={() => void keep()}>{t('login.keep')}</Button>
          {list && <p className="page-hint">{t(list.sealed ? 'login.sealed' : 'login.file')}</p>}
          {refused && <p className="registry-lack" role="alert">{errorText(refused, c, lang)}</p>}
        </div>
      )}
    </Row>
  )
}
