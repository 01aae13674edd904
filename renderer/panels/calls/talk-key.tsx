import { useEffect, useMemo } from 'react'
import type { CallBoard } from '../../../electron/contract/call.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { doCall } from './do-call.ts'
import { LevelMeter } from './level-meter.tsx'
import { locale } from './locale.ts'

const talk = (on: boolean): void => void doCall({ do: 'talk', on })

/** Press to talk: a switch, and while it is on a key that opens the microphone as long as it is held. */
export function TalkKey({ talk: { byKey, open }, level }: { readonly talk: CallBoard['talk']; readonly level: number }) {
  const t = useT(locale)
  useActions(useMemo(() => ({ 'call.talk-mode': () => void doCall({ do: 'press-to-talk', on: !byKey }), ...(byKey ? { 'call.talk': () => talk(true) } : {}) }), [byKey]))
  useEffect(() => {
    if (!byKey) return undefined
    const shut = (): void => talk(false)
    const up = (event: KeyboardEvent): void => {
      if (event.key === shortcut('call.talk')) shut()
    }
    window.addEventListener('keyup', up)
    window.addEventListener('blur', shut)
    return () => {
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', shut)
    }
  }, [byKey])
  return (
    <div className="call-talk" data-open={open || undefined}>
      <span role="status">{t(byKey ? (open ? 'talk.open' : 'talk.shut') : 'talk.always')}</span>
      <LevelMeter level={level} label={t('level.microphone')} />
      <span className="call-space" />
      {byKey && (
        <Button pressed={open} shortcut={shortcut('call.talk')} onPointerDown={() => talk(true)} onPointerUp={() => talk(false)} onPointerLeave={() => open && talk(false)}>
          {t('talk.hold')}
        </Button>
      )}
      <Button tone="quiet" pressed={byKey} shortcut={shortcut('call.talk-mode')} onClick={() => void doCall({ do: 'press-to-talk', on: !byKey })}>
        {t('talk.mode')}
      </Button>
    </div>
  )
}
