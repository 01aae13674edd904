import type { LiveCall } from '../../../electron/contract/call.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { shortcut } from '../key-help/bindings.ts'
import { connectCalls, giveUpUnanswered, muteCall, takeCall, unanswered } from './call-actions.ts'
import { otherCall } from './chosen-call.ts'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'

/** What several calls can do together: swap, connect, join; and how the conference stands. */
export function ConferenceBar({ calls, chosen }: { readonly calls: readonly LiveCall[]; readonly chosen: LiveCall | undefined }) {
  const t = useT(locale)
  const answered = calls.filter((call) => call.state === 'talking')
  const joined = answered.filter((call) => call.joined)
  const [first] = joined
  const other = otherCall(calls, chosen)
  const calling = unanswered(calls)
  const several = calling.length > 1 || (calling.length === 1 && joined.length > 0)
  if (answered.length < 2 && !several) return null
  return (
    <div className="call-conference">
      {first && <b role="status">{t(first.muted ? 'conference.silent' : 'conference', { n: String(joined.length) })}</b>}
      {several && <span role="status">{t('calling', { n: calling.length })}</span>}
      <span className="call-space" />
      {several && (
        <Button shortcut={shortcut('call.give-up')} onClick={giveUpUnanswered}>
          {t('give-up')}
        </Button>
      )}
      {first && (
        <Button pressed={first.muted} shortcut={chosen?.joined ? shortcut('call.mute') : undefined} onClick={() => muteCall(first)}>
          {t(first.muted ? 'conference.speak' : 'conference.leave')}
        </Button>
      )}
      {other && chosen?.state === 'talking' && !chosen.joined && (
        <>
          {other.held && (
            <Button shortcut={shortcut('call.swap')} onClick={() => takeCall(other)}>
              {t('swap')}
            </Button>
          )}
          <Button shortcut={shortcut('call.connect')} title={t('connect.hint')} onClick={connectCalls}>
            {t('connect')}
          </Button>
        </>
      )}
      {answered.length > 1 && joined.length < answered.length && (
        <>
          <Button shortcut={shortcut('call.merge')} title={t('merge.hint')} onClick={() => void doCall({ do: 'merge', silent: false })}>
            {t('merge')}
          </Button>
          <Button shortcut={shortcut('call.patch')} title={t('patch.hint')} onClick={() => void doCall({ do: 'merge', silent: true })}>
            {t('patch')}
          </Button>
        </>
      )}
    </div>
  )
}
