import { useState } from 'react'
import type { CaseHead } from '../../../electron/contract/views.ts'
import { useActor } from '../../client/actor.ts'
import { useCommand } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'

/** Who reported; the administrator may erase it, after a second look. */
export function ReporterFact({ caseId, reporter }: { readonly caseId: string; readonly reporter: CaseHead['reporter'] }) {
  const t = useT(locale)
  const command = useCommand()
  const admin = useActor()?.roles.includes('admin') ?? false
  const [asked, setAsked] = useState(false)
  const erase = async (): Promise<void> => {
    const result = await command({ type: 'reporter.erase', caseId })
    setAsked(false)
    if (!result.ok) notify({ what: 'error', error: result.error })
  }
  if (reporter.erased) return <span className="facts-more">{t('erased')}</span>
  return (
    <>
      {reporter.name || t('unknown')}
      {reporter.phone && <span className="facts-code">{reporter.phone}</span>}
      {admin && !asked && (
        <Button tone="quiet" className="facts-erase" onClick={() => setAsked(true)}>
          {t('erase')}
        </Button>
      )}
      {asked && (
        <span className="facts-sure" role="alert">
          {t('erase.sure')}
          <Button onClick={() => setAsked(false)}>
            {t('erase.no')}
          </Button>
          <Button tone="quiet" onClick={() => void erase()}>
            {t('erase.yes')}
          </Button>
        </span>
      )}
    </>
  )
}
