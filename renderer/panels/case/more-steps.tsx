import type { Step } from '../../../electron/contract/case-terms.ts'
import { openStep, setStepMenu, useDesk } from '../../client/desk.ts'
import { Button } from '../../ui/button.tsx'
import { GroupedMenu, type MenuGroup } from '../../ui/grouped-menu.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { shortcut } from '../key-help/bindings.ts'
import { locale } from './locale.ts'
import { STEP_KEYS, type StepPlan } from './step-plan.ts'

/** Every step besides the primary one, in groups; those beyond one's post stand apart at the end. */
export function MoreSteps({ caseId, plan }: { readonly caseId: string; readonly plan: StepPlan }) {
  const t = useT(locale)
  const c = useT(common)
  const open = useDesk((state) => state.stepMenu)
  const item = (step: Step, emergency: boolean, hint?: string): MenuGroup['items'][number] => ({
    key: step,
    words: c(`step.${step}`),
    letter: STEP_KEYS[step].letter,
    ...(hint === undefined ? {} : { hint }),
    run: () => openStep(caseId, step, emergency),
  })
  const lawful = plan.groups.map(({ group, steps }): MenuGroup => ({ key: group, title: t(`group.${group}`), items: steps.map((step) => item(step, false)) }))
  const beyond: MenuGroup = { key: 'emergency', title: t('group.emergency'), tone: 'alarm', items: plan.beyond.map(({ step, role, ahead }) => item(step, true, ahead ? t('ahead') : c(`role.${role}`))) }
  const groups = [...lawful, ...(beyond.items.length > 0 ? [beyond] : [])]
  if (groups.length === 0) return null
  return (
    <GroupedMenu
      label={t('more')}
      open={open}
      onOpenChange={setStepMenu}
      groups={groups}
      trigger={
        <Button className="case-more" shortcut={shortcut('case.more-steps')}>
          {t('more')}
        </Button>
      }
    />
  )
}
