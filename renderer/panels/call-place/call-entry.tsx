import { useMemo, type ReactNode } from 'react'
import { numbersAt, type DirectoryRow } from '../../../electron/contract/directory.ts'
import { useCallBoard, useWatchPresence } from '../../client/call-client.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { doCall } from '../calls/do-call.ts'
import { lineWords } from '../calls/line-words.ts'
import { locale as callWords } from '../calls/locale.ts'
import { PresenceLamp } from '../calls/presence-lamp.tsx'
import { dialEntry } from '../directory/dial-entry.ts'
import { useActions, type Actions } from '../key-help/actions.ts'
import { shortcut, type ActionId } from '../key-help/bindings.ts'

interface Props {
  readonly row: DirectoryRow
  readonly action: Extract<ActionId, 'call.place' | 'call.unit'>
  /** False while something lies over it: the key is another's then. */
  readonly offered?: boolean
  readonly children?: ReactNode
}

/** One key to an entry of the directory; the call goes to the case that is selected. */
export function CallEntry({ row, action, offered = true, children }: Props) {
  const t = useT(callWords)
  const format = useFormat()
  const board = useCallBoard()
  const caseId = useSelectedCase()
  const numbers = numbersAt(row.numbers, Date.now())
  useWatchPresence(numbers.slice(0, 1))
  const ready = board?.line.state === 'ready'
  const dial = useMemo(() => () => void doCall(dialEntry(row, caseId, Date.now())), [row, caseId])
  useActions(useMemo((): Actions => (offered ? { [action]: dial } : {}), [offered, action, dial]))
  return (
    <Button shortcut={shortcut(action)} disabled={!ready} title={ready ? undefined : lineWords(board, t, format)} onClick={dial}>
      {t('call', { name: format.name(row.name, row.nameEn) })} <span className="call-number">{numbers.join(' → ')}</span>
      <PresenceLamp number={numbers[0]} />
      {children}
    </Button>
  )
}
