import { LOOP_STAGES, type Stage } from '../../../electron/contract/case-terms.ts'
import type { TimelineRow } from '../../../electron/contract/views.ts'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import { endOf, loopIndex } from './step-plan.ts'
import './stage-rail.css'

/** The step that leads into each stage of the loop. */
const STOP_OF = {
  reported: 'report', accepted: 'accept', filed: 'file', dispatched: 'dispatch', handled: 'handle', checked: 'check', closed: 'close', 'followed-up': 'follow-up',
} as const satisfies Readonly<Record<(typeof LOOP_STAGES)[number], string>>

/**
 * The eight stops of the loop. A stage is what the last stop left behind, so stage n has n + 1 stops
 * behind it, and the next stop is the one to be done. A case that left the loop has an end mark, no next stop.
 */
export function StageRail({ stage, rows }: { readonly stage: Stage; readonly rows: readonly TimelineRow[] }) {
  const t = useT(locale)
  const c = useT(common)
  const end = endOf(stage)
  const done = loopIndex(stage, rows)
  const next = end ? -1 : done + 1
  return (
    <ol className="rail" aria-label={t('loop')} data-ended={end ?? undefined}>
      {LOOP_STAGES.map((each, index) => (
        <li key={each} className="rail-stop" data-state={index <= done ? 'done' : index === next ? 'next' : 'ahead'} aria-current={index === next ? 'step' : undefined}>
          <span className="rail-dot" />
          <span className="rail-words">{t(`loop.${STOP_OF[each]}`)}</span>
          {end && index === done && <span className="rail-end">{c(`stage.${end}`)}</span>}
        </li>
      ))}
    </ol>
  )
}
