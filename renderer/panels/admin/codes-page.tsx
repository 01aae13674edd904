import { useMemo, useRef, useState } from 'react'
import type { CodeTable, SubClass } from '../../../electron/contract/case-terms.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { notify } from '../notices/notice-store.ts'
import { exportFile } from './export-file.ts'
import { CodeDetails } from './code-details.tsx'
import { editLocale } from './code-edit-locale.ts'
import { CodeForm } from './code-form.tsx'
import { CodeImport } from './code-import.tsx'
import { codeKey, codeRows, findCodes, type CodeRow } from './code-list.ts'
import { locale } from './locale.ts'
import { VersionList } from './version-list.tsx'
import '../../ui/grouped-list.css'
import './codes-page.css'
import './calendar-page.css'

/** What the page is about besides the table: a file's import, the versions, a form, a question before removing. */
type Mode = 'table' | 'import' | 'versions' | 'edit' | 'new' | 'remove'

/** 分类代码表: classes, sub-classes, filing conditions with their limits; the administrator changes them. */
export function CodesPage() {
  const t = useT(locale)
  const e = useT(editLocale)
  const c = useT(common)
  const format = useFormat()
  const admin = useView({ view: 'desk' }).view?.head.actor?.roles.includes('admin') ?? false
  const [mode, setMode] = useState<Mode>('table')
  const { state, view } = useView({ view: 'catalog' })
  const codes = view?.head.codes
  const rows = useMemo(() => (codes ? codeRows(codes) : []), [codes])
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const found = useMemo(() => findCodes(rows, typed), [rows, typed])
  const at = Math.max(0, found.findIndex((row) => codeKey(row) === wanted))
  const chosen = found[at]
  const walk = (step: number) => (): void => {
    const to = found[Math.min(found.length - 1, Math.max(0, at + step))]
    if (!to) return
    setWanted(codeKey(to))
    document.getElementById(codeKey(to))?.scrollIntoView({ block: 'nearest' })
  }
  const allow = (next: Mode) => (): void => {
    if (admin && chosen && mode !== 'import') setMode(next)
  }
  usePageKeys({
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.select(),
    e: allow('edit'), n: allow('new'), Delete: allow('remove'), o: () => (mode === 'table' ? allow('import')() : undefined), r: () => void exportFile('codes'), v: () => setMode(mode === 'versions' ? 'table' : 'versions'),
    Escape: () => (mode === 'import' || mode === 'versions' ? setMode('table') : closePage()),
  })
  const classes = new Set(rows.map(({ kind, of }) => `${kind} ${of.code}`)).size
  const conditions = rows.reduce((sum, { subClass }) => sum + subClass.conditions.length, 0)
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <SearchField field={field} className="codes-search" value={typed} words={t('search')} onChange={setTyped} onWalk={(step) => walk(step)()} />
          <Button shortcut="o" disabled={!admin} pressed={mode === 'import'} onClick={allow('import')}>{e('button.import')}</Button>
          <Button shortcut="r" onClick={() => void exportFile('codes')}>{e('button.export')}</Button>
          <Button shortcut="v" pressed={mode === 'versions'} onClick={() => setMode(mode === 'versions' ? 'table' : 'versions')}>{e('button.versions')}</Button>
          {codes && (
            <span className="codes-counts">
              {typed.trim() === '' ? t('counts', { classes, subClasses: format.number(rows.length), conditions: format.number(conditions) }) : t('found', { n: format.number(found.length) })}
              {' · '}
              {t('version', { version: codes.version })}
            </span>
          )}
        </>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
          <PageKey keys={['i']}>{t('key.search')}</PageKey>
          {admin ? (
            <>
              <PageKey keys={['e']}>{e('key.edit')}</PageKey>
              <PageKey keys={['n']}>{e('key.new')}</PageKey>
              <PageKey keys={['Delete']}>{e('key.remove')}</PageKey>
            </>
          ) : (
            <span>{e('readonly')}</span>
          )}
        </>
      }
    >
      {mode === 'import' ? (
        <CodeImport onDone={() => setMode('table')} />
      ) : !codes ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : chosen ? (
        <>
          <CodeList rows={found} chosen={chosen} onChoose={(row) => setWanted(codeKey(row))} />
          {mode === 'versions' ? (
            <div className="code">
              <VersionList what="codes" now={codes.version} onRevert={admin ? (version) => void revert(codes, version) : undefined} />
            </div>
          ) : (
            <CodeDetails row={chosen} />
          )}
          {(mode === 'edit' || mode === 'new') && (
            <CodeForm
              kind={chosen.kind} base={codes.version} fresh={mode === 'new'} from={mode === 'new' ? emptyLike(chosen.subClass) : chosen.subClass}
              taken={new Set(rows.filter((row) => row.kind === chosen.kind).map((row) => row.subClass.code))} onClose={() => setMode('table')}
            />
          )}
          {mode === 'remove' && <RemoveDialog codes={codes} row={chosen} onClose={() => setMode('table')} />}
        </>
      ) : (
        <PageMessage title={t('none.title', { text: typed.trim() })} hint={t('none.hint')} />
      )}
    </Page>
  )
}

/** A new sub-class of the same class, to be filled in. */
const emptyLike = (of: SubClass): SubClass => ({ code: of.code.slice(0, 2), name: '', nameEn: '', department: of.department, words: [], initials: '', conditions: [{ code: `${of.code.slice(0, 2)}00-1`, text: '', limit: { kind: 'hours', amount: 4 }, closing: '' }] })

async function revert(codes: CodeTable, version: string): Promise<void> {
  const done = await core.command({ type: 'codes.revert', base: codes.version, version })
  if (!done.ok) notify({ what: 'error', error: done.error })
}

function RemoveDialog({ codes, row: { kind, subClass }, onClose }: { readonly codes: CodeTable; readonly row: CodeRow; readonly onClose: () => void }) {
  const e = useT(editLocale)
  const c = useT(common)
  const [note, setNote] = useState('')
  const remove = async (): Promise<void> => {
    const done = await core.command({ type: 'codes.remove', base: codes.version, kind, code: subClass.code, note: note.trim() })
    if (!done.ok) notify({ what: 'error', error: done.error })
    onClose()
  }
  return (
    <Dialog title={e('remove.title', { code: subClass.code, name: subClass.name })} open size="s" onClose={onClose}>
      <form
        className="code-form"
        onSubmit={(event) => {
          event.preventDefault()
          void remove()
        }}
      >
        <p>{e('remove.body')}</p>
        <label className="field">
          <span className="field-words">{e('note')}</span>
          <input className="input" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <div className="calendar-act">
          <Button type="submit" tone="primary" shortcut="Enter">{e('remove')}</Button>
          <Button onClick={onClose}>{c('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}

function CodeList({ rows, chosen, onChoose }: { readonly rows: readonly CodeRow[]; readonly chosen: CodeRow; readonly onChoose: (row: CodeRow) => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  return (
    <div className="grouped-list codes-list" role="listbox" aria-label={t('title')}>
      {rows.map((row, index) => {
        const { kind, of, subClass } = row
        const before = rows[index - 1]
        return (
          <div key={codeKey(row)} role="presentation">
            {(before?.of !== of || before.kind !== kind) && (
              <h3 className="grouped-head">
                {`${c(`kind.${kind}`)} ${of.code} ${format.name(of.name, of.nameEn)}`}
              </h3>
            )}
            <div id={codeKey(row)} role="option" aria-selected={row === chosen} className="grouped-row codes-row" onMouseDown={() => onChoose(row)}>
              <span className="codes-code">{subClass.code}</span>
              <span className="codes-name">{format.name(subClass.name, subClass.nameEn)}</span>
              <span className="codes-many">{subClass.conditions.length}</span>
            </div>
          </div>
        )
      })}
    </div>
  )
}
