import { useMemo, useRef, useState } from 'react'
import type { RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { useView } from '../../client/hooks.ts'
import { goTo } from '../../client/map-place.ts'
import { closePage, togglePage } from '../../client/page.ts'
import { selectCamera } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { findCameras } from './camera-draft.ts'
import { CameraFacts } from './camera-facts.tsx'
import { CameraForm } from './camera-form.tsx'
import { CameraImport } from './camera-import.tsx'
import { ChangeList } from './change-list.tsx'
import { GroupForm } from './group-form.tsx'
import { locale } from './locale.ts'
import { RegistryList } from './registry-list.tsx'
import { exportCameras, removeCameras, undoChange } from './use-registry-act.ts'
import { ZoneEditor } from './zone-editor.tsx'
import '../../ui/grouped-list.css'
import '../admin/codes-page.css'
import './registry.css'

type Mode = 'list' | 'add' | 'edit' | 'zones' | 'group' | 'import' | 'changes'

/** The editor of zones has the keys to itself. */
const NO_KEYS = {}

const NONE: readonly RegisteredCamera[] = []

/** 摄像机登记: every camera of this hall; the administrator adds, changes, groups and takes them out while all goes on. */
export function RegistryPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const admin = useView({ view: 'desk' }).view?.head.actor?.roles.includes('admin') ?? false
  const { state, view } = useView({ view: 'camera-registry' })
  const [mode, setMode] = useState<Mode>('list')
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const field = useRef<HTMLInputElement>(null)
  const all = useMemo(() => (view ? view.order.flatMap((id) => view.rows[id] ?? []) : NONE), [view])
  const cameras = useMemo(() => findCameras(all, typed), [all, typed])
  const groups = useMemo(() => [...new Set(all.map(({ group }) => group).filter((group) => group !== ''))].sort(), [all])
  const at = Math.max(0, cameras.findIndex(({ id }) => id === wanted))
  const chosen = cameras[at]
  const several = all.filter(({ id }) => marked.has(id))
  const meant = several.length > 0 ? several : chosen ? [chosen] : []
  const walk = (step: number) => (): void => {
    const to = cameras[Math.min(cameras.length - 1, Math.max(0, at + step))]
    if (!to || mode === 'edit' || mode === 'zones') return
    setWanted(to.id)
    document.getElementById(`registry-${to.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const mark = (id: string): void => setMarked((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set(before).add(id)))
  const begin = (next: Mode) => (): void => {
    if (admin && (next === 'edit' || next === 'zones' ? chosen : true) && (next !== 'group' || meant.length > 0)) setMode(next)
  }
  const list = (id?: string): void => {
    if (id !== undefined) setWanted(id)
    setMode('list')
  }
  const remove = (): void => {
    const [first] = meant
    if (!admin || !first || mode !== 'list') return
    setMarked(new Set())
    void removeCameras(meant, meant.length === 1 ? first.name : t('several', { n: meant.length }))
  }
  const showOnMap = (): void => {
    if (!chosen?.at || mode !== 'list') return
    goTo(chosen.at, 16)
    closePage()
  }
  const open = (): void => {
    if (!chosen || mode !== 'list') return
    selectCamera(chosen.id)
    togglePage('camera')
  }
  const changes = (): void => setMode(mode === 'changes' ? 'list' : 'changes')
  usePageKeys(mode === 'zones' ? NO_KEYS : {
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.select(), ' ': () => chosen && mode === 'list' && mark(chosen.id),
    a: begin('add'), e: begin('edit'), y: begin('zones'), g: begin('group'), o: begin('import'), r: () => void exportCameras(several.length > 0 ? several : cameras), v: changes,
    Delete: remove, m: showOnMap, z: open, Escape: () => (mode === 'list' ? closePage() : setMode('list')),
  })
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        mode !== 'zones' && (
          <>
            <SearchField field={field} className="codes-search" value={typed} words={t('search')} onChange={setTyped} onWalk={(step) => walk(step)()} />
            <Button shortcut="a" disabled={!admin} onClick={begin('add')}>{t('add')}</Button>
            <Button shortcut="o" disabled={!admin} pressed={mode === 'import'} onClick={begin('import')}>{t('import')}</Button>
            <Button shortcut="r" onClick={() => void exportCameras(several.length > 0 ? several : cameras)}>{t('export')}</Button>
            <Button shortcut="v" pressed={mode === 'changes'} onClick={changes}>{t('changes')}</Button>
            {view && <span className="codes-counts">{t('counts', { n: format.number(all.length), shown: format.number(cameras.length), marked: format.number(several.length) })}</span>}
          </>
        )
      }
      foot={
        mode !== 'zones' && (
          <>
            <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
            <PageKey keys={['i']}>{t('key.search')}</PageKey>
            <PageKey keys={['Space']}>{t('key.mark')}</PageKey>
            {admin && <PageKey keys={['g']}>{t('key.group')}</PageKey>}
            {!admin && <span>{t('readonly')}</span>}
          </>
        )
      }
    >
      {mode === 'zones' && chosen ? (
        <ZoneEditor key={chosen.id} camera={chosen} onDone={() => list()} />
      ) : mode === 'import' ? (
        <CameraImport onDone={() => list()} />
      ) : !view ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : mode === 'changes' ? (
        <div className="code">
          <ChangeList now={view.head.change} onUndo={admin ? (change) => void undoChange(change) : undefined} />
        </div>
      ) : (
        <>
          {cameras.length > 0 && <RegistryList cameras={cameras} chosen={chosen} marked={marked} onChoose={(id) => mode !== 'edit' && setWanted(id)} onMark={mark} />}
          {mode === 'add' ? (
            <CameraForm key="add" camera={null} groups={groups} onSaved={list} onCancel={() => list()} />
          ) : mode === 'edit' && chosen ? (
            <CameraForm key={chosen.id} camera={chosen} groups={groups} onSaved={list} onCancel={() => list()} />
          ) : mode === 'group' ? (
            <GroupForm cameras={meant} groups={groups} onDone={() => list()} />
          ) : chosen ? (
            <CameraFacts camera={chosen} admin={admin} onEdit={begin('edit')} onZones={begin('zones')} onMap={showOnMap} onOpen={open} onRemove={remove} />
          ) : all.length === 0 ? (
            <PageMessage title={t('empty')} hint={t('empty.hint')} />
          ) : (
            <PageMessage title={t('none', { text: typed.trim() })} hint={t('none.hint')} />
          )}
        </>
      )}
    </Page>
  )
}
