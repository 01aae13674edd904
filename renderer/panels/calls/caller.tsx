import { useEffect, useMemo, useState } from 'react'
import type { LiveCall } from '../../../electron/contract/call.ts'
import type { DirectoryRow } from '../../../electron/contract/directory.ts'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { linkCall } from './link-call.ts'
import { locale } from './locale.ts'

const SHOWN = 4

/** Who calls, as the directory has the number; else as the network says, else the number alone. */
export function useCallerName({ party, number, direction }: Pick<LiveCall, 'party' | 'number' | 'direction'>): string {
  const t = useT(locale)
  const format = useFormat()
  const listed = useListed(number)
  const known = direction === 'in' ? listed : undefined
  if (known) return format.name(known.name, known.nameEn)
  return format.name(party.name, party.nameEn) || (number === 'anonymous' ? t('caller.withheld') : direction === 'in' ? t('caller.unknown') : number)
}

function useListed(number: string): DirectoryRow | undefined {
  const directory = useView({ view: 'directory' }).view
  return useMemo(() => directory?.order.flatMap((id) => directory.rows[id] ?? []).find((row) => row.numbers.some((n) => n.number === number)), [directory, number])
}

/** What whoever calls has reported: their open cases, the one that the call is put to, or a new one. */
export function CallerCases({ call, keyed }: { readonly call: LiveCall; readonly keyed: boolean }) {
  const t = useT(locale)
  const format = useFormat()
  const [rows, setRows] = useState<readonly CaseRow[] | null>(null)
  const linked = useView({ view: 'calls', text: call.number, limit: 20 }).view?.rows[call.id]?.caseId ?? null
  const selected = useSelectedCase()
  const listed = useListed(call.number)
  useEffect(() => {
    let here = true
    if (call.number === 'anonymous') return setRows([])
    void core.query({ type: 'caller', phone: call.number, limit: SHOWN }).then((found) => here && setRows(found.ok ? found.value.rows : []))
    return () => {
      here = false
    }
  }, [call.number])
  const link = useMemo(() => (selected !== null && selected !== linked ? () => void linkCall(call.id, selected) : undefined), [call.id, selected, linked])
  useActions(useMemo(() => (keyed && link ? { 'call.link': link } : {}), [keyed, link]))
  return (
    <div className="caller">
      {rows && rows.length === 0 && !listed && <p className="call-line-words">{t('caller.no-cases')}</p>}
      {rows && rows.length > 0 && (
        <ul className="caller-cases" aria-label={t('caller.cases')}>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" className="caller-case" data-linked={row.id === linked || undefined} onClick={() => selectCase(row.id)}>
                <b>{format.name(row.className, row.classNameEn)}</b>
                <span className="caller-place">{row.place}</span>
                <StageChip stage={row.stage} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="call-card-foot">
        <span className="call-line-words">{linked === null ? t('caller.not-linked') : linked === selected ? t('caller.linked-selected') : t('caller.linked')}</span>
        <span className="call-space" />
        {link && (
          <Button tone="quiet" shortcut={keyed ? shortcut('call.link') : undefined} onClick={link}>
            {t('caller.link')}
          </Button>
        )}
      </div>
    </div>
  )
}
