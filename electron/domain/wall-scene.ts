import { z } from 'zod'

/** Key of a display: its number on the wall from 1, as text. */
export const DisplayKey = z.string().regex(/^([1-9]|1[0-6])$/)
export type DisplayKey = z.infer<typeof DisplayKey>

/** Every number that a display can have. */
export const ALL_DISPLAYS: readonly DisplayKey[] = Array.from({ length: 16 }, (_, i) => String(i + 1))

/** Name of a scene, a tour or a salvo among its like. */
export const WallId = z.string().regex(/^[a-z0-9][\w-]{0,39}$/i)
export type WallId = z.infer<typeof WallId>

const CameraId = z.string().min(1).max(64)

/** Camera tiles that one display can have. */
export const MAX_TILES = 36

/** Which cameras fill a panel. */
export const CameraSource = z.discriminatedUnion('by', [
  /** All cameras in turn: displays side by side show different pages. */
  z.object({ by: z.literal('page') }).strict(),
  z.object({ by: z.literal('chosen'), ids: z.array(CameraId).max(MAX_TILES) }).strict(),
  z.object({ by: z.literal('group'), group: z.string().max(64) }).strict(),
  /** The nearest to the selected case, those that face it first. */
  z.object({ by: z.literal('near-case') }).strict(),
])
export type CameraSource = z.infer<typeof CameraSource>

/** One chart of the figures, or all of them on a page. */
export const FigureChart = z.enum(['all', 'numbers', 'hours', 'stages', 'departments', 'districts', 'districts-today', 'departments-today', 'ageing', 'cameras'])
export type FigureChart = z.infer<typeof FigureChart>

/** What a place in a scene can hold, each with its own options. */
export const PanelNode = z.discriminatedUnion('panel', [
  /** Title and clock in one line, between them today's figures, or the selected case in their place, or nothing. */
  z.object({ panel: z.literal('header'), middle: z.enum(['figures', 'selection', 'nothing']).default('figures') }).strict(),
  z.object({ panel: z.literal('map') }).strict(),
  /** The most pressing cases by due time. */
  z.object({ panel: z.literal('pressing') }).strict(),
  z.object({ panel: z.literal('cameras'), columns: z.number().int().min(1).max(6), rows: z.number().int().min(1).max(6), source: CameraSource.default({ by: 'page' }) }).strict(),
  z.object({ panel: z.literal('figures'), chart: FigureChart.default('all') }).strict(),
  z.object({ panel: z.literal('roll') }).strict(),
  /** The selected case, large; takes no room while none is selected. */
  z.object({ panel: z.literal('spotlight') }).strict(),
  /** Telephone calls: waiting, under way, missed last. */
  z.object({ panel: z.literal('calls') }).strict(),
  z.object({ panel: z.literal('clock') }).strict(),
  z.object({ panel: z.literal('text'), text: z.string().max(400), size: z.enum(['s', 'm', 'l']).default('m') }).strict(),
  /** A web page of the settings' list by its id, never an address; loaded anew every so many minutes (0: never). `zoom` in per cent. */
  z.object({ panel: z.literal('web'), page: z.string().max(40), every: z.number().int().min(0).max(1_440).default(0), zoom: z.number().int().min(25).max(400).default(100) }).strict(),
])
export type PanelNode = z.infer<typeof PanelNode>
export type PanelName = PanelNode['panel']
export type CamerasNode = Extract<PanelNode, { panel: 'cameras' }>
export type WebNode = Extract<PanelNode, { panel: 'web' }>

/** Room of a part along its split: a share of what is left, a part of one display's height, or what it needs itself. */
export const PartSize = z.union([z.object({ share: z.number().positive().max(100) }).strict(), z.object({ vh: z.number().positive().max(100) }).strict(), z.literal('auto')])
export type PartSize = z.infer<typeof PartSize>

/** A tree of splits and tabs whose leaves are panels. */
export type SceneNode = PanelNode | SplitNode | TabsNode
export interface SplitNode {
  readonly split: 'row' | 'column'
  readonly parts: readonly ScenePart[]
}
export interface ScenePart {
  readonly size: PartSize
  readonly node: SceneNode
}
/** One of several nodes at a time: `shown`, or the next every so many seconds, by the clock, so that all windows turn together. */
export interface TabsNode {
  readonly tabs: readonly { readonly title: string; readonly node: SceneNode }[]
  readonly shown: number
  readonly every: number | null
}

const SplitNode: z.ZodType<SplitNode> = z.lazy(() =>
  z.object({ split: z.enum(['row', 'column']), parts: z.array(z.object({ size: PartSize, node: SceneNode }).strict()).min(1).max(12) }).strict(),
)
const TabsNode: z.ZodType<TabsNode> = z.lazy(() =>
  z
    .object({
      tabs: z.array(z.object({ title: z.string().max(20), node: SceneNode }).strict()).min(1).max(8),
      shown: z.number().int().min(0).max(7).default(0),
      every: z.number().int().min(5).max(3_600).nullable().default(null),
    })
    .strict(),
)
export const SceneNode: z.ZodType<SceneNode> = z.union([PanelNode, SplitNode, TabsNode])

/** A canvas over `columns` × `rows` displays that stand side by side, named row by row; one display is 1 × 1. */
export const Surface = z.object({ columns: z.number().int().min(1).max(4), rows: z.number().int().min(1).max(4), displays: z.array(DisplayKey).min(1).max(16), root: SceneNode }).strict()
export type Surface = z.infer<typeof Surface>

export const SCENE_VERSION = 2

/** A scene 场景 of the whole wall, as it is kept and exchanged: what each display shows. */
export const WallScene = z
  .object({
    version: z.literal(SCENE_VERSION),
    id: WallId,
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().max(60).optional(),
    surfaces: z.array(Surface).max(16),
    /** What every display shows that no surface names; null: it keeps what it shows. */
    rest: SceneNode.nullable(),
  })
  .strict()
export type WallScene = z.infer<typeof WallScene>

/** Splits inside splits end here: a tree that came from outside can't be drawn without end. */
export const MAX_DEPTH = 8
/** Panels of one surface. */
export const MAX_PANELS = 64

export const isPanel = (node: SceneNode): node is PanelNode => 'panel' in node
export const isSplit = (node: SceneNode): node is SplitNode => 'split' in node

export const childrenOf = (node: SceneNode): readonly SceneNode[] => (isPanel(node) ? [] : isSplit(node) ? node.parts.map((part) => part.node) : node.tabs.map((tab) => tab.node))

/** The panels of a tree, left to right and top to bottom. */
export const panelsOf = (node: SceneNode): readonly PanelNode[] => (isPanel(node) ? [node] : childrenOf(node).flatMap(panelsOf))

const depthOf = (node: SceneNode): number => 1 + Math.max(0, ...childrenOf(node).map(depthOf))

/** Tiles that may be on the screen at once: of tabs those of the fullest. */
export const tilesOf = (node: SceneNode): number => {
  if (isPanel(node)) return node.panel === 'cameras' ? node.columns * node.rows : 0
  const each = childrenOf(node).map(tilesOf)
  return isSplit(node) ? each.reduce((sum, n) => sum + n, 0) : Math.max(0, ...each)
}

/** Why a scene can't be used: a code with words in the windows' languages, the place in it, and a sentence for the log. */
export interface SceneFault {
  readonly code: 'no-scene' | 'newer' | 'shape' | 'too-deep' | 'too-many-panels' | 'too-many-tiles' | 'display-twice' | 'wrong-count' | 'empty'
  readonly where: string
  readonly message: string
}

export type SceneRead = { readonly ok: true; readonly scene: WallScene } | { readonly ok: false; readonly fault: SceneFault }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const fault = (code: SceneFault['code'], where: string, message: string): SceneRead => ({ ok: false, fault: { code, where, message } })

/**
 * Deeper than this an unread value is refused before it is checked at all: the schema follows nesting by calling itself.
 * A tree of {@link MAX_DEPTH} levels nests three values a level.
 */
const MAX_NESTING = 3 * MAX_DEPTH + 8

function nestsTooDeep(value: unknown, left = MAX_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false
  return left === 0 || Object.values(value).some((each) => nestsTooDeep(each, left - 1))
}

/** Brings a scene of an older version to the next; by the version that it has. */
const MIGRATIONS: Readonly<Record<number, (old: Record<string, unknown>) => unknown>> = {
  /** Version 1 was one tree for any display, with camera grids up to 8 × 8. */
  1: (old) => ({ version: 2, id: old['id'], name: old['id'], surfaces: [], rest: smallerGrids(old['root']) }),
}

function smallerGrids(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(smallerGrids)
  if (!isRecord(value)) return value
  const copied = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, smallerGrids(each)]))
  if (copied['panel'] !== 'cameras') return copied
  const fit = (n: unknown): unknown => (typeof n === 'number' ? Math.min(n, 6) : n)
  return { ...copied, columns: fit(copied['columns']), rows: fit(copied['rows']) }
}

/**
 * Reads a scene of any version that this program knows and brings it to {@link SCENE_VERSION}. A version from
 * the future is refused, not guessed at; what is wrong inside is named with its place.
 */
export function readScene(value: unknown): SceneRead {
  let given = value
  if (!isRecord(given) || typeof given['version'] !== 'number') return fault('no-scene', 'version', 'this is no scene: it names no version')
  if (given['version'] > SCENE_VERSION) return fault('newer', 'version', `version ${given['version']} was written by a newer program; this one knows version ${SCENE_VERSION}`)
  if (nestsTooDeep(given)) return fault('too-deep', 'root', `more than ${MAX_DEPTH} levels of splits and tabs`)
  for (let version = given['version']; version < SCENE_VERSION; version++) {
    const migrate = MIGRATIONS[version]
    if (!migrate || !isRecord(given)) return fault('no-scene', 'version', `version ${version} is not known`)
    given = migrate(given)
  }
  const parsed = WallScene.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return fault('shape', issue?.path.map(String).join('.') ?? '', issue?.message ?? 'it is malformed')
  }
  return checkScene(parsed.data)
}

/** The bounds that a shape alone does not hold. */
function checkScene(scene: WallScene): SceneRead {
  const seen = new Set<string>()
  if (scene.surfaces.length === 0 && scene.rest === null) return fault('empty', 'surfaces', 'it shows nothing on any display')
  for (const [i, surface] of scene.surfaces.entries()) {
    const where = `surfaces.${i}`
    if (surface.displays.length !== surface.columns * surface.rows) return fault('wrong-count', `${where}.displays`, `${surface.columns} × ${surface.rows} displays need as many numbers`)
    for (const display of surface.displays) {
      if (seen.has(display)) return fault('display-twice', `${where}.displays`, `display ${display} is named twice`)
      seen.add(display)
    }
    const found = checkTree(surface.root, `${where}.root`, surface.displays.length)
    if (found) return found
  }
  const found = scene.rest === null ? undefined : checkTree(scene.rest, 'rest', 1)
  return found ?? { ok: true, scene }
}

function checkTree(root: SceneNode, where: string, displays: number): SceneRead | undefined {
  if (depthOf(root) > MAX_DEPTH) return fault('too-deep', where, `more than ${MAX_DEPTH} levels of splits and tabs`)
  if (panelsOf(root).length > MAX_PANELS) return fault('too-many-panels', where, `more than ${MAX_PANELS} panels`)
  if (tilesOf(root) > MAX_TILES * displays) return fault('too-many-tiles', where, `more than ${MAX_TILES} camera tiles a display`)
  return undefined
}

/** What a scene puts on one display: its canvas, and which part of it this display is (counted from 0). */
export interface DisplayPart {
  readonly root: SceneNode
  readonly columns: number
  readonly rows: number
  readonly column: number
  readonly row: number
}

const whole = (root: SceneNode): DisplayPart => ({ root, columns: 1, rows: 1, column: 0, row: 0 })

/** The part of a scene that a display shows; undefined where the scene leaves the display as it is. */
export function partFor(scene: WallScene, display: DisplayKey): DisplayPart | undefined {
  for (const { displays, columns, rows, root } of scene.surfaces) {
    const at = displays.indexOf(display)
    if (at >= 0) return { root, columns, rows, column: at % columns, row: Math.floor(at / columns) }
  }
  return scene.rest === null ? undefined : whole(scene.rest)
}

/** The same for a display that was asked to show this scene though it isn't named in it: the first canvas, whole. */
export function partAnyway(scene: WallScene, display: DisplayKey): DisplayPart {
  return partFor(scene, display) ?? whole(scene.surfaces[0]?.root ?? scene.rest ?? { panel: 'clock' })
}
