import { useRef, useState } from 'react'
import type { GridRow, GridsHead } from '../../../electron/contract/views.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { goTo } from '../../client/map-place.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { notify } from '../notices/notice-store.ts'
import { editLocale } from './code-edit-locale.ts'
import { exportFile } from './export-file.ts'
import { GridDetails } from './grid-details.tsx'
import { GridImport } from './grid-import.tsx'
import { gridLocale } from './grid-locale.ts'
import { locale } from './locale.ts'
import { VersionList } from './version-list.tsx'
import '../../ui/grouped-list.css'
import './codes-page.css'
import './calendar-page.css'
import './grids-page.css'

type Mode = 'list' | 'import' | 'versions'

/** 单元网格: the city's unit grids, found by code and name; the administrator imports others. */
export function GridsPage() {
  const t = useT(gridLocale)
  const e = useT(editLocale)
  const c = useT(common)
  const words = useT(locale)
  const format = useFormat()
  const admin = useView({ view: 'desk' }).view?.head.actor?.roles.includes('admin') ?? false
  const [mode, setMode] = useState<Mode>('list')
  const [typed, setTyped] = useState('')
  const { state, view } = useView({ view: 'grids', text: typed.trim() }, { keepPrevious: true })
  const [wanted, setWanted] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const rows = (view?.order ?? []).flatMap((code) => view?.rows[code] ?? [])
  const at = Math.max(0, rows.findIndex((row) => row.code === wanted))
  const chosen = rows[at]
  const walk = (step: number) => (): void => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
    if (!to) return
    setWanted(to.code)
    document.getElementById(`grid-${to.code}`)?.scrollIntoView({ block: 'nearest' })
  }
  const showOnMap = (): void => {
    if (!chosen || mode !== 'list') return
    goTo(chosen.centre, 15)
    closePage()
  }
  const toggleVersions = (): void => setMode(mode === 'versions' ? 'list' : 'versions')
  const beginImport = (): void => {
    if (admin && mode !== 'import') setMode('import')
  }
  usePageKeys({
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.select(), m: showOnMap,
    o: beginImport, r: () => void exportFile('grids'), v: toggleVersions,
    Escape: () => (mode === 'list' ? closePage() : setMode('list')),
  })
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <SearchField field={field} className="codes-search" value={typed} words={t('search')} onChange={setTyped} onWalk={(step) => walk(step)()} />
          <Button shortcut="o" disabled={!admin} pressed={mode === 'import'} onClick={beginImport}>{e('button.import')}</Button>
          <Button shortcut="r" onClick={() => void exportFile('grids')}>{e('button.export')}</Button>
          <Button shortcut="v" pressed={mode === 'versions'} onClick={toggleVersions}>{e('button.versions')}</Button>
          {view && (
            <span className="codes-counts">
              {typed.trim() === '' ? t('counts', view.head.counts) : t('found', { n: format.number(view.head.found) })} · {words('version', { version: view.head.version })}
            </span>
          )}
        </>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
          <PageKey keys={['i']}>{t('key.search')}</PageKey>
          <PageKey keys={['m']}>{t('key.map')}</PageKey>
          {!admin && <span>{t('readonly')}</span>}
        </>
      }
    >
      {mode === 'import' ? (
        <GridImport onDone={() => setMode('list')} />
      ) : !view ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : mode === 'versions' ? (
        <div className="code">
          <VersionList what="grids" now={view.head.version} onRevert={admin ? (version) => void revert(view.head, version) : undefined} />
        </div>
      ) : chosen ? (
        <>
          <GridList rows={rows} found={view.head.found} chosen={chosen} onChoose={(row) => setWanted(row.code)} />
          <GridDetails row={chosen} onMap={showOnMap} />
        </>
      ) : typed.trim() === '' ? (
        <PageMessage title={t('empty.title')} hint={t('empty.hint')} />
      ) : (
        <PageMessage title={t('none.title', { text: typed.trim() })} hint={t('none.hint')} />
      )}
    </Page>
  )
}

async function revert({ version: base }: GridsHead, version: string): Promise<void> {
  const done = await core.command({ type: 'grids.revert', base, version })
  if (!done.ok) notify({ what: 'error', error: done.error })
}

function GridList({ rows, found, chosen, onChoose }: { readonly rows: readonly GridRow[]; readonly found: number; readonly chosen: GridRow; readonly onChoose: (row: GridRow) => void }) {
  const t = useT(gridLocale)
  const format = useFormat()
  return (
    <div className="grouped-list codes-list" role="listbox" aria-label={t('title')}>
      {rows.map((row, i) => (
        <div key={row.code} role="presentation">
          {rows[i - 1]?.code.slice(0, 12) !== row.code.slice(0, 12) && <h3 className="grouped-head">{[row.street, row.community].filter(Boolean).join(' · ')}</h3>}
          <div id={`grid-${row.code}`} role="option" aria-selected={row === chosen} className="grouped-row codes-row" onMouseDown={() => onChoose(row)}>
            <span className="codes-code">{row.code}</span>
            <span className="codes-name">{row.name}</span>
          </div>
        </div>
      ))}
      {found > rows.length && <p className="page-hint grids-more">{t('more', { n: format.number(rows.length) })}</p>}
    </div>
  )
}
