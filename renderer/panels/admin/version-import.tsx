import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { AppError, Result } from '../../../electron/contract/error.ts'
import type { SheetLook, SheetMapping } from '../../../electron/contract/sheet.ts'
import { Button } from '../../ui/button.tsx'
import { useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { PageMessage, usePageKeys } from '../../ui/page.tsx'
import { ColumnTable } from '../imports/column-table.tsx'
import { FaultList } from '../imports/fault-list.tsx'
import { chooseFile, FileDrop } from '../imports/file-drop.tsx'
import { locale as importLocale } from '../imports/locale.ts'
import { useSheet } from '../imports/use-sheet.ts'
import { errorText } from '../notices/error-text.ts'
import { notify } from '../notices/notice-store.ts'
import { editLocale } from './code-edit-locale.ts'
import '../imports/imports.css'

/** What a look at a file says besides its columns and faults. */
export type VersionLook = SheetLook & { readonly base: string; readonly next: string }

/** A file that was sent, and how it is to be read. */
export interface SheetSource {
  readonly upload: string
  readonly sheet: string
  readonly mapping: SheetMapping
}

/** A version that a file is to become. */
export interface VersionWanted {
  readonly base: string
  readonly note: string
  readonly version?: string
}

export interface VersionImportProps<L extends VersionLook> {
  readonly hint: string
  readonly accept?: string
  /** Looks at the file; changes when it is to be looked at anew. */
  readonly look: (source: SheetSource) => Promise<Result<L>>
  readonly take: (source: SheetSource, wanted: VersionWanted) => Promise<Result<unknown>>
  readonly nameOf: (field: string) => string
  /** What the file would change, in words; undefined when nothing. */
  readonly changes: (look: L) => string | undefined
  readonly counts: (look: L) => string | undefined
  readonly diff: (look: L) => ReactNode
  /** More choices of how the file is read. */
  readonly choices?: ReactNode
  /** The words where versions have no names. */
  readonly unnamed?: { readonly go: string; readonly same: string }
  readonly onDone: () => void
}

/** A table from a file: its columns, what is wrong with it, what it would change, then in force as a new version. */
export function VersionImport<L extends VersionLook>(props: VersionImportProps<L>) {
  const t = useT(editLocale)
  const i = useT(importLocale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const { sheet, send, drop } = useSheet()
  const field = useRef<HTMLInputElement>(null)
  usePageKeys({ o: () => (sheet?.upload ? drop() : chooseFile(field)) })
  if (sheet?.upload) return <VersionSheet key={sheet.upload} {...props} upload={sheet.upload} onAnother={drop} />
  if (sheet && !sheet.error) return <PageMessage title={i('sending', { name: sheet.name, part: Math.round(sheet.part * 100) })} />
  return (
    <div className="import-start">
      {sheet?.error && <p className="import-error" role="alert">{errorText(sheet.error, c, lang)}</p>}
      <FileDrop field={field} hint={props.hint} accept={props.accept} onFile={send} />
      <Button onClick={props.onDone}>{t('back')}</Button>
    </div>
  )
}

function VersionSheet<L extends VersionLook>({ upload, look, take, nameOf, changes, counts, diff, choices, unnamed, onAnother, onDone }: VersionImportProps<L> & { readonly upload: string; readonly onAnother: () => void }) {
  const t = useT(editLocale)
  const i = useT(importLocale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [source, setSource] = useState<SheetSource>({ upload, sheet: '', mapping: {} })
  const [seen, setSeen] = useState<L | AppError | null>(null)
  const [note, setNote] = useState('')
  const [version, setVersion] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    void look(source).then((found) => here && setSeen(found.ok ? found.value : found.error))
    return () => {
      here = false
    }
  }, [source, look])
  const shown = seen && 'heads' in seen ? seen : null
  const changed = shown ? changes(shown) : undefined
  const ready = shown !== null && shown.faultCount === 0 && changed !== undefined
  const go = async (): Promise<void> => {
    if (!ready) return
    const wanted = version?.trim() ?? ''
    const done = await take(source, { base: shown.base, note: note.trim(), ...(wanted === '' ? {} : { version: wanted }) })
    if (done.ok) onDone()
    else notify({ what: 'error', error: done.error })
  }
  usePageKeys({ Enter: () => void go() })
  if (seen && !shown) return <PageMessage title={'code' in seen ? errorText(seen, c, lang) : ''}><Button shortcut="o" onClick={onAnother}>{i('another')}</Button></PageMessage>
  if (!shown) return <PageMessage title={i('looking')} />
  return (
    <div className="import-sheet">
      <div className="import-bar">
        {shown.sheets.length > 1 && (
          <label className="import-choice">
            {i('sheet')}
            <select className="input" value={shown.sheet} onChange={(event) => setSource({ upload, sheet: event.target.value, mapping: {} })}>
              {shown.sheets.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        {choices}
        <p>{shown.faultCount > 0 ? i('faults.all', { count: shown.faultCount }) : (changed ?? unnamed?.same ?? t('import.same', { base: shown.base }))}</p>
        <span className="sheet-name">{counts(shown)}</span>
      </div>
      {shown.faultCount > 0 && <ColumnTable look={shown} sample={[]} mapping={source.mapping} nameOf={nameOf} onMapping={(mapping) => setSource({ ...source, mapping })} />}
      <section className="import-faults">
        <div className="fault-list">{shown.faultCount > 0 ? <FaultList faults={shown.faults} count={shown.faultCount} /> : diff(shown)}</div>
      </section>
      <div className="import-act">
        <Button tone="primary" shortcut="Enter" disabled={!ready} onClick={() => void go()}>
          {unnamed?.go ?? t('import.go', { version: version?.trim() || shown.next })}
        </Button>
        {!unnamed && (
          <label className="import-choice">
            {t('import.version')}
            <input className="input code-version" maxLength={32} value={version ?? shown.next} onChange={(event) => setVersion(event.target.value)} />
          </label>
        )}
        <label className="import-choice import-note">
          {t('note')}
          <input className="input" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <Button shortcut="o" onClick={onAnother}>{i('another')}</Button>
        <Button onClick={onDone}>{t('back')}</Button>
      </div>
    </div>
  )
}
