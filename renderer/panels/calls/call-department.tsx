import { useMemo } from 'react'
import { DialNumber, type CallBoard } from '../../../electron/contract/call.ts'
import { useCallBoard } from '../../client/call-client.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT, type Translate } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'
import './calls.css'

type Words = Translate<Extract<keyof typeof locale.zh, string>>

/** One key to the department that answers for the case. */
export function CallDepartment({ caseId, department }: { readonly caseId: string; readonly department: string | null }) {
  const t = useT(locale)
  const format = useFormat()
  const board = useCallBoard()
  const found = useView({ view: 'catalog' }).view?.head.departments.find(({ id }) => id === department)
  const number = DialNumber.safeParse(found?.phone)
  const ready = board?.line.state === 'ready'
  const dial = useMemo(
    () => (found && number.success ? () => void doCall({ do: 'dial', caseId, party: { department: found.id, name: found.shortName, nameEn: found.nameEn }, numbers: [number.data] }) : undefined),
    [caseId, found, number.success, number.data],
  )
  useActions(useMemo(() => (dial ? { 'call.department': dial } : {}), [dial]))
  if (!found) return null
  const name = format.name(found.shortName, found.nameEn)
  if (!dial) return <p className="call-department call-line-words">{t('no-number', { name })}</p>
  return (
    <div className="call-department">
      <Button shortcut={shortcut('call.department')} onClick={dial} disabled={!ready}>
        {t('call', { name })} <span className="call-number">{found.phone}</span>
      </Button>
      {ready ? board.line.demo && <span className="call-line-words">{t('demo.line')}</span> : <span className="call-line-words" data-tone="warn">{lineWords(board, t)}</span>}
    </div>
  )
}

const lineWords = (board: CallBoard | null, t: Words): string => (board ? t(`line.${board.line.state}`, { detail: board.line.detail }) : t('desk.away'))
