import { useMemo } from 'react'
import type { LiveCall } from '../../../electron/contract/call.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { doCall } from './do-call.ts'
import { Keypad } from './keypad.tsx'
import { locale } from './locale.ts'
import { TransferForm } from './transfer-form.tsx'

/** What opens below the chosen call. */
export type Tool = 'keypad' | 'transfer'

interface Props {
  readonly call: LiveCall
  /** Where the server parks calls; null: it does not. */
  readonly park: string | null
  readonly open: Tool | null
  readonly onToggle: (tool: Tool) => void
  readonly onClose: () => void
}

/** What the chosen call can do besides: keys, transfer, park. */
export function CallTools({ call, park, open, onToggle, onClose }: Props) {
  const t = useT(locale)
  const askPark = useMemo(() => (park === null ? undefined : () => void doCall({ do: 'transfer', callId: call.id, number: park })), [call.id, park])
  useActions(useMemo(() => (askPark ? { 'call.park': askPark } : {}), [askPark]))
  return (
    <>
      <div className="call-card-foot">
        <span className="call-space" />
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
      </div>
      {open === 'keypad' && <Keypad key={call.id} call={call} onClose={onClose} />}
      {open === 'transfer' && <TransferForm key={call.id} call={call} onClose={onClose} />}
    </>
  )
}
