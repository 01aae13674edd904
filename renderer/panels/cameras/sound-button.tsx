import { useMemo } from 'react'
import { toggleSound, useCameraSound } from '../../client/camera-sound.ts'
import { useSelectedCamera } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { defineLocale, useT } from '../../ui/i18n.tsx'
import { LevelMeter } from '../calls/level-meter.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { en, zh } from './locale.ts'
import { soundText } from './tile-text.ts'

const words = defineLocale({ zh, en })

/** The key that hears the selected camera, also one that only the wall shows; pressed again, it ends the sound. */
export function useSoundKey(): void {
  const selected = useSelectedCamera()
  const heard = useCameraSound().cameraId
  const target = selected ?? heard
  const actions = useMemo(() => (target === null ? {} : { 'camera.sound': () => toggleSound(target) }), [target])
  useActions(actions)
}

/** Hears a camera, says how its sound stands and how loud it is. */
export function SoundButton({ cameraId }: { readonly cameraId: string }) {
  const t = useT(words)
  const { cameraId: heard, state, level } = useCameraSound()
  const on = heard === cameraId
  return (
    <>
      <Button pressed={on} shortcut={shortcut('camera.sound')} onClick={() => toggleSound(cameraId)}>
        {t('cameras.sound')}
      </Button>
      {on && state === 'live' && <LevelMeter level={level} label={t('cameras.sound')} />}
      {on && state !== 'live' && <span role="status">{soundText(state, t)}</span>}
    </>
  )
}
