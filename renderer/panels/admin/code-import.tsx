import { useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../electron/contract/error.ts'
import type { CodesPreview, SheetMapping } from '../../../electron/contract/sheet.ts'
import { core } from '../../client/core.ts'
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
import { CodeDiffList } from './code-diff-list.tsx'
import { editLocale } from './code-edit-locale.ts'
import '../imports/imports.css'

type FieldKey = Extract<keyof typeof editLocale.zh, `field.${string}`>
const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(editLocale.zh, key)

/** A code table from a file: its columns, what is wrong with it, what it would change, then in force as a new version. */
export function CodeImport({ onDone }: { readonly onDone: () => void }) {
  const t = useT(editLocale)
  const i = useT(importLocale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const { sheet, send, drop } = useSheet()
  const field = useRef<HTMLInputElement>(null)
  usePageKeys({ o: () => (sheet?.upload ? drop() : chooseFile(field)) })
  if (sheet?.upload) return <CodeSheetLook key={sheet.upload} upload={sheet.upload} onAnother={drop} onDone={onDone} />
  if (sheet && !sheet.error) return <PageMessage title={i('sending', { name: sheet.name, part: Math.round(sheet.part * 100) })} />
  return (
    <div className="import-start">
      {sheet?.error && <p className="import-error" role="alert">{errorText(sheet.error, c, lang)}</p>}
      <FileDrop field={field} hint={t('import.hint')} onFile={send} />
      <Button onClick={onDone}>{t('back')}</Button>
    </div>
  )
}

function CodeSheetLook({ upload, onAnother, onDone }: { readonly upload: string; readonly onAnother: () => void; readonly onDone: () => void }) {
  const t = useT(editLocale)
  const i = useT(importLocale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [source, setSource] = useState<{ readonly sheet: string; readonly mapping: SheetMapping }>({ sheet: '', mapping: {} })
  const [look, setLook] = useState<CodesPreview | AppError | null>(null)
  const [note, setNote] = useState('')
  const [version, setVersion] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    void core.query({ type: 'codes-preview', upload, ...source }).then((found) => here && setLook(found.ok ? found.value : found.error))
    return () => {
      here = false
    }
  }, [upload, source])
  const shown = look && 'heads' in look ? look : null
  const ready = shown !== null && shown.faultCount === 0 && shown.diff.length > 0
  const take = async (): Promise<void> => {
    if (!ready) return
    const done = await core.command({ type: 'codes.import', upload, ...source, base: shown.base, note: note.trim(), ...(version === null || version.trim() === '' ? {} : { version: version.trim() }) })
    if (done.ok) onDone()
    else notify({ what: 'error', error: done.error })
  }
  usePageKeys({ Enter: () => void take() })
  if (look && !shown) return <PageMessage title={'code' in look ? errorText(look, c, lang) : ''}><Button shortcut="o" onClick={onAnother}>{i('another')}</Button></PageMessage>
  if (!shown) return <PageMessage title={i('looking')} />
  const count = (how: 'added' | 'changed' | 'removed'): number => shown.diff.filter((d) => d.how === how).length
  const nameOf = (name: string): string => {
    const key = `field.${name}`
    return isFieldKey(key) ? t(key) : name
  }
  return (
    <div className="import-sheet">
      <div className="import-bar">
        {shown.sheets.length > 1 && (
          <label className="import-choice">
            {i('sheet')}
            <select className="input" value={shown.sheet} onChange={(event) => setSource({ sheet: event.target.value, mapping: {} })}>
              {shown.sheets.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <p>{shown.faultCount > 0 ? i('faults.all', { count: shown.faultCount }) : shown.diff.length === 0 ? t('import.same', { base: shown.base }) : t('import.diff', { base: shown.base, added: count('added'), changed: count('changed'), removed: count('removed') })}</p>
        {shown.counts && <span className="sheet-name">{t('import.counts', shown.counts)}</span>}
      </div>
      {shown.faults.some((fault) => fault.row === 1) || shown.faultCount > 0 ? <ColumnTable look={shown} sample={[]} mapping={source.mapping} nameOf={nameOf} onMapping={(mapping) => setSource({ ...source, mapping })} /> : null}
      <section className="import-faults">
        <div className="fault-list">{shown.faultCount > 0 ? <FaultList faults={shown.faults} count={shown.faultCount} /> : <CodeDiffList diff={shown.diff} />}</div>
      </section>
      <div className="import-act">
        <Button tone="primary" shortcut="Enter" disabled={!ready} onClick={() => void take()}>
          {t('import.go', { version: version?.trim() || shown.next })}
        </Button>
        <label className="import-choice">
          {t('import.version')}
          <input className="input code-version" maxLength={32} value={version ?? shown.next} onChange={(event) => setVersion(event.target.value)} />
        </label>
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
