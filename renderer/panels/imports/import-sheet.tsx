import { useEffect, useState } from 'react'
import type { AppError } from '../../../electron/contract/error.ts'
import type { CasesPreview, SheetMapping } from '../../../electron/contract/sheet.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { PageMessage, usePageKeys } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { errorText } from '../notices/error-text.ts'
import { notify } from '../notices/notice-store.ts'
import { ColumnTable } from './column-table.tsx'
import { FaultList } from './fault-list.tsx'
import { ImportResult } from './import-result.tsx'
import { locale } from './locale.ts'

export const CRS = ['WGS-84', 'GCJ-02', 'BD-09'] as const
const MODES = ['keep-good', 'all-or-nothing'] as const
type FieldKey = Extract<keyof typeof locale.zh, `field.${string}`>

const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(locale.zh, key)

/** A file that is with core: its columns, its first rows, what is wrong; then how the import goes and what came of it. */
export function ImportSheet({ upload, onAnother }: { readonly upload: string; readonly onAnother: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [source, setSource] = useState<{ readonly sheet: string; readonly mapping: SheetMapping; readonly crs: (typeof CRS)[number] }>({ sheet: '', mapping: {}, crs: 'WGS-84' })
  const [mode, setMode] = useState<(typeof MODES)[number]>('keep-good')
  const [look, setLook] = useState<CasesPreview | AppError | null>(null)
  const [run, setRun] = useState<number | null>(null)
  const job = useView({ view: 'import', upload }).view?.head
  useEffect(() => {
    let here = true
    void core.query({ type: 'cases-preview', upload, ...source }).then((found) => here && setLook(found.ok ? found.value : found.error))
    return () => {
      here = false
    }
  }, [upload, source])
  const shown = look && 'heads' in look ? look : null
  const ready = shown !== null && run === null && !shown.faults.some((fault) => fault.row === 1)
  const start = async (dryRun: boolean): Promise<void> => {
    if (!ready) return
    setRun((job?.run ?? 0) + 1)
    const begun = await core.command({ type: 'cases.import', upload, ...source, mode, dryRun })
    if (begun.ok) return
    setRun(null)
    notify({ what: 'error', error: begun.error })
  }
  usePageKeys({ d: () => void start(true), Enter: () => void start(false) })
  if (run !== null && job) return <ImportResult upload={upload} job={job.run >= run ? job : { ...job, state: 'reading', done: 0 }} onBack={() => setRun(null)} onAnother={onAnother} />
  if (look && !shown) return <PageMessage title={'code' in look ? errorText(look, c, lang) : ''}><Button shortcut="o" onClick={onAnother}>{t('another')}</Button></PageMessage>
  if (!shown) return <PageMessage title={t('looking')} />
  const nameOf = (name: string): string => {
    const key = `field.${name}`
    return isFieldKey(key) ? t(key) : name
  }
  return (
    <div className="import-sheet">
      <div className="import-bar">
        <span className="sheet-name">{shown.sheet === '' ? t('rows', { rows: format.number(shown.rows) }) : t('file', { name: shown.sheet, rows: format.number(shown.rows) })}</span>
        {shown.sheets.length > 1 && (
          <label className="import-choice">
            {t('sheet')}
            <select className="input" value={shown.sheet} onChange={(event) => setSource({ ...source, sheet: event.target.value, mapping: {} })}>
              {shown.sheets.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <Segments label={t('crs')} value={source.crs} choices={CRS.map((value) => ({ value, words: value }))} onChange={(crs) => setSource({ ...source, crs })} />
        <Segments label={t('mode')} value={mode} choices={MODES.map((value) => ({ value, words: t(`mode.${value}`) }))} onChange={setMode} />
      </div>
      <ColumnTable look={shown} sample={shown.sample} mapping={source.mapping} nameOf={nameOf} onMapping={(mapping) => setSource({ ...source, mapping })} />
      <section className="import-faults" aria-label={t('faults.all', { count: shown.faultCount })}>
        <h3>{shown.faultCount === 0 ? t('faults.none', { n: format.number(shown.looked) }) : t('faults.some', { n: format.number(shown.looked), count: format.number(shown.faultCount) })}</h3>
        <FaultList faults={shown.faults} count={shown.faultCount} />
      </section>
      <div className="import-act">
        <Button tone="primary" shortcut="Enter" disabled={!ready} onClick={() => void start(false)}>
          {t('import', { n: format.number(shown.rows) })}
        </Button>
        <Button shortcut="d" disabled={!ready} onClick={() => void start(true)}>
          {t('dry-run')}
        </Button>
        <Button onClick={onAnother}>{t('another')}</Button>
      </div>
    </div>
  )
}
