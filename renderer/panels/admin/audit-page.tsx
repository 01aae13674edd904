import { useRef, useState } from 'react'
import type { AuditRow } from '../../../electron/contract/desk.ts'
import { useDeskHead } from '../../client/actor.ts'
import { closePage } from '../../client/page.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { focusSegments, Segments } from '../../ui/segments.tsx'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { PeriodField, usePeriod } from '../kpi-page/period-field.tsx'
import { errorText } from '../notices/error-text.ts'
import { notify } from '../notices/notice-store.ts'
import { AuditTable } from './audit-table.tsx'
import { locale } from './audit-locale.ts'
import { AUDIT_GROUPS, AUDIT_PAGE, exportAudit, useAudit, type AuditGroup } from './use-audit.ts'
import './audit-page.css'

/** 审计记录: who saw, took out or changed what, newest first, for the administrator. */
export function AuditPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const desk = useDeskHead()
  const period = usePeriod()
  const [group, setGroup] = useState<AuditGroup>('all')
  const [person, setPerson] = useState('')
  const [caseId, setCaseId] = useState('')
  /** Cursors of the pages before this one, the last one's first; the newest page has none. */
  const [trail, setTrail] = useState<readonly string[]>([])
  const [told, setTold] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const allowed = desk?.state === 'signed-in' && desk.actor?.roles.includes('admin') === true
  const choice = { group, person, caseId, from: period.period?.from, to: period.period?.to }
  const { page, error, loading, again } = useAudit(choice, trail.at(-1), !allowed || period.period === undefined)
  const anew = <T,>(set: (value: T) => void) => (value: T): void => {
    setTrail([])
    set(value)
  }
  const next = page?.next ?? undefined
  const older = next === undefined ? undefined : () => setTrail([...trail, next])
  const newer = trail.length === 0 ? undefined : () => setTrail(trail.slice(0, -1))
  const writeOut = async (): Promise<void> => {
    setTold(t('exporting'))
    const result = await exportAudit(choice)
    if (!result.ok) {
      setTold('')
      return notify({ what: 'error', error: result.error })
    }
    setTold(t(result.value.more ? 'exported.more' : 'exported', { n: format.number(result.value.rows), file: result.value.file }))
  }
  const walk = (step: number) => (): void => walkFocus('.audit-row', step)
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), '[': () => newer?.(), ']': () => older?.(), i: () => field.current?.select(), p: () => focusSegments('kpi-period'), g: () => focusSegments('audit-group'), e: () => allowed && void writeOut() })
  if (desk && !allowed) {
    const open = desk.state === 'open'
    return (
      <Page title={t('title')} onClose={closePage}>
        <PageMessage title={t(open ? 'open.title' : 'denied.title')} hint={t(open ? 'open.hint' : 'denied.hint')} />
      </Page>
    )
  }
  const from = trail.length * AUDIT_PAGE
  return (
    <Page
      title={t('title')}
      state={loading && page ? 'stale' : 'live'}
      onClose={closePage}
      controls={
        <>
          <PeriodField {...period} set={anew(period.set)} />
          <Segments label={t('group')} shortcut="g" focusKey="audit-group" value={group} choices={AUDIT_GROUPS.map((value) => ({ value, words: t(`group.${value}`) }))} onChange={anew(setGroup)} />
          <input ref={field} className="input audit-field" value={person} maxLength={64} placeholder={t('person')} aria-label={t('person')} onChange={(event) => anew(setPerson)(event.target.value)} />
          <input className="input audit-field" value={caseId} maxLength={64} placeholder={t('case')} aria-label={t('case')} onChange={(event) => anew(setCaseId)(event.target.value)} />
        </>
      }
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
          <Button tone="quiet" shortcut="e" onClick={() => void writeOut()}>
            {t('export')}
          </Button>
        </>
      }
    >
      {error ? (
        <PageMessage title={t('failed')} hint={errorText(error, c, lang)}>
          <Button onClick={again}>{t('retry')}</Button>
        </PageMessage>
      ) : !page ? (
        <PageMessage title={c('state.loading')} />
      ) : page.rows.length === 0 ? (
        <PageMessage title={t('none.title')} hint={t('none.hint')} />
      ) : (
        <AuditTable rows={page.rows} onOpen={openCase} />
      )}
    </Page>
  )
}

const openCase = ({ caseId }: AuditRow): void => {
  if (caseId !== null) selectCase(caseId)
}
