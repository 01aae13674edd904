import { useMemo } from 'react'
import { numbersAt } from '../../../electron/contract/directory.ts'
import { useCallBoard, useWatchPresence } from '../../client/call-client.ts'
import { useNow } from '../../client/clock.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { dialEntry } from '../directory/dial-entry.ts'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { doCall } from './do-call.ts'
import { lineWords } from './line-words.ts'
import { locale } from './locale.ts'
import { PresenceLamp } from './presence-lamp.tsx'
import './calls.css'

/** Rosters change by the minute. */
const LOOK_MS = 20_000

/** One key to the department that answers for the case: its numbers, in order, as they are on duty now. */
export function CallDepartment({ caseId, department }: { readonly caseId: string; readonly department: string | null }) {
  const t = useT(locale)
  const format = useFormat()
  const board = useCallBoard()
  const names = useDepartmentNames()
  const now = useNow(LOOK_MS)
  const directory = useView({ view: 'directory' }).view
  const found = useMemo(() => directory?.order.flatMap((id) => directory.rows[id] ?? []).find((row) => row.kind === 'department' && row.department === department), [directory, department])
  const ready = board?.line.state === 'ready'
  const dial = useMemo(() => (found ? () => void doCall(dialEntry(found, caseId, Date.now())) : undefined), [caseId, found])
  useActions(useMemo(() => (dial ? { 'call.department': dial } : {}), [dial]))
  const numbers = useMemo(() => (found ? numbersAt(found.numbers, now) : []), [found, now])
  useWatchPresence(numbers.slice(0, 1))
  if (department === null || !directory) return null
  if (!found || !dial) return <p className="call-department call-line-words">{t('no-number', { name: names.get(department) ?? department })}</p>
  return (
    <div className="call-department">
      <Button shortcut={shortcut('call.department')} onClick={dial} disabled={!ready}>
        {t('call', { name: format.name(found.name, found.nameEn) })} <span className="call-number">{numbers.join(' → ')}</span>
        <PresenceLamp number={numbers[0]} />
      </Button>
      {ready ? board.line.demo && <span className="call-line-words">{t('demo.line')}</span> : <span className="call-line-words" data-tone="warn">{lineWords(board, t, format)}</span>}
    </div>
  )
}
