import { useEffect, useMemo } from 'react'
import type { CaseHead, CaseRow, ViewTypes } from '../../../electron/contract/views.ts'
import { closeStep, openDialog, openStep, useDesk, wantStep } from '../../client/desk.ts'
import { useView } from '../../client/hooks.ts'
import { goTo } from '../../client/map-place.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { StageChip } from '../../ui/stage-chip.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { notify } from '../notices/notice-store.ts'
import { CaseFacts } from './case-facts.tsx'
import { LimitClock } from './limit-clock.tsx'
import { locale } from './locale.ts'
import { StageRail } from './stage-rail.tsx'
import { StepForm } from './step-form.tsx'
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
      <Button shortcut={shortcut('case.new')} onClick={() => openDialog('report')}>
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
  const { state, view } = useView({ view: 'case', caseId }, { keepPrevious: true })
  const row = view?.head.row
  const here = row?.id === caseId
  useCaseActions(caseId, here ? view?.head : undefined)
  if (!view) return state === 'error' ? <p className="case-message">{t('error')}</p> : <CaseSkeleton />
  if (!row) return <p className="case-message">{t('gone')}</p>
  return <CaseSheet view={view} row={row} old={state !== 'live'} here={here} />
}

function CaseSheet({ view, row, old, here }: { readonly view: ViewTypes['case']; readonly row: CaseRow; readonly old: boolean; readonly here: boolean }) {
  const { head } = view
  const rows = useMemo(() => [...view.order].reverse().flatMap((id) => view.rows[id] ?? []), [view])
  return (
    <div id="case-sheet" className="case-sheet" data-old={old || undefined} tabIndex={-1}>
      <CaseTitle head={head} row={row} />
      <StageRail stage={row.stage} />
      <LimitClock clock={row.clock} />
      {here && <NextStep head={head} row={row} />}
      <div className="case-scroll">
        <CaseFacts head={head} row={row} />
        <Timeline rows={rows} />
      </div>
    </div>
  )
}

function CaseTitle({ head, row }: { readonly head: CaseHead; readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  return (
    <header className="case-title">
      <div className="case-title-line">
        <span className="case-number">{row.number}</span>
        <span className="case-kind">
          {c(`kind.${row.kind}`)} {row.subClass}
        </span>
        {head.irregular > 0 && <span className="entry-irregular">{t('irregular.count', { n: head.irregular })}</span>}
        <StageChip stage={row.stage} />
      </div>
      <h2 className="case-class">{format.name(row.className, row.classNameEn)}</h2>
    </header>
  )
}

/** The next lawful step as the one button that stands out; or its form; or who else has to act. */
function NextStep({ head, row }: { readonly head: CaseHead; readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const form = useDesk((state) => state.stepForm)
  if (form?.caseId === row.id && head.lawful.includes(form.step)) return <StepForm key={`${row.id} ${form.step}`} step={form.step} head={head} row={row} />
  const [first, ...others] = head.lawful
  if (!first) {
    const [next] = head.next
    return <p className="case-next-other">{next ? t('next.other', { step: c(`step.${next.step}`), role: c(`role.${next.role}`) }) : t('next.none')}</p>
  }
  return (
    <div className="case-next">
      <Button tone="primary" shortcut={shortcut('case.next-step')} onClick={() => openStep(row.id, first)}>
        {c(`step.${first}`)}
      </Button>
      {others.map((step) => (
        <Button key={step} onClick={() => openStep(row.id, step)}>
          {c(`step.${step}`)}
        </Button>
      ))}
    </div>
  )
}

/**
 * Offers the keys of the selected case. `head` is undefined until it is there: a step that is asked for
 * meanwhile opens when it comes, and never that of the case before.
 */
function useCaseActions(caseId: string, head: CaseHead | undefined): void {
  const wanted = useDesk((state) => state.stepWanted)
  const actions = useMemo(
    () => ({
      'case.focus': () => document.getElementById('case-sheet')?.focus(),
      'case.next-step': () => (head ? takeNext(caseId, head) : wantStep(caseId)),
      ...(head?.row ? { 'case.show-on-map': goToCase(head.row) } : {}),
    }),
    [caseId, head],
  )
  useActions(actions)
  useEffect(() => {
    if (wanted === caseId && head) takeNext(caseId, head)
  }, [wanted, caseId, head])
  useEffect(() => closeStep, [caseId])
}

/** Opens the next step's form, or says whose step it is. */
function takeNext(caseId: string, head: CaseHead): void {
  const [first] = head.lawful
  if (first) return openStep(caseId, first)
  closeStep()
  const [next] = head.next
  if (next) notify({ what: 'error', error: { code: 'role-missing', message: 'no role of this actor may take the next step', params: { step: next.step, need: next.role } } })
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
