import { useMemo } from 'react'
import { useActor } from '../../client/actor.ts'
import { releaseClaim, takeClaim, useClaims, useHoldClaim } from '../../client/claims.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import './claim-line.css'

/** 认领: who works on this case, and the key to take it, to take it over, or to let it go. */
export function ClaimLine({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const format = useFormat()
  const actor = useActor()
  const claim = useClaims()[caseId]
  const state = claim === undefined ? 'free' : claim.by.id === actor?.id ? 'mine' : 'others'
  useHoldClaim(caseId, state === 'mine')
  const actions = useMemo(() => {
    const change = async (): Promise<void> => {
      const result = await (state === 'mine' ? releaseClaim(caseId) : takeClaim(caseId, state === 'others'))
      if (!result.ok) notify({ what: 'error', error: result.error })
    }
    return { 'case.claim': () => void change() }
  }, [caseId, state])
  useActions(actions)
  return (
    <div className="claim-line" data-claim={state} role="status">
      <span className="claim-words">{claim && t(`claim.${state === 'mine' ? 'mine' : 'others'}`, { name: claim.by.name, time: format.time(claim.since) })}</span>
      <Button tone="quiet" shortcut={shortcut('case.claim')} onClick={actions['case.claim']}>
        {t(`claim.do.${state}`)}
      </Button>
    </div>
  )
}
