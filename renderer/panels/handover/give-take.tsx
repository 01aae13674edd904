import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { HandoverReport, HandoverRow } from '../../../electron/contract/handover.ts'
import type { CommandInput } from '../../client/core-client.ts'
import { core } from '../../client/core.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { notify } from '../notices/notice-store.ts'
import { PhraseField } from '../phrases/phrase-field.tsx'
import { countsOf } from './handover.ts'
import { locale } from './locale.ts'

export type Doing = 'give' | 'take' | null

const MOST = 4_000

/** The hand-over that waits to be taken, and the form that gives or takes one. */
export function GiveTake({ report, waiting, doing, onDoing, onDone }: {
  readonly report: HandoverReport
  readonly waiting: HandoverRow | undefined
  readonly doing: Doing
  readonly onDoing: (doing: Doing) => void
  readonly onDone: () => void
}) {
  const t = useT(locale)
  const format = useFormat()
  const send = async (remark: string): Promise<void> => {
    const command: CommandInput | undefined = doing === 'give' ? { type: 'handover.give', since: report.since, counts: countsOf(report), remark } : waiting && { type: 'handover.take', id: waiting.id, remark }
    if (!command) return
    const result = await core.command(command)
    if (!result.ok) return notify({ what: 'error', error: result.error })
    onDoing(null)
    onDone()
  }
  return (
    <>
      {waiting && (
        <div className="handover-waiting" role="status">
          <span>
            {t('waiting', { name: waiting.given.by.name, time: format.dateTime(waiting.given.at) })}
            {waiting.given.remark && <q className="handover-remark">{waiting.given.remark}</q>}
          </span>
          {doing === null && (
            <Button tone="primary" shortcut="t" onClick={() => onDoing('take')}>
              {t('take')}
            </Button>
          )}
        </div>
      )}
      {doing !== null && <RemarkForm doing={doing} onSend={send} onCancel={() => onDoing(null)} />}
    </>
  )
}

function RemarkForm({ doing, onSend, onCancel }: { readonly doing: 'give' | 'take'; readonly onSend: (remark: string) => Promise<void>; readonly onCancel: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const [remark, setRemark] = useState('')
  const [sending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const send = async (): Promise<void> => {
    if (sending) return
    setSending(true)
    await onSend(remark.trim())
    setSending(false)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    } else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault()
      void send()
    }
  }
  return (
    <form
      className="handover-form"
      aria-label={t(doing)}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={press}
    >
      <PhraseField kind="note" value={remark} maxLength={MOST} onChange={setRemark}>
        <textarea ref={field} className="input" rows={2} maxLength={MOST} value={remark} placeholder={t(`${doing}.remark`)} aria-label={t(`${doing}.remark`)} onChange={(event) => setRemark(event.target.value)} />
      </PhraseField>
      <div className="handover-form-buttons">
        <Button tone="primary" type="submit" shortcut="Enter" disabled={sending}>
          {t(doing)}
        </Button>
        <Button shortcut="Escape" onClick={onCancel}>
          {c('cancel')}
        </Button>
      </div>
    </form>
  )
}
