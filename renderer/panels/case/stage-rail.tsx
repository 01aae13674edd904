import { Stage, Step } from '../../../electron/contract/case-terms.ts'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import './stage-rail.css'

const STOPS = ['report', ...Step.options] as const

/**
 * The eight stops of the loop. A stage is what the last stop left behind, so stage n has n + 1 stops
 * behind it, and the next stop is the one to be done.
 */
export function StageRail({ stage }: { readonly stage: Stage }) {
  const t = useT(locale)
  const done = Stage.options.indexOf(stage)
  return (
    <ol className="rail" aria-label={t('loop')}>
      {STOPS.map((stop, index) => (
        <li key={stop} className="rail-stop" data-state={index <= done ? 'done' : index === done + 1 ? 'next' : 'ahead'} aria-current={index === done + 1 ? 'step' : undefined}>
          <span className="rail-dot" />
          <span className="rail-words">{t(`loop.${stop}`)}</span>
        </li>
      ))}
    </ol>
  )
}
