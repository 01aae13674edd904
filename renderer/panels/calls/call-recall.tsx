import { useCallback, useMemo, useState } from 'react'
import type { LiveCall } from '../../../electron/contract/call.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { locale } from './locale.ts'
import { LoadedPlayer } from './recording-player.tsx'
import { loadLast } from './load-recording.ts'

/** How much of a call is heard again, s. */
const RECALL_S = 30

/** 即时回听: the last seconds of a call that goes on, heard here only. Each time it is asked for it is the last seconds of then. */
export function CallRecall({ call }: { readonly call: LiveCall }) {
  const t = useT(locale)
  const [open, setOpen] = useState(false)
  const toggle = useCallback((): void => setOpen((now) => !now), [])
  useActions(useMemo(() => ({ 'call.recall': toggle }), [toggle]))
  const load = useMemo(() => () => loadLast(call.id, RECALL_S), [call.id])
  return (
    <div className="call-recall">
      <Button tone="quiet" pressed={open} shortcut={shortcut('call.recall')} onClick={toggle}>
        {t('recall', { n: RECALL_S })}
      </Button>
      {open && <LoadedPlayer load={load} marks={NONE} />}
    </div>
  )
}

const NONE: readonly number[] = []
