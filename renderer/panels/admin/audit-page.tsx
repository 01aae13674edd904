import { useState } from 'react'
import type { AuditRow } from '../../../electron/contract/desk.ts'
import { useDeskHead } from '../../client/actor.ts'
import { closePage } from '../../client/page.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { errorText } from '../notices/error-text.ts'
import { notify } from '../notices/notice-store.ts'
import { AuditFilterFields } from './audit-filters.tsx'
import { locale } from './audit-locale.ts'
import { AuditTable } from './audit-table.tsx'
import { AUDIT_PAGE, exportAudit, useAudit, useAuditFilters, type AuditChoice, type AuditRead } from './use-audit.ts'
import './audit-page.css'

/** 审计记录: who saw, took out or changed what, newest first, for the administrator. */
export function AuditPage() {
  const t = useT(locale)
  const desk = useDeskHead()
  const allowed = desk?.state === 'signed-in' && desk.actor?.roles.includes('admin') === true
  if (allowed) return <AllowedAuditPage />
  const open = desk?.state === 'open'
  return (
    <Page title={t('title')} onClose={closePage}>
      {desk && <PageMessage title={t(open ? 'open.title' : 'denied.title')} hint={t(open ? 'open.hint' : 'denied.hint')} />}
    </Page>
  )
}

function AllowedAuditPage() {
  const t = useT(locale)
  const format = useFormat()
  const filters = useAuditFilters()
  const { choice, period, trail, setTrail } = filters
  const read = useAudit(choice, trail.at(-1), period.period === undefined)
  const { told, write } = useExport(choice)
  const { page } = read
  const next = page?.next ?? undefined
  const older = next === undefined ? undefined : () => setTrail([...trail, next])
  const newer = trail.length === 0 ? undefined : () => setTrail(trail.slice(0, -1))
  const walk = (step: number) => (): void => walkFocus('.audit-row', step)
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), '[': () => newer?.(), ']': () => older?.(), e: write })
  const from = trail.length * AUDIT_PAGE
  return (
    <Page
      title={t('title')}
      state={read.loading && page ? 'stale' : 'live'}
      onClose={closePage}
      controls={<AuditFilterFields {...filters} />}
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
          <PageKey keys={['Enter']}>{t('key.case')}</PageKey>
          <PageKey keys={['i']}>{t('key.filter')}</PageKey>
          <span className="audit-told" role="status">
            {told}
          </span>
          <span>{page && page.rows.length > 0 ? t('page', { from: format.number(from + 1), to: format.number(from + page.rows.length) }) : ''}</span>
          <Button tone="quiet" shortcut="[" disabled={!newer} onClick={newer}>
            {t('newer')}
          </Button>
          <Button tone="quiet" shortcut="]" disabled={!older} onClick={older}>
            {t('older')}
          </Button>
          <Button tone="quiet" shortcut="e" onClick={write}>
            {t('export')}
          </Button>
        </>
      }
    >
      <Records {...read} />
    </Page>
  )
}

function Records({ page, error, again }: AuditRead) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  if (error) {
    return (
      <PageMessage title={t('failed')} hint={errorText(error, c, lang)}>
        <Button onClick={again}>{t('retry')}</Button>
      </PageMessage>
    )
  }
  if (!page) return <PageMessage title={c('state.loading')} />
  if (page.rows.length === 0) return <PageMessage title={t('none.title')} hint={t('none.hint')} />
  return <AuditTable rows={page.rows} onOpen={openCase} />
}

const openCase = ({ caseId }: AuditRow): void => {
  if (caseId !== null) selectCase(caseId)
}

/** Writes what is found to a file, and what became of it. */
function useExport(choice: AuditChoice): { readonly told: string; readonly write: () => void } {
  const t = useT(locale)
  const format = useFormat()
  const [told, setTold] = useState('')
  const write = async (): Promise<void> => {
    setTold(t('exporting'))
    const result = await exportAudit(choice)
    if (!result.ok) {
      setTold('')
      return notify({ what: 'error', error: result.error })
    }
    setTold(t(result.value.more ? 'exported.more' : 'exported', { n: format.number(result.value.rows), file: result.value.file }))
  }
  return { told, write: () => void write() }
}
