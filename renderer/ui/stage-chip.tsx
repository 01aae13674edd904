import { common } from './locales/common.ts'
import { useT } from './i18n.tsx'
import './stage-chip.css'

type StageKey = keyof typeof common.zh
/** Stages of the loop, as the words name them. */
export type StageName = StageKey extends infer K ? (K extends `stage.${infer S}` ? S : never) : never

/** Where a case stands, in words. A stage is no alarm: only a finished case has a colour. */
export function StageChip({ stage }: { readonly stage: StageName }) {
  const t = useT(common)
  return (
    <span className="stage-chip" data-stage={stage}>
      {t(`stage.${stage}`)}
    </span>
  )
}
