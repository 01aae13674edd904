import { useMemo, type ReactNode } from 'react'
import type { DuplicateCandidate } from '../../../electron/contract/messages.ts'
import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { StageChip } from '../../ui/stage-chip.tsx'
import { useDepartmentNames } from '../notices/notices.tsx'
import { difference, type Piece } from './difference.ts'
import { locale } from './locale.ts'
import type { Direction } from './merge-plan.ts'
import { useReasonWords } from './reason-words.ts'

/** A case with what only its own view knows; `head` is undefined until that is there. */
export interface Side {
  readonly row: CaseRow
  readonly head: CaseHead | undefined
}

/** Two cases fact by fact; what differs stands out, what is the same is quiet. */
export function SideBySide({ own, other, reasons, direction }: { readonly own: Side; readonly other: Side; readonly reasons: DuplicateCandidate['reasons']; readonly direction: Direction }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const names = useDepartmentNames()
  const reason = useReasonWords()
  const texts = useMemo(() => difference(own.row.description, other.row.description), [own.row.description, other.row.description])
  const fact = (words: string, of: (side: Side) => string) => <Fact words={words} own={of(own)} other={of(other)} />
  const side = (of: Side, which: 'own' | 'other') => {
    const goes = (direction === 'into-own') === (which === 'other')
    return (
      <th scope="col" data-goes={goes || undefined}>
        <span className="pair-which">{t(which)}</span>
        <b>{of.row.number}</b> <StageChip stage={of.row.stage} />
        <span className="pair-fate">{goes ? t('goes') : t('stays')}</span>
      </th>
    )
  }
  return (
    <table className="pair">
      <thead>
        <tr>
          <td aria-hidden="true" />
          {side(own, 'own')}
          {side(other, 'other')}
        </tr>
      </thead>
      <tbody>
        {fact(t('class'), ({ row }) => `${c(`kind.${row.kind}`)} ${row.subClass} ${format.name(row.className, row.classNameEn)}`)}
        <tr data-same={own.row.description === other.row.description || undefined}>
          <th scope="row">{t('description')}</th>
          <td className="pair-text">
            <Pieces pieces={texts.left} />
          </td>
          <td className="pair-text">
            <Pieces pieces={texts.right} />
          </td>
        </tr>
        {fact(t('place'), ({ row, head }) => [row.place, head?.street].filter(Boolean).join(' · '))}
        {fact(t('reported'), ({ row }) => format.dateTime(row.reportedAt))}
        {fact(t('source'), ({ row }) => c(`source.${row.source}`))}
        {fact(t('reporter'), ({ head }) => (head ? head.reporter.erased ? t('erased') : [head.reporter.name || t('unknown'), head.reporter.phone].filter(Boolean).join(' ') : '…'))}
        {fact(t('department'), ({ row }) => (row.department ? (names.get(row.department) ?? row.department) : '—'))}
        {(own.head?.component || other.head?.component) && fact(t('component'), ({ head }) => head?.component ?? '—')}
        {fact(t('grid'), ({ head }) => head?.grid ?? '—')}
        <tr>
          <th scope="row">{t('reasons')}</th>
          <td colSpan={2}>
            <ul className="pair-reasons">
              {reasons.map((each) => (
                <li key={each.why}>{reason(each)}</li>
              ))}
            </ul>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Fact({ words, own, other }: { readonly words: string; readonly own: string; readonly other: string }): ReactNode {
  return (
    <tr data-same={own === other || undefined}>
      <th scope="row">{words}</th>
      <td>{own}</td>
      <td>{other}</td>
    </tr>
  )
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ text, same }, at) => (same ? <span key={at}>{text}</span> : <mark key={at}>{text}</mark>))
}
