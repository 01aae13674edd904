import { useEffect, useState } from 'react'
import type { CameraTurn } from '../../../electron/contract/media.ts'
import { core } from '../../client/core.ts'
import { defineLocale, useFormat, useT } from '../../ui/i18n.tsx'
import { en, zh } from '../cameras/locale.ts'
import { reasonText } from '../cameras/tile-text.ts'
import { locale as healthLocale } from '../camera-health/health-locale.ts'
import { locale } from './locale.ts'

const words = defineLocale({ zh, en })
/** How often it is read again while it is looked at, ms. */
const EVERY = 5_000

/** When a camera came and went, the newest first. */
export function HealthTurns({ camera }: { readonly camera: string }) {
  const t = useT(locale)
  const h = useT(healthLocale)
  const c = useT(words)
  const format = useFormat()
  const [read, setRead] = useState<{ readonly camera: string; readonly turns: readonly CameraTurn[] } | null>(null)
  useEffect(() => {
    let here = true
    const ask = (): void => void core.query({ type: 'camera-history', camera, limit: 50 }).then((found) => here && found.ok && setRead({ camera, turns: found.value.turns }))
    ask()
    const timer = setInterval(ask, EVERY)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [camera])
  if (read?.camera !== camera) return null
  return (
    <section className="registry-turns" aria-label={t('turns')}>
      <h4>{t('turns')}</h4>
      {read.turns.length === 0 && <p className="page-hint">{t('turns.none')}</p>}
      <ol>
        {read.turns.map(({ at, state, detail }) => (
          <li key={at} data-state={state}>
            <span>{format.dateTime(at)}</span>
            <span className="registry-turn">{h(`state.${state}`)}</span>
            <span className="page-hint">{state === 'live' || state === 'closed' ? '' : reasonText({ detail, codec: '' }, c)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
