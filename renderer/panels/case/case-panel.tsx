import { useEffect, useMemo } from 'react'
import type { Actor } from '../../../electron/contract/case-terms.ts'
import type { CaseHead, CaseRow, TimelineRow } from '../../../electron/contract/views.ts'
import { useActor } from '../../client/actor.ts'
import { closeStep, openDialog, openStep, setStepMenu, useDesk, wantStep } from '../../client/desk.ts'
import { useView } from '../../client/hooks.ts'
import { goTo } from '../../client/map-place.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { StageChip } from '../../ui/stage-chip.tsx'
import { useActions } from '../key-help/actions.ts'
import { beginReport } from '../report-form/caller-on-line.ts'
import { shortcut } from '../key-help/bindings.ts'
import { CallDepartment } from '../calls/call-department.tsx'
import { CaseCalls } from '../calls/case-calls.tsx'
import { DuplicateHint } from '../merge-view/duplicate-hint.tsx'
import { notify } from '../notices/notice-store.ts'
import { AttachmentStrip } from '../attachments/attachment-strip.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseLinks } from './case-links.tsx'
import { CaseMarks } from './case-marks.tsx'
import { CaseTasks } from './case-tasks.tsx'
import { ClaimLine } from './claim-line.tsx'
import { LimitClock } from './limit-clock.tsx'
import { locale } from './locale.ts'
import { MoreSteps } from './more-steps.tsx'
import { StageRail } from './stage-rail.tsx'
import { StepForm } from './step-form.tsx'
import { endOf, planSteps, type StepPlan } from './step-plan.ts'
import { Timeline } from './timeline.tsx'
import './case.css'

/** The selected case: where it stands, what comes next, what was done. */
export function CasePanel() {
  const t = useT(locale)
  const caseId = useSelectedCase()
  return (
    <section className="case" aria-label={t('title')}>
      {caseId ? <SelectedCase caseId={caseId} /> : <NoCase />}
    </section>
  )
}

function NoCase() {
  const t = useT(locale)
  return (
    <div className="case-empty">
      <p className="case-empty-title">{t('empty.title')}</p>
      <p className="case-empty-hint">{t('empty.hint')}</p>
      <Button shortcut={shortcut('case.new')} onClick={beginReport}>
        {t('new')}
      </Button>
      <Button shortcut={shortcut('command.open')} onClick={() => openDialog('command')}>
        {t('find')}
      </Button>
    </div>
  )
}

function SelectedCase({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const { state, view } = useView({ view: 'case', caseId, personal: true }, { keepPrevious: true })
  const row = view?.head.row
  const here = row?.id === caseId
  const actor = useActor()
  const target = useView({ view: 'case', caseId: view?.head.mergedInto ?? '-' }).view?.head.row?.stage
  const rows = useMemo(() => (view ? view.order.flatMap((id) => view.rows[id] ?? []) : []), [view])
  const plan = useMemo(() => (view && here ? planSteps(view.head, rows, actor, target) : undefined), [view, here, rows, actor, target])
  useCaseActions(caseId, plan, here ? row : undefined)
  if (!view) return state === 'error' ? <p className="case-message">{t('error')}</p> : <CaseSkeleton />
  if (!row) return <p className="case-message">{t('gone')}</p>
  return <CaseSheet head={view.head} rows={rows} row={row} plan={plan} actor={actor} old={state !== 'live'} />
}

interface SheetProps {
  readonly head: CaseHead
  readonly row: CaseRow
  /** Oldest first. */
  readonly rows: readonly TimelineRow[]
  /** Undefined while another case still stands here. */
  readonly plan: StepPlan | undefined
  readonly actor: Actor | undefined
}

function CaseSheet({ head, row, rows, plan, actor, old }: SheetProps & { readonly old: boolean }) {
  return (
    <div id="case-sheet" className="case-sheet" data-old={old || undefined} tabIndex={-1}>
      <CaseTitle head={head} row={row} rows={rows} />
      <StageRail stage={row.stage} rows={rows} />
      <LimitClock clock={row.clock} caseClock={head.caseClock} extensions={head.extensions} />
      <ClaimLine caseId={row.id} />
      {plan && <NextStep head={head} row={row} rows={rows} plan={plan} actor={actor} />}
      <CallDepartment caseId={row.id} department={row.department ?? head.suggestedDepartment} />
      {plan && <DuplicateHint caseId={row.id} />}
      <div className="case-scroll">
        <CaseLinks mergedInto={head.mergedInto} absorbed={head.absorbed} />
        <CaseFacts head={head} row={row} />
        <AttachmentStrip key={row.id} head={head} row={row} />
        <CaseTasks caseId={row.id} tasks={head.tasks} />
        <CaseCalls caseId={row.id} />
        <Timeline rows={rows} />
      </div>
    </div>
  )
}

function CaseTitle({ head, row, rows }: Pick<SheetProps, 'head' | 'row' | 'rows'>) {
  const c = useT(common)
  const format = useFormat()
  return (
    <header className="case-title">
      <div className="case-title-line">
        <span className="case-number">{row.number}</span>
        <span className="case-kind">
          {c(`kind.${row.kind}`)} {row.subClass}
        </span>
        <StageChip stage={row.stage} />
      </div>
      <h2 className="case-class">{format.name(row.className, row.classNameEn)}</h2>
      <CaseMarks head={head} rows={rows} />
    </header>
  )
}

/** The step forward as the one button that stands out, the others in a menu; or a form; or who else has to act. */
function NextStep({ head, row, rows, plan, actor }: SheetProps & { readonly plan: StepPlan }) {
  const t = useT(locale)
  const c = useT(common)
  const form = useDesk((state) => state.stepForm)
  if (form?.caseId === row.id) {
    return <StepForm key={`${row.id} ${form.step}`} step={form.step} beyond={form.emergency ? plan.beyond.find(({ step }) => step === form.step) : null} head={head} row={row} rows={rows} actor={actor} />
  }
  const { primary, others } = plan
  const end = endOf(row.stage)
  return (
    <div className="case-next">
      {primary ? (
        <Button tone="primary" shortcut={shortcut('case.next-step')} onClick={() => openStep(row.id, primary)}>
          {c(`step.${primary}`)}
        </Button>
      ) : (
        <p className="case-next-other">{others ? t('next.other', { step: c(`step.${others.step}`), role: c(`role.${others.role}`) }) : t(end ? `next.${end}` : 'next.none')}</p>
      )}
      <MoreSteps caseId={row.id} plan={plan} />
    </div>
  )
}

/**
 * Offers the keys of the selected case. `plan` is undefined until it is there: a step that is asked for
 * meanwhile opens when it comes, and never that of the case before.
 */
function useCaseActions(caseId: string, plan: StepPlan | undefined, row: CaseRow | null | undefined): void {
  const wanted = useDesk((state) => state.stepWanted)
  const actions = useMemo(
    () => ({
      'case.focus': () => document.getElementById('case-sheet')?.focus(),
      'case.next-step': () => (plan ? takeNext(caseId, plan) : wantStep(caseId)),
      'case.more-steps': () => setStepMenu(true),
      ...(row ? { 'case.show-on-map': goToCase(row) } : {}),
    }),
    [caseId, plan, row],
  )
  useActions(actions)
  useEffect(() => {
    if (wanted === caseId && plan) takeNext(caseId, plan)
  }, [wanted, caseId, plan])
  useEffect(() => closeStep, [caseId])
}

/** Opens the next step's form, or says whose step it is. */
function takeNext(caseId: string, { primary, others }: StepPlan): void {
  if (primary) return openStep(caseId, primary)
  closeStep()
  if (others) notify({ what: 'error', error: { code: 'role-missing', message: 'no role of this actor may take the next step', params: { step: others.step, need: others.role } } })
}

const goToCase = (row: CaseRow) => (): void => goTo(row.at, 16)

function CaseSkeleton() {
  const t = useT(locale)
  return (
    <div className="case-sheet case-skeleton" aria-label={t('loading')}>
      <i />
      <b />
      <u />
      <u />
      <b />
    </div>
  )
}
