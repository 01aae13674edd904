import { useEffect, useRef, useState, type RefObject } from 'react'
import type { DuplicateCandidate } from '../../../electron/contract/messages.ts'
import type { CaseHead } from '../../../electron/contract/views.ts'
import { core } from '../../client/core.ts'
import { useActor } from '../../client/actor.ts'
import { useCommand, useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import '../../ui/field.css'
import { notify } from '../notices/notice-store.ts'
import { CandidateList } from './candidate-list.tsx'
import { locale } from './locale.ts'
import { mergeCommand, rightTo, turned, unmergeCommand, type Direction, type Right } from './merge-plan.ts'
import { MergedCases } from './merged-cases.tsx'
import { SideBySide } from './side-by-side.tsx'
import { useDuplicates } from './use-duplicates.ts'
import './merge-page.css'

/** 合并: cases that may be the same as the selected one, beside it. Merging is the operator's act and can be undone. */
export function MergePage() {
  const t = useT(locale)
  const caseId = useSelectedCase()
  const own = useView({ view: 'case', caseId: caseId ?? '', personal: true }).view?.head
  return (
    <Page title={t('title')} onClose={closePage} foot={<Foot />}>
      {caseId === null ? <PageMessage title={t('no-case')} hint={t('no-case.hint')} /> : own?.row?.id === caseId ? <Candidates key={caseId} caseId={caseId} own={own} /> : null}
    </Page>
  )
}

function Foot() {
  const t = useT(locale)
  return (
    <>
      <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
      <PageKey keys={['Enter']}>{t('key.merge')}</PageKey>
      <PageKey keys={['x']}>{t('key.turn')}</PageKey>
      <PageKey keys={['i']}>{t('key.note')}</PageKey>
      <PageKey keys={['u']}>{t('key.undo')}</PageKey>
    </>
  )
}

function Candidates({ caseId, own }: { readonly caseId: string; readonly own: CaseHead }) {
  const t = useT(locale)
  const c = useT(common)
  const { found, failed, renew } = useDuplicates(caseId, own.row?.changedAt)
  const [wanted, setWanted] = useState<string>()
  const candidates = found?.candidates ?? []
  const at = Math.max(0, candidates.findIndex(({ row }) => row.id === wanted))
  const chosen = candidates[at]
  const walk = (step: number) => (): void => {
    const to = candidates[Math.min(candidates.length - 1, Math.max(0, at + step))]
    if (!to) return
    setWanted(to.row.id)
    document.getElementById(`candidate-${to.row.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), u: undoLast })
  return (
    <div className="merge">
      <div className="merge-list">
        {found && candidates.length > 0 && <CandidateList candidates={candidates} chosen={chosen?.row.id} onChoose={setWanted} />}
        <MergedCases own={own} />
      </div>
      {chosen ? (
        <Pair key={chosen.row.id} own={own} chosen={chosen} />
      ) : failed ? (
        <PageMessage title={t('error')}>
          <Button onClick={renew}>{t('retry')}</Button>
        </PageMessage>
      ) : (
        <PageMessage {...(found ? { title: t('none'), hint: t('none.hint') } : { title: c('state.loading') })} />
      )}
    </div>
  )
}

function Pair({ own, chosen }: { readonly own: CaseHead; readonly chosen: DuplicateCandidate }) {
  const t = useT(locale)
  const other = useView({ view: 'case', caseId: chosen.row.id, personal: true }).view?.head
  const actor = useActor()
  const [direction, setDirection] = useState<Direction>('into-own')
  const [note, setNote] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const goes = direction === 'into-own' ? other : own
  const right = rightTo('merge', goes, actor)
  const ready = right === 'lawful' || (right === 'emergency' && note.trim() !== '')
  const { sending, merge } = useMerge(own, chosen.row.id, chosen.row.number, direction, note.trim(), right)
  const send = (): void => {
    if (ready && !sending) void merge()
    else if (right === 'emergency') field.current?.focus()
  }
  usePageKeys({
    Enter: send,
    x: () => setDirection(turned),
    i: () => field.current?.focus(),
    Escape: () => (document.activeElement === field.current ? leave(field) : closePage()),
  })
  if (!own.row) return null
  return (
    <div className="merge-pair">
      <div className="merge-scroll">
        <SideBySide own={{ row: own.row, head: own }} other={{ row: other?.row ?? chosen.row, head: other }} reasons={chosen.reasons} direction={direction} />
      </div>
      <div className="merge-act">
        <p className="merge-keep">{t('keep-reporters')}</p>
        {right !== 'lawful' && goes && <p className="merge-hint">{why(t, right, goes)}</p>}
        <label className="field">
          <span className="field-words">{t('note')}</span>
          <input
            ref={field}
            className="input"
            maxLength={500}
            value={note}
            placeholder={right === 'emergency' ? '' : t('note.hint')}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) send()
            }}
          />
        </label>
        <div className="merge-buttons">
          <Button tone="primary" shortcut="Enter" disabled={!ready || sending} onClick={send}>
            {t(`direction.${direction}`)}
          </Button>
          <Button shortcut="x" onClick={() => setDirection(turned)}>
            {t('turn')}
          </Button>
        </div>
      </div>
    </div>
  )
}

const leave = (field: RefObject<HTMLInputElement | null>): void => {
  field.current?.closest<HTMLElement>('.page')?.focus()
}

function why(t: ReturnType<typeof useT<Extract<keyof typeof locale.zh, string>>>, right: Right, goes: CaseHead): string {
  if (right === 'emergency') return t('note.emergency')
  const number = goes.row?.number ?? ''
  return goes.absorbed.length > 0 ? t('has-duplicates', { number }) : t('not-lawful', { number })
}

/** Merges, and offers to take it back, in a notice and by a key; what goes on is then the selected case. */
function useMerge(own: CaseHead, other: string, otherNumber: string, direction: Direction, note: string, right: Right): { readonly sending: boolean; readonly merge: () => Promise<void> } {
  const t = useT(locale)
  const command = useCommand()
  const [sending, setSending] = useState(false)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const merge = async (): Promise<void> => {
    if (!own.row) return
    setSending(true)
    const result = await command(mergeCommand(own.row.id, other, direction, note, right))
    if (here.current) setSending(false)
    if (!result.ok) return notify({ what: 'error', error: result.error })
    const [gone, stays] = direction === 'into-own' ? [{ id: other, number: otherNumber }, own.row] : [own.row, { id: other, number: otherNumber }]
    lastMerge = { undo: () => void undo(gone.id, t('undone'), right) }
    notify({ what: 'merged', number: gone.number, into: stays.number, undo: lastMerge.undo })
    if (direction === 'into-other') selectCase(stays.id)
  }
  return { sending, merge }
}

/** The merge made last in this window, until it is taken back. */
let lastMerge: { readonly undo: () => void } | undefined

function undoLast(): void {
  lastMerge?.undo()
}

async function undo(caseId: string, note: string, right: Right): Promise<void> {
  lastMerge = undefined
  const result = await core.command(unmergeCommand(caseId, note, right))
  notify(result.ok ? { what: 'stepped', step: 'unmerge', number: result.value.number ?? '' } : { what: 'error', error: result.error })
}
