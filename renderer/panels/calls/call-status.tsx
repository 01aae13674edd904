import { useMemo } from 'react'
import { isUndisturbed, useCallBoard } from '../../client/call-client.ts'
import { useView } from '../../client/hooks.ts'
import { togglePage } from '../../client/page.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Popover } from '../../ui/popover.tsx'
import { useActions, type Actions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { dialBack } from './dial-back.ts'
import { doCall } from './do-call.ts'
import { lineWords } from './line-words.ts'
import { locale } from './locale.ts'

const ACTIONS = { 'call.do-not-disturb': () => void doCall({ do: 'do-not-disturb', on: !isUndisturbed() }) } as const

/** What of the telephone must not be overlooked: that it is down, callers whom nobody answered, and that callers hear busy. */
export function CallStatus() {
  const t = useT(locale)
  const format = useFormat()
  const board = useCallBoard()
  const head = useView({ view: 'calls', limit: 50 }).view?.head
  const missed = head?.missed ?? 0
  const last = head?.callBack ?? null
  const callBack = useMemo(() => (last ? () => void doCall(dialBack(last)) : undefined), [last])
  const backWords = last ? t('back.to', { name: format.name(last.party.name, last.party.nameEn) || last.number }) : ''
  useActions(ACTIONS)
  useActions(useMemo((): Actions => (callBack ? { 'call.back': callBack } : {}), [callBack]))
  return (
    <>
      {board && (board.line.state === 'lost' || board.line.state === 'refused') && (
        <Popover
          label={t(`line.short.${board.line.state}`)}
          trigger={
            <button type="button" className="status-button status-notices">
              {t(`line.short.${board.line.state}`)}
            </button>
          }
        >
          <p className="call-line-detail">{lineWords(board, t, format)}</p>
        </Popover>
      )}
      {missed > 0 && (
        <button type="button" className="status-button status-notices" onClick={() => togglePage('call-log')}>
          {t('missed', { n: format.number(missed) })} <Kbd keys={shortcut('page.call-log')} />
        </button>
      )}
      {last && (
        <button type="button" className="status-button status-notices call-back" aria-label={backWords} title={backWords} onClick={callBack}>
          {t('back')} <Kbd keys={shortcut('call.back')} />
        </button>
      )}
      {board?.doNotDisturb && (
        <button type="button" className="status-button status-notices" onClick={ACTIONS['call.do-not-disturb']}>
          {t('undisturbed')} <Kbd keys={shortcut('call.do-not-disturb')} />
        </button>
      )}
    </>
  )
}
