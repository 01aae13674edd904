import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import {
  BUILT_IN_SCENES, dropSurface, isBuiltIn, largestLeaf, nodeAt, ownSurface, removeAt, replaceAt, resizeAt, splitAt, stretch, tabAt,
  type DisplayKey, type PanelNode, type SceneNode, type Surface, type TreePath, type WallGrid, type WallScene,
} from '../../../electron/contract/wall.ts'

/** The scene that is being edited, and where the hand is in it. */
export interface Draft {
  readonly scene: WallScene
  /** The display whose canvas is edited. */
  readonly display: DisplayKey
  readonly path: TreePath
}

interface Editing extends Draft {
  /** As it was before each change, the oldest first; and what was undone. */
  readonly past: readonly Draft[]
  readonly future: readonly Draft[]
  /** Differs from what is kept under its name. */
  readonly changed: boolean
}

/** Changes that can be undone. */
const MAX_PAST = 100

const start = (scene: WallScene, display: DisplayKey): Editing => ({ scene, display, path: [], past: [], future: [], changed: false })

export const draft = createStore<Editing>(() => start(BUILT_IN_SCENES.situation, '2'))
export const useDraft = <T>(select: (state: Editing) => T): T => useStore(draft, select)

/** The canvas that a display shows in a scene: its own, or the one of all the rest. */
export const surfaceOf = (scene: WallScene, display: DisplayKey): Surface => scene.surfaces.find(({ displays }) => displays.includes(display)) ?? { columns: 1, rows: 1, displays: [display], root: scene.rest ?? { panel: 'clock' } }

const withRoot = (scene: WallScene, display: DisplayKey, root: SceneNode): WallScene =>
  scene.surfaces.some(({ displays }) => displays.includes(display))
    ? { ...scene, surfaces: scene.surfaces.map((surface) => (surface.displays.includes(display) ? { ...surface, root } : surface)) }
    : { ...scene, rest: root }

/** Opens a scene for editing. A built-in one can't be changed: what is edited is a copy, named so when it is saved. */
export function openDraft(scene: WallScene): void {
  const { display } = draft.getState()
  const next = start(scene, display)
  draft.setState({ ...next, path: largestLeaf(surfaceOf(scene, display).root) }, true)
}

function change(next: Partial<Draft>): void {
  const { scene, display, path, past } = draft.getState()
  draft.setState({ ...next, past: [...past, { scene, display, path }].slice(-MAX_PAST), future: [], changed: true })
}

export const chooseDisplay = (display: DisplayKey): void => draft.setState(({ scene }) => ({ display, path: largestLeaf(surfaceOf(scene, display).root) }))

export const choosePanel = (display: DisplayKey, path: TreePath): void => draft.setState({ display, path })

const rootNow = (): SceneNode => surfaceOf(draft.getState().scene, draft.getState().display).root

const changeTree = (next: { readonly root: SceneNode; readonly path: TreePath }): void => {
  const { scene, display } = draft.getState()
  change({ scene: withRoot(scene, display, next.root), path: next.path })
}

const NEW_PANEL: PanelNode = { panel: 'clock' }

export const splitHere = (way: 'row' | 'column'): void => changeTree(splitAt(rootNow(), draft.getState().path, way, NEW_PANEL))
export const tabHere = (): void => changeTree(tabAt(rootNow(), draft.getState().path, NEW_PANEL))
export const removeHere = (): void => changeTree(removeAt(rootNow(), draft.getState().path))
export const resizeHere = (by: number): void => changeTree({ root: resizeAt(rootNow(), draft.getState().path, by), path: draft.getState().path })
export const setPanel = (panel: PanelNode): void => changeTree({ root: replaceAt(rootNow(), draft.getState().path, panel), path: draft.getState().path })
export const setNode = (path: TreePath, node: SceneNode): void => changeTree({ root: replaceAt(rootNow(), path, node), path: draft.getState().path })

/** The panel that the hand is at. */
export function panelHere({ scene, display, path }: Draft): PanelNode {
  const node = nodeAt(surfaceOf(scene, display).root, path)
  return node && 'panel' in node ? node : NEW_PANEL
}

/** Gives the display a canvas of its own, or takes it away again. */
export function toggleOwn(): void {
  const { scene, display } = draft.getState()
  const own = scene.surfaces.some(({ displays }) => displays.includes(display))
  const next = own ? dropSurface(scene, display) : ownSurface(scene, display)
  change({ scene: next, path: largestLeaf(surfaceOf(next, display).root) })
}

/** Stretches the canvas over the displays beside or below; false when there are none that are free. */
export function stretchHere(way: 'right' | 'down', grid: WallGrid): boolean {
  const { scene, display } = draft.getState()
  const next = stretch(scene, display, way, grid)
  if (next) change({ scene: next })
  return next !== undefined
}

export function undo(): void {
  const { past, future, scene, display, path } = draft.getState()
  const last = past.at(-1)
  if (last) draft.setState({ ...last, past: past.slice(0, -1), future: [{ scene, display, path }, ...future], changed: true })
}

export function redo(): void {
  const { past, future, scene, display, path } = draft.getState()
  const [next, ...rest] = future
  if (next) draft.setState({ ...next, past: [...past, { scene, display, path }], future: rest, changed: true })
}

const newId = (): string => `s-${crypto.randomUUID().slice(0, 12)}`

/** The draft under another name and id; the old one stays as it was kept. */
export const renamed = (scene: WallScene, name: string): WallScene => {
  const { nameEn: _nameEn, ...rest } = scene
  return { ...rest, id: newId(), name }
}

export const saved = (scene: WallScene): void => draft.setState({ scene, changed: false })

export const isOwn = (scene: WallScene): boolean => !isBuiltIn(scene.id)
