import { useEffect, useState } from 'react'
import type { ImportHead, ImportRows } from '../../../electron/contract/sheet.ts'
import { core } from '../../client/core.ts'
import { closePage } from '../../client/page.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { usePageKeys } from '../../ui/page.tsx'
import { copyText } from '../kpi-page/copy-text.ts'
import { notify } from '../notices/notice-store.ts'
import { FaultList, faultText } from './fault-list.tsx'
import { faultLocale } from './fault-locale.ts'
import { locale } from './locale.ts'

const SHOWN = 200

/** How an import goes, and what came of it. */
export function ImportResult({ upload, job, onBack, onAnother }: { readonly upload: string; readonly job: ImportHead; readonly onBack: () => void; readonly onAnother: () => void }) {
  const t = useT(locale)
  const f = useT(faultLocale)
  const format = useFormat()
  const ended = job.state === 'done' || job.state === 'failed'
  const { cases, faults } = useRows(upload, ended ? job.run : 0)
  const [said, setSaid] = useState('')
  const copy = (): void => setSaid(copyText(faultText(faults, f)) ? t('copied') : '')
  const save = async (): Promise<void> => {
    const words = Object.fromEntries(Object.keys(faultLocale.zh).map((code) => [code, f(code as keyof typeof faultLocale.zh)]))
    const written = await core.query({ type: 'import-faults-file', upload, head: t('error-column'), words })
    if (written.ok) setSaid(t('saved', { n: format.number(written.value.rows), file: written.value.file }))
    else notify({ what: 'error', error: written.error })
  }
  usePageKeys({ Enter: () => (ended ? (job.dryRun || job.taken === 0 ? onBack() : onAnother()) : undefined), d: () => undefined, o: () => (ended ? onAnother() : undefined) })
  if (!ended) {
    return (
      <div className="import-run" role="status">
        <p className="import-run-title">{job.state === 'writing' ? t('writing') : job.state === 'checking' ? t('checking') : t('reading')}</p>
        <progress max={Math.max(1, job.rows)} value={job.done} />
        <p>{t('progress', { done: format.number(job.done), rows: format.number(job.rows) })}</p>
      </div>
    )
  }
  const whole = job.mode === 'all-or-nothing' && job.faults > 0
  return (
    <div className="import-sheet">
      <div className="import-bar">
        <p className="import-run-title">
          {job.state === 'failed' ? `${t('failed')}: ${job.error?.message ?? ''}` : job.dryRun ? t('done.dry', { n: format.number(job.taken) }) : job.taken === 0 ? t('done.none') : t('done.title', { n: format.number(job.taken) })}
        </p>
        {job.faults > 0 && <p className="import-warn">{whole && !job.dryRun ? t('done.whole', { n: format.number(job.faults) }) : job.dryRun ? t('done.would', { n: format.number(job.faults) }) : t('done.faults', { n: format.number(job.faults) })}</p>}
      </div>
      <div className="import-lists">
        {!job.dryRun && cases.length > 0 && (
          <section className="import-faults">
            <h3>{t('cases')}</h3>
            <ul className="import-cases">
              {cases.map((each) => (
                <li key={each.caseId}>
                  <Button
                    tone="quiet"
                    onClick={() => {
                      selectCase(each.caseId)
                      closePage()
                    }}
                  >
                    {each.number}
                  </Button>
                  <span className="page-hint">{t('fault.where', { row: each.row })}</span>
                </li>
              ))}
            </ul>
            {job.taken > cases.length && <p className="page-hint">{t('cases.more', { n: cases.length })}</p>}
          </section>
        )}
        {job.faults > 0 && (
          <section className="import-faults">
            <h3>{t('faults.all', { count: format.number(job.faults) })}</h3>
            <FaultList faults={faults} count={job.faults} />
          </section>
        )}
      </div>
      <div className="import-act">
        {job.dryRun || job.taken === 0 ? (
          <Button tone="primary" shortcut="Enter" onClick={onBack}>
            {t('back')}
          </Button>
        ) : (
          <Button tone="primary" shortcut="Enter" onClick={onAnother}>
            {t('another')}
          </Button>
        )}
        {job.faults > 0 && <Button onClick={copy}>{t('copy-faults')}</Button>}
        {job.faults > 0 && <Button onClick={() => void save()}>{t('save-faults')}</Button>}
        {said && <span role="status" className="import-said">{said}</span>}
      </div>
    </div>
  )
}

/** The first made cases and faults of an import that has ended; read once for each run. */
function useRows(upload: string, run: number): Pick<ImportRows, 'cases' | 'faults'> {
  const [rows, setRows] = useState<Pick<ImportRows, 'cases' | 'faults'>>({ cases: [], faults: [] })
  useEffect(() => {
    if (run === 0) return
    let here = true
    void Promise.all((['cases', 'faults'] as const).map((part) => core.query({ type: 'import-rows', upload, part, limit: SHOWN }))).then(([cases, faults]) => {
      if (here) setRows({ cases: cases?.ok ? cases.value.cases : [], faults: faults?.ok ? faults.value.faults : [] })
    })
    return () => {
      here = false
    }
  }, [upload, run])
  return rows
}
