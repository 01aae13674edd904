import { useCallback, useState } from 'react'
import { AppraisedRole, type Appraisal, type AppraisalScore } from '../../../electron/contract/appraisal.ts'
import { bridge } from '../../client/bridge.ts'
import { core } from '../../client/core.ts'
import { closePage } from '../../client/page.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { focusSegments, Segments } from '../../ui/segments.tsx'
import { CaseDrill, type LoadCases } from '../kpi-page/case-drill.tsx'
import { PeriodField, usePeriod } from '../kpi-page/period-field.tsx'
import { dayText } from '../kpi-page/period.ts'
import { AskedContent } from '../notices/asked-content.tsx'
import { notify } from '../notices/notice-store.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { appraisalCsv } from './appraisal-csv.ts'
import { locale } from './locale.ts'
import { usePartWords } from './part-words.ts'
import { partSelector, RollTable, type PartAt } from './roll-table.tsx'
import { useAppraisal } from './use-appraisal.ts'
import '../kpi-page/kpi-page.css'
import './appraisal.css'

/** Posts in the order in which they are offered. */
const POSTS: readonly AppraisedRole[] = ['department', ...AppraisedRole.options.filter((role) => role !== 'department')]

/** 绩效评价: the roll of a post in a period, every part of a score down to its cases. */
export function AppraisalPage() {
  const t = useT(locale)
  const format = useFormat()
  const [role, setRole] = useState<AppraisedRole>('department')
  const period = usePeriod('month')
  const found = useAppraisal(period.period, role)
  usePageKeys({ p: () => focusSegments('kpi-period'), b: () => focusSegments('appraisal-post'), r: found.renew })
  return (
    <Page
      title={t('title')}
      state={found.state}
      onClose={closePage}
      controls={
        <>
          <PeriodField {...period} />
          <Segments label={t('post')} shortcut="b" focusKey="appraisal-post" value={role} choices={POSTS.map((value) => ({ value, words: t(`post.${value}`) }))} onChange={setRole} />
          {found.value && (
            <span className="kpi-as-of" data-state={found.state}>
              {t('as-of', { time: format.seconds(found.value.asOf) })} · {t('version', { version: found.value.version })}
            </span>
          )}
        </>
      }
      foot={
        <>
          <PageKey keys={['ArrowUp', 'ArrowDown', '←', '→']}>{t('key.move')}</PageKey>
          <PageKey keys={['Enter']}>{t('key.drill')}</PageKey>
          <PageKey keys={['x']}>{t('key.part')}</PageKey>
          <PageKey keys={['PageUp', 'PageDown']}>{t('key.page')}</PageKey>
          <PageKey keys={['e']}>{t('key.export')}</PageKey>
          <PageKey keys={['r']}>{t('key.renew')}</PageKey>
        </>
      }
    >
      <AskedContent asked={found} failed={t('error')} retry={t('retry')}>
        {(appraisal) => (appraisal.scores.length === 0 ? <PageMessage title={t('empty')} hint={t('empty.hint')} /> : <Roll key={`${appraisal.role} ${appraisal.from} ${appraisal.to}`} appraisal={appraisal} />)}
      </AskedContent>
    </Page>
  )
}

function Roll({ appraisal }: { readonly appraisal: Appraisal }) {
  const t = useT(locale)
  const departments = useDepartmentNames()
  const [at, setAt] = useState<PartAt>({ row: 0, column: 0 })
  const [drilled, setDrilled] = useState<PartAt | null>(null)
  const { role, scores } = appraisal
  const nameOf = (score: AppraisalScore): string => (role === 'department' ? (departments.get(score.subject) ?? score.name) : score.name)
  const exported = useExport(appraisal, nameOf)
  const move = (down: number, right: number) => (): void => {
    if (document.activeElement?.closest('.drill')) return walkFocus('.drill-row', down)
    const row = Math.min(scores.length - 1, Math.max(0, at.row + down))
    const column = Math.min((scores[0]?.parts.length ?? 1) - 1, Math.max(0, at.column + right))
    const cell = document.querySelector<HTMLElement>(partSelector({ row, column }))
    cell?.focus()
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const close = (): void => {
    document.querySelector<HTMLElement>(partSelector(drilled ?? at))?.focus()
    setDrilled(null)
  }
  usePageKeys({ ArrowDown: move(1, 0), ArrowUp: move(-1, 0), ArrowRight: move(0, 1), ArrowLeft: move(0, -1), j: move(1, 0), k: move(-1, 0), e: exported })
  const score = drilled && scores[drilled.row]
  const part = drilled && score?.parts[drilled.column]
  const rosterless = role === 'collector' && scores.every((s) => s.parts.every((p) => p.name !== 'missed' || p.denominator === 0))
  return (
    <>
      <div className="kpi-main">
        <div className="kpi-scroll">
          <RollTable appraisal={appraisal} at={at} drilled={drilled} nameOf={nameOf} onAt={setAt} onDrill={setDrilled} />
        </div>
        <p className="roll-hint">
          {t('hint.weights')} {rosterless && t('hint.roster')}
        </p>
      </div>
      {score && part && <PartDrill appraisal={appraisal} subject={score.subject} name={nameOf(score)} part={part} onClose={close} />}
    </>
  )
}

/** The cases behind one part of one score. */
function PartDrill({ appraisal: { from, to, role }, subject, name, part, onClose }: {
  readonly appraisal: Appraisal
  readonly subject: string
  readonly name: string
  readonly part: AppraisalScore['parts'][number]
  readonly onClose: () => void
}) {
  const t = useT(locale)
  const format = useFormat()
  const words = usePartWords()
  const load = useCallback<LoadCases>((side, after, limit) => core.query({ type: 'appraisal-cases', from, to, role, subject, part: part.name, side, after, limit }), [from, to, role, subject, part.name])
  return (
    <CaseDrill
      title={t('drill.title', { part: words.name(part), name })}
      formula={words.formula(part)}
      numerator={t('drill.numerator', { n: format.number(part.numerator) })}
      denominator={t('drill.denominator', { n: format.number(part.denominator) })}
      load={load}
      onClose={onClose}
    />
  )
}

/** Spreadsheets take a text for UTF-8 by this mark. */
const MARK = '\ufeff'

/** Lets the operator save the roll as CSV; that it left is recorded before it does. */
function useExport(appraisal: Appraisal, nameOf: (score: AppraisalScore) => string): () => void {
  const t = useT(locale)
  const words = usePartWords()
  const { role, from, to } = appraisal
  const save = async (): Promise<void> => {
    const text = appraisalCsv(appraisal, {
      rank: t('rank'), name: t(role === 'department' ? 'department' : 'name'), score: t('score'), grade: t('grade'), numerator: t('numerator'), denominator: t('denominator'),
      part: words.name, points: (part) => t('part.points', { part: words.name(part) }), subject: nameOf,
    })
    const recorded = await core.command({ type: 'audit.printed', what: 'appraisal-csv' })
    if (!recorded.ok) return notify({ what: 'error', error: recorded.error })
    const name = t('file', { post: t(`post.${role}`), from: dayText(from), to: dayText(to - 1) })
    const saved = await bridge().saveFile({ name, bytes: new TextEncoder().encode(MARK + text) })
    if (!saved.ok) notify({ what: 'error', error: saved.error })
    else if (saved.value.saved) notify({ what: 'saved', name })
  }
  return () => void save()
}
