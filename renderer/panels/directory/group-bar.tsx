import { useState } from 'react'
import { MAX_GROUP, type CallPlan } from '../../../electron/contract/call-plan.ts'
import type { DirectoryRow } from '../../../electron/contract/directory.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { usePageKeys } from '../../ui/page.tsx'
import { doCall } from '../calls/do-call.ts'
import { deletePlan, savePlan, useCallPlans } from './call-plans.ts'
import { dialGroup } from './dial-entry.ts'
import { locale } from './locale.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

const focus = (field: HTMLInputElement | null): void => field?.focus()

interface Props {
  readonly rows: readonly DirectoryRow[]
  /** Ids of the entries that are marked. */
  readonly marked: readonly string[]
  readonly caseId: string | null
  readonly onMark: (ids: readonly string[]) => void
}

/** 群呼: plans, each marking its members by a digit, and what is done with the marked: called together, kept as a plan. */
export function GroupBar({ rows, marked, caseId, onMark }: Props) {
  const t = useT(locale)
  const plans = useCallPlans()
  const [naming, setNaming] = useState(false)
  const there = rows.filter((row) => marked.includes(row.id))
  const present = (plan: CallPlan): string[] => plan.members.filter((id) => rows.some((row) => row.id === id))
  const isMarked = (plan: CallPlan): boolean => marked.length > 0 && marked.toSorted().join() === present(plan).toSorted().join()
  const chosen = plans.find(isMarked)
  const several = there.length > 1
  const call = (mode: 'first' | 'all') => (): void => {
    if (there.length > 0) void doCall(dialGroup(there, mode, caseId, Date.now())).then((done) => done && onMark([]))
  }
  const pick = (plan: CallPlan): void => onMark(isMarked(plan) ? [] : present(plan))
  const save = async (typed: string): Promise<void> => {
    const name = typed.trim()
    if (name !== '' && (await savePlan({ id: plans.find((plan) => plan.name === name)?.id ?? crypto.randomUUID(), name, members: there.map((row) => row.id) }))) setNaming(false)
  }
  usePageKeys({
    ...Object.fromEntries(DIGITS.map((digit, i) => [digit, () => plans[i] && pick(plans[i])])),
    a: call('all'), f: call('first'), s: () => setNaming(several), Delete: () => chosen && void deletePlan(chosen),
    ...(naming ? { Escape: () => setNaming(false) } : marked.length > 0 ? { Escape: () => onMark([]) } : {}),
  })
  if (plans.length === 0 && there.length === 0) return null
  return (
    <div className="directory-group">
      {plans.map((plan, i) => (
        <Button key={plan.id} pressed={plan === chosen} shortcut={DIGITS[i]} title={plan.members.map((id) => rows.find((row) => row.id === id)?.name ?? t('group.gone')).join('、')} onClick={() => pick(plan)}>
          {plan.name} {present(plan).length}
        </Button>
      ))}
      {there.length > 0 && (
        <>
          <b role="status">{t('group.marked', { n: there.length, max: MAX_GROUP })}</b>
          <Button tone="primary" shortcut="a" onClick={call('all')}>
            {t('group.all')}
          </Button>
          <Button shortcut="f" onClick={call('first')}>
            {t('group.first')}
          </Button>
        </>
      )}
      {several && !chosen && !naming && (
        <Button shortcut="s" onClick={() => setNaming(true)}>
          {t('group.save')}
        </Button>
      )}
      {chosen && (
        <Button shortcut="Delete" onClick={() => void deletePlan(chosen)}>
          {t('group.delete')}
        </Button>
      )}
      {naming && several && (
        <input
          className="input"
          ref={focus}
          maxLength={40}
          aria-label={t('group.name')}
          placeholder={t('group.name')}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) void save(event.currentTarget.value)
          }}
        />
      )}
    </div>
  )
}
