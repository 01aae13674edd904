import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { gridOf, leavesOf, nodeAt, shownOn, type DisplayKey, type TreePath, type WallScene } from '../../../electron/contract/wall.ts'
import { useDisplays } from '../../client/displays.ts'
import { closePage } from '../../client/page.ts'
import { useWallBeats } from '../../client/wall-beat.ts'
import { useWall } from '../../client/wall.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { notify } from '../notices/notice-store.ts'
import '../../ui/field.css'
import { choosePanel, chooseDisplay, draft, isOwn, openDraft, redo, removeHere, renamed, resizeHere, saved, setNode, setPanel, panelHere, splitHere, stretchHere, surfaceOf, tabHere, toggleOwn, undo, useDraft } from './draft.ts'
import { freshPanel, Inspector, PANEL_NAMES } from './inspector.tsx'
import { Repertoire } from './repertoire.tsx'
import { wallPageLocale } from './locale.ts'
import { CanvasView, Mimic, type MimicCanvas } from './mimic.tsx'
import { LiveCaption, ScreenTools, toggleBlack, toggleLock } from './screen-tools.tsx'
import { send } from './wall-send.ts'
import './wall-page.css'

/** The wall operator's page: what is on the wall, what is to be, and everything kept under a name. */
export function WallPage() {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const wall = useWall()
  const displays = useDisplays()
  const beats = useWallBeats()
  const walls = useMemo(() => displays.filter((display) => display.wall), [displays])
  const { scene, display, path, changed, past, future } = useDraft((state) => state)
  const [fault, setFault] = useState<string | null>(null)
  const grid = useMemo(() => gridOf(walls, wall.head?.places ?? {}), [walls, wall.head?.places])
  const liveCanvases = useMemo(() => canvasesOf(walls.map((each) => each.key), (key) => liveOf(wall, key)), [walls, wall])
  const draftCanvases = useMemo(() => canvasesOf(walls.map((each) => each.key), (key) => draftOf(scene, key)), [walls, scene])
  const nameField = useRef<HTMLInputElement>(null)
  useFirstDraft(wall.head?.shows, wall.scenes, walls.map((each) => each.key))

  /** Keeps the draft under its name, a built-in one as a copy; answers it, or nothing when that was refused. */
  const keep = async (as?: string): Promise<WallScene | undefined> => {
    const now = draft.getState()
    if (!now.changed && as === undefined) return now.scene
    const made = as !== undefined || !isOwn(now.scene) ? renamed(now.scene, as ?? copyName(now.scene, wall.scenes)) : now.scene
    if (!(await send({ type: 'wall.scene.save', scene: made }))) return undefined
    saved(made)
    return made
  }
  const take = async (only?: DisplayKey): Promise<void> => {
    const kept = await keep()
    if (kept) void send(only === undefined ? { type: 'wall.show', scene: kept.id } : { type: 'wall.show', scene: kept.id, display: only })
  }
  const walk = (step: number) => (): void => {
    const leaves = leavesOf(surfaceOf(scene, display).root)
    const at = leaves.findIndex((leaf) => leaf.path.join() === path.join())
    const to = leaves[(at + step + leaves.length) % leaves.length]
    if (to) choosePanel(display, to.path)
  }
  const go = (columns: number, rows: number) => (): void => {
    const at = grid[display]
    const to = Object.keys(grid).find((key) => at && grid[key]?.column === at.column + columns && grid[key]?.row === at.row + rows)
    if (to !== undefined) chooseDisplay(to)
  }
  const nextKind = (): void => {
    const at = PANEL_NAMES.indexOf(panelHere(draft.getState()).panel)
    setPanel(freshPanel(PANEL_NAMES[(at + 1) % PANEL_NAMES.length] ?? 'map'))
  }
  const span = (way: 'right' | 'down') => (): void => setFault(stretchHere(way, grid) ? null : t('stretch.none'))
  const dropCamera = (on: DisplayKey, at: TreePath, camera: string): void => {
    choosePanel(on, at)
    const node = nodeAt(surfaceOf(draft.getState().scene, on).root, at)
    if (!node || !('panel' in node) || node.panel !== 'cameras') return
    const ids = node.source.by === 'chosen' ? node.source.ids : []
    if (!ids.includes(camera)) setNode(at, { ...node, source: { by: 'chosen', ids: [...ids, camera].slice(0, 36) } })
  }
  usePageKeys({
    j: walk(1), k: walk(-1), ArrowLeft: go(-1, 0), ArrowRight: go(1, 0), ArrowUp: go(0, -1), ArrowDown: go(0, 1),
    r: () => splitHere('row'), b: () => splitHere('column'), g: tabHere, x: removeHere, '+': () => resizeHere(1.25), '=': () => resizeHere(1.25), '-': () => resizeHere(0.8), e: nextKind,
    i: () => document.querySelector<HTMLInputElement>('.wall-search')?.focus(), u: undo, U: redo,
    o: toggleOwn, '>': span('right'), v: span('down'), Enter: () => void take(), t: () => void take(draft.getState().display), s: () => void keep(), a: () => nameField.current?.select(),
    y: () => wall.head && toggleLock(wall.head, display), '0': () => wall.head && toggleBlack(wall.head, display), '9': () => void send({ type: 'wall.back', display }), n: () => void send({ type: 'wall.identify' }),
  })

  if (walls.length === 0) return <Page title={t('title')} onClose={closePage}><PageMessage title={t('no-displays')} /></Page>
  const liveCaptions = Object.fromEntries(walls.map((info) => [info.key, <LiveCaption key={info.key} info={info} wall={wall} beats={beats} />]))
  const numbers = Object.fromEntries(walls.map(({ key }) => [key, <b key={key} className="mimic-number">{key}</b>]))
  const own = scene.surfaces.some((surface) => surface.displays.includes(display))
  return (
    <Page
      title={t('title')}
      state={wall.state}
      onClose={closePage}
      controls={
        <div className="wall-buttons">
          <Button shortcut="F6" onClick={() => void send({ type: 'wall.black' })}>{t('black.all')}</Button>
          <Button shortcut="F7" onClick={() => void send({ type: 'wall.back' })}>{t('back')}</Button>
          <Button shortcut="n" onClick={() => void send({ type: 'wall.identify' })}>{t('identify')}</Button>
        </div>
      }
      foot={
        <>
          <PageKey keys={['←', '→', '↑', '↓']}>{t('key.display')}</PageKey>
          <PageKey keys={['j', 'k']}>{t('key.panel')}</PageKey>
          <PageKey keys={['e']}>{t('kind')}</PageKey>
          <PageKey keys={['i']}>{t('panel.cameras')}</PageKey>
          {fault && <span className="wall-fault" role="alert">{fault}</span>}
        </>
      }
    >
      <div className="wall-columns" role="presentation" onMouseDown={keepFocus}>
      <Repertoire onFault={setFault} />
      <div className="wall-middle-column">
        <h3>{t('live')}</h3>
        <Mimic label={t('live')} displays={walls} grid={grid} canvases={liveCanvases} chosen={{ display }} onChoose={(key) => chooseDisplay(key)} captions={liveCaptions} />
        <h3 className="wall-preview-head">
          {t('preview', { name: format.name(scene.name, scene.nameEn ?? '') })}
          {changed && <small>{t(isOwn(scene) ? 'changed' : 'copy')}</small>}
        </h3>
        <Mimic label={t('preview', { name: scene.name })} displays={walls} grid={grid} canvases={draftCanvases} chosen={{ display, path }} onChoose={choosePanel} onDropCamera={dropCamera} captions={numbers} />
        <CanvasView label={t('screen', { n: display })} canvas={draftOf(scene, display)} chosen={{ display, path }} onChoose={(_, to) => choosePanel(display, to)} onDropCamera={(_, to, camera) => dropCamera(display, to, camera)} />
        <div className="wall-buttons">
          <Button tone="primary" shortcut="Enter" onClick={() => void take()}>{t('take')}</Button>
          <Button shortcut="t" onClick={() => void take(display)}>{t('take.here')}</Button>
          <Button shortcut="s" disabled={!changed} onClick={() => void keep()}>{t('save')}</Button>
          <form className="wall-save-as" onSubmit={(event) => {
            event.preventDefault()
            const name = nameField.current?.value.trim()
            if (name) void keep(name).then((made) => made && notify({ what: 'saved', name }))
          }}>
            <input ref={nameField} key={scene.id} className="input" maxLength={40} defaultValue={scene.name} aria-label={t('name')} />
            <button type="submit" className="button button-plain">{t('save.as')}</button>
          </form>
          <Button shortcut="u" disabled={past.length === 0} onClick={undo}>{t('undo')}</Button>
          <Button shortcut="U" disabled={future.length === 0} onClick={redo}>{t('redo')}</Button>
        </div>
      </div>
      <div className="wall-side">
        <ScreenTools grid={grid} />
        <section>
          <div className="wall-buttons">
            <Button shortcut="o" pressed={own} onClick={toggleOwn}>{t(own ? 'own.off' : 'own')}</Button>
            <Button shortcut=">" onClick={span('right')}>{t('stretch.right')}</Button>
            <Button shortcut="v" onClick={span('down')}>{t('stretch.down')}</Button>
          </div>
          <div className="wall-buttons">
            <Button shortcut="r" onClick={() => splitHere('row')}>{t('split.row')}</Button>
            <Button shortcut="b" onClick={() => splitHere('column')}>{t('split.column')}</Button>
            <Button shortcut="g" onClick={tabHere}>{t('split.tab')}</Button>
            <Button shortcut="+" onClick={() => resizeHere(1.25)}>{t('larger')}</Button>
            <Button shortcut="-" onClick={() => resizeHere(0.8)}>{t('smaller')}</Button>
            <Button shortcut="x" onClick={removeHere}>{t('panel.remove')}</Button>
          </div>
        </section>
        <Inspector />
      </div>
      </div>
    </Page>
  )
}

/** A click on a button does what it says and leaves the keys to the page: Enter takes the preview, whatever was clicked last. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof HTMLElement && event.target.closest('button') && !event.target.closest('[draggable="true"]')) event.preventDefault()
}

/** Opens the page on what the first display shows. */
function useFirstDraft(shows: Readonly<Record<string, unknown>> | undefined, scenes: ReadonlyMap<string, WallScene>, keys: readonly DisplayKey[]): void {
  const [first] = keys
  useEffect(() => {
    if (first === undefined) return
    const { display, scene, changed } = draft.getState()
    if (!keys.includes(display)) chooseDisplay(first)
    const kept = scenes.get(scene.id)
    if (!changed && kept && kept !== scene) openDraft(kept)
  }, [first, keys, scenes, shows])
}

function copyName(scene: WallScene, scenes: ReadonlyMap<string, WallScene>): string {
  const taken = new Set([...scenes.values()].map(({ name }) => name))
  for (let n = 2; ; n++) {
    const name = `${scene.name} ${n}`
    if (!taken.has(name)) return name
  }
}

/** Each canvas once, though it lies over several displays. */
function canvasesOf(keys: readonly DisplayKey[], of: (key: DisplayKey) => MimicCanvas): readonly MimicCanvas[] {
  return [...new Map(keys.map(of).map((canvas) => [canvas.key, canvas])).values()]
}

function liveOf(wall: ReturnType<typeof useWall>, display: DisplayKey): MimicCanvas {
  const shown = shownOn(wall.head ?? { shows: {} }, wall.scenes, display)
  const surface = shown.scene?.surfaces.find(({ displays }) => displays.includes(display))
  const whole = surface !== undefined && surface.displays.every((key) => shownOn(wall.head ?? { shows: {} }, wall.scenes, key).scene === shown.scene)
  return whole ? { key: surface.displays.join(), displays: surface.displays, columns: surface.columns, rows: surface.rows, root: surface.root } : { key: display, displays: [display], columns: 1, rows: 1, root: shown.root }
}

function draftOf(scene: WallScene, display: DisplayKey): MimicCanvas {
  const surface = surfaceOf(scene, display)
  return { key: surface.displays.join(), displays: surface.displays, columns: surface.columns, rows: surface.rows, root: surface.root }
}
