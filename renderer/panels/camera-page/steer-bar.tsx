import type { SteerError } from '../../../electron/contract/media-steer.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { steerLocale } from './steer-locale.ts'
import type { Steering } from './use-steering.ts'

/** Presets that have a key. */
const KEYED = 9

/** Who steers the camera, its presets, and what went wrong; nothing for a camera that is not registered with a motor's address. */
export function SteerBar({ steering: { state, mine, toggle, go, keep } }: { readonly steering: Steering }) {
  const t = useT(steerLocale)
  if (!state || state.error === 'not-set') return null
  const taken = state.holder !== null && !mine
  return (
    <div className="steer-bar" data-mine={mine}>
      <div className="camera-page-words">
        <span className="steer-title">{state.model === '' ? t('title') : t('title.model', { model: state.model })}</span>
        {state.holder && <span className="steer-holder" data-mine={mine}>{mine ? t('mine') : t('taken', { name: state.holder.name })}</span>}
        {state.able === null && state.error === null && <span>{t('asking')}</span>}
        {state.able === false && <span>{t('fixed')}</span>}
        {state.error !== null && <span className="camera-page-error" role="alert">{t(WORDS[state.error])}</span>}
      </div>
      {state.able === true && (
        <div className="camera-page-buttons">
          <Button shortcut="c" disabled={taken} pressed={mine} onClick={toggle}>{t(mine ? 'give' : 'take')}</Button>
          {state.presets.slice(0, KEYED).map(({ token, name }, i) => (
            <Button key={token} shortcut={String(i + 1)} disabled={taken} onClick={() => go(i + 1)}>{name}</Button>
          ))}
          <Button shortcut="m" disabled={!mine} onClick={() => keep(t('preset.name', { n: state.presets.length + 1 }))}>{t('keep')}</Button>
        </div>
      )}
    </div>
  )
}

const WORDS = {
  'not-set': 'error.not-set', taken: 'error.taken', refused: 'error.refused', unreachable: 'error.unreachable',
  timeout: 'error.timeout', unauthorized: 'error.unauthorized', 'not-onvif': 'error.not-onvif', fault: 'error.fault',
} as const satisfies Record<SteerError, string>
