import { useMemo } from 'react'
import type { LiveCall } from '../../../electron/contract/call.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'

/** What opens in the chosen call's card. */
export type Tool = 'keypad' | 'transfer'

interface Props {
  readonly call: LiveCall
  /** Where the server parks calls; null: it does not. */
  readonly park: string | null
  readonly open: Tool | null
  readonly onToggle: (tool: Tool) => void
}

/** What the chosen call can do besides: keys, transfer, park. */
export function CallTools({ call, park, open, onToggle }: Props) {
  const t = useT(locale)
  const askPark = useMemo(() => (park === null ? undefined : () => void doCall({ do: 'transfer', callId: call.id, number: park })), [call.id, park])
  useActions(useMemo(() => (askPark ? { 'call.park': askPark } : {}), [askPark]))
  return (
    <>
      {!call.held && (
        <Button pressed={open === 'keypad'} shortcut={shortcut('call.keypad')} onClick={() => onToggle('keypad')}>
          {t('keypad')}
        </Button>
      )}
      <Button pressed={open === 'transfer'} disabled={call.transfer === 'asked'} shortcut={shortcut('call.transfer')} onClick={() => onToggle('transfer')}>
        {t('transfer')}
      </Button>
      {askPark && park !== null && (
        <Button disabled={call.transfer === 'asked'} shortcut={shortcut('call.park')} title={t('park.hint', { number: park })} onClick={askPark}>
          {t('park')} <span className="call-number">{park}</span>
        </Button>
      )}
    </>
  )
}
