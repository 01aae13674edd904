import { childrenOf, isPanel, isSplit, type DisplayKey, type PanelNode, type PartSize, type SceneNode, type SplitNode, type Surface, type WallScene } from './wall-scene.ts'

/** Where a node stands: the number of the child at each level from the root. */
export type TreePath = readonly number[]

export const nodeAt = (root: SceneNode, path: TreePath): SceneNode | undefined => path.reduce<SceneNode | undefined>((node, i) => node && childrenOf(node)[i], root)

/** The tree with another node there; a path that leads nowhere changes nothing. */
export function replaceAt(root: SceneNode, path: TreePath, node: SceneNode): SceneNode {
  const [first, ...rest] = path
  if (first === undefined) return node
  if (isPanel(root)) return root
  if (isSplit(root)) return { ...root, parts: root.parts.map((part, i) => (i === first ? { ...part, node: replaceAt(part.node, rest, node) } : part)) }
  return { ...root, tabs: root.tabs.map((tab, i) => (i === first ? { ...tab, node: replaceAt(tab.node, rest, node) } : tab)) }
}

/** The panels of a tree with their places, in reading order. */
export function leavesOf(root: SceneNode, path: TreePath = []): readonly { readonly path: TreePath; readonly panel: PanelNode }[] {
  return isPanel(root) ? [{ path, panel: root }] : childrenOf(root).flatMap((node, i) => leavesOf(node, [...path, i]))
}

const EVEN: PartSize = { share: 1 }

/** Makes room for a panel beside (`row`) or below (`column`) a node; answers the tree and where the new panel is. */
export function splitAt(root: SceneNode, path: TreePath, split: SplitNode['split'], panel: PanelNode): { readonly root: SceneNode; readonly path: TreePath } {
  const node = nodeAt(root, path)
  if (!node) return { root, path }
  const parent = nodeAt(root, path.slice(0, -1))
  const at = path.at(-1)
  if (at !== undefined && parent && isSplit(parent) && parent.split === split && parent.parts.length < 12) {
    const own = parent.parts[at]?.size ?? EVEN
    const size = own !== 'auto' && 'share' in own ? own : EVEN
    const parts = [...parent.parts.slice(0, at + 1), { size, node: panel }, ...parent.parts.slice(at + 1)]
    return { root: replaceAt(root, path.slice(0, -1), { split, parts }), path: [...path.slice(0, -1), at + 1] }
  }
  return { root: replaceAt(root, path, { split, parts: [{ size: EVEN, node }, { size: EVEN, node: panel }] }), path: [...path, 1] }
}

/** Puts a panel behind a node as another tab; where the node stands among tabs already, as one more of them. */
export function tabAt(root: SceneNode, path: TreePath, panel: PanelNode): { readonly root: SceneNode; readonly path: TreePath } {
  const node = nodeAt(root, path)
  if (!node) return { root, path }
  const parent = nodeAt(root, path.slice(0, -1))
  if (path.length > 0 && parent && !isPanel(parent) && !isSplit(parent) && parent.tabs.length < 8) {
    return { root: replaceAt(root, path.slice(0, -1), { ...parent, tabs: [...parent.tabs, { title: String(parent.tabs.length + 1), node: panel }] }), path: [...path.slice(0, -1), parent.tabs.length] }
  }
  return { root: replaceAt(root, path, { tabs: [{ title: '1', node }, { title: '2', node: panel }], shown: 0, every: 15 }), path: [...path, 1] }
}

/** Takes a node out; a split or tabs of which one child is left gives way to it. The last panel becomes a clock. */
export function removeAt(root: SceneNode, path: TreePath): { readonly root: SceneNode; readonly path: TreePath } {
  const at = path.at(-1)
  if (at === undefined) return { root: { panel: 'clock' }, path: [] }
  const up = path.slice(0, -1)
  const parent = nodeAt(root, up)
  if (!parent || isPanel(parent)) return { root, path }
  const left = childrenOf(parent).filter((_, i) => i !== at)
  const [only] = left
  if (!only) return removeAt(root, up)
  if (left.length === 1) return { root: replaceAt(root, up, only), path: firstLeaf(only, up) }
  const next: SceneNode = isSplit(parent)
    ? { ...parent, parts: parent.parts.filter((_, i) => i !== at) }
    : { ...parent, tabs: parent.tabs.filter((_, i) => i !== at), shown: Math.min(parent.shown, left.length - 1) }
  const to = [...up, Math.max(0, at - 1)]
  return { root: replaceAt(root, up, next), path: firstLeaf(nodeAt(replaceAt(root, up, next), to) ?? next, to) }
}

export const firstLeaf = (node: SceneNode, path: TreePath): TreePath => leavesOf(node, path)[0]?.path ?? path

/** Makes the nearest part of a split around a node larger (`by` above 1) or smaller, within bounds. */
export function resizeAt(root: SceneNode, path: TreePath, by: number): SceneNode {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const parent = nodeAt(root, path.slice(0, depth))
    const at = path[depth]
    if (!parent || isPanel(parent) || !isSplit(parent) || at === undefined || parent.parts.length < 2) continue
    const parts = parent.parts.map((part, i) => (i === at ? { ...part, size: scaled(part.size, by) } : part))
    return replaceAt(root, path.slice(0, depth), { ...parent, parts })
  }
  return root
}

const round = (n: number): number => Math.round(n * 100) / 100

function scaled(size: PartSize, by: number): PartSize {
  if (size === 'auto') return { share: round(by) }
  return 'vh' in size ? { vh: round(Math.min(60, Math.max(4, size.vh * by))) } : { share: round(Math.min(20, Math.max(0.1, size.share * by))) }
}

/** A panel's place by its area: the largest of a canvas, where a hand most likely wants to begin. */
export const largestLeaf = (root: SceneNode): TreePath => boxesOf(root, 1, 1).reduce<TreeBox | undefined>((most, box) => (most && most.width * most.height >= box.width * box.height ? most : box), undefined)?.path ?? []

/** A box in shares of the canvas, from its left upper corner. */
export interface TreeBox {
  readonly path: TreePath
  readonly panel: PanelNode
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Room that a part needs itself, as a share: known only where it is drawn, so this is a guess. */
const AUTO = 0.14

/** Where the panels of a canvas of `columns` × `rows` displays stand; of tabs the one that is shown. */
export function boxesOf(root: SceneNode, columns: number, rows: number): readonly TreeBox[] {
  const boxes = (node: SceneNode, path: TreePath, x: number, y: number, width: number, height: number): readonly TreeBox[] => {
    if (isPanel(node)) return [{ path, panel: node, x, y, width, height }]
    if (!isSplit(node)) {
      const at = Math.min(node.shown, node.tabs.length - 1)
      const shown = node.tabs[at]
      return shown ? boxes(shown.node, [...path, at], x, y, width, height) : []
    }
    const row = node.split === 'row'
    const length = row ? width : height
    const wanted = (size: PartSize): number | undefined => (size === 'auto' ? Math.min(AUTO, length / 2) : 'vh' in size ? Math.min(length, size.vh / 100 / (row ? columns * (16 / 9) : rows)) : undefined)
    const needed = node.parts.reduce((sum, { size }) => sum + (wanted(size) ?? 0), 0)
    const fixed = (size: PartSize): number | undefined => {
      const own = wanted(size)
      return own === undefined ? undefined : own * Math.min(1, length / Math.max(needed, 1e-9))
    }
    const shares = node.parts.reduce((sum, { size }) => sum + (size !== 'auto' && 'share' in size ? size.share : 0), 0)
    const free = Math.max(0, length - needed)
    let at = 0
    return node.parts.flatMap(({ size, node: child }, i) => {
      const own = fixed(size) ?? (size !== 'auto' && 'share' in size ? (free * size.share) / shares : 0)
      const from = at
      at += own
      return row ? boxes(child, [...path, i], x + from, y, own, height) : boxes(child, [...path, i], x, y + from, width, own)
    })
  }
  return boxes(root, [], 0, 0, 1, 1)
}

/** Where displays hang: column and row of each. */
export type WallGrid = Readonly<Record<DisplayKey, { readonly column: number; readonly row: number }>>

const surfaceWith = (scene: WallScene, display: DisplayKey): Surface | undefined => scene.surfaces.find(({ displays }) => displays.includes(display))

/** Gives a display a canvas of its own, with what it shows now; none other changes. */
export function ownSurface(scene: WallScene, display: DisplayKey): WallScene {
  if (surfaceWith(scene, display)) return scene
  return { ...scene, surfaces: [...scene.surfaces, { columns: 1, rows: 1, displays: [display], root: scene.rest ?? { panel: 'clock' } }] }
}

/** Lets a display go back to what all the others show. */
export function dropSurface(scene: WallScene, display: DisplayKey): WallScene {
  const surfaces = scene.surfaces.filter(({ displays }) => !displays.includes(display))
  return surfaces.length === 0 && scene.rest === null ? scene : { ...scene, surfaces }
}

/**
 * Stretches a display's canvas over those beside it (`right`) or below it (`down`), as they hang. They must be
 * there, and no canvas over several displays may lie on them; undefined when that is not so.
 */
export function stretch(scene: WallScene, display: DisplayKey, way: 'right' | 'down', grid: WallGrid): WallScene | undefined {
  const owned = ownSurface(scene, display)
  const surface = surfaceWith(owned, display)
  if (!surface || (way === 'right' ? surface.columns : surface.rows) >= 4) return undefined
  const next = (of: DisplayKey | undefined): DisplayKey | undefined => {
    const at = of === undefined ? undefined : grid[of]
    if (!at) return undefined
    const to = way === 'right' ? { column: at.column + 1, row: at.row } : { column: at.column, row: at.row + 1 }
    return Object.keys(grid).find((key) => grid[key]?.column === to.column && grid[key]?.row === to.row)
  }
  const lines = Array.from({ length: surface.rows }, (_, r) => surface.displays.slice(r * surface.columns, (r + 1) * surface.columns))
  const edge = way === 'right' ? lines.map((line) => line.at(-1)) : (lines.at(-1) ?? [])
  const added = edge.map(next)
  const known = added.flatMap((each) => (each === undefined ? [] : [each]))
  const covered = owned.surfaces.some((other) => other !== surface && other.displays.length > 1 && other.displays.some((each) => known.includes(each)))
  if (known.length < added.length || covered) return undefined
  const displays = way === 'right' ? lines.flatMap((line, r) => [...line, known[r] ?? '']) : [...surface.displays, ...known]
  const stretched: Surface = { ...surface, displays, columns: surface.columns + (way === 'right' ? 1 : 0), rows: surface.rows + (way === 'down' ? 1 : 0) }
  return { ...owned, surfaces: [...owned.surfaces.filter((other) => other !== surface && !other.displays.some((each) => known.includes(each))), stretched] }
}

/**
 * Where displays hang, from where they lie in the system's space: columns and rows by their middles. What the
 * operator arranged in the hall goes before.
 */
export function gridOf(displays: readonly { readonly key: DisplayKey; readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } }[], places: WallGrid): WallGrid {
  const rank = (values: readonly number[]): ReadonlyMap<number, number> => new Map([...new Set(values)].sort((a, b) => a - b).map((value, i) => [value, i]))
  const columns = rank(displays.map(({ bounds }) => bounds.x))
  const rows = rank(displays.map(({ bounds }) => bounds.y))
  return Object.fromEntries(displays.map(({ key, bounds }) => [key, places[key] ?? { column: columns.get(bounds.x) ?? 0, row: rows.get(bounds.y) ?? 0 }]))
}
