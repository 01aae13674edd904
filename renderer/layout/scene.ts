import { z } from 'zod'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import { SceneId } from '../../electron/contract/wall.ts'

/** What a place in a scene can hold, each with its own options. */
export const PanelNode = z.discriminatedUnion('panel', [
  /** Title and clock in one line, between them today's figures, or the selected case in their place, or nothing. */
  z.object({ panel: z.literal('header'), middle: z.enum(['figures', 'selection', 'nothing']).default('figures') }).strict(),
  z.object({ panel: z.literal('map') }).strict(),
  /** The most pressing cases by due time. */
  z.object({ panel: z.literal('pressing') }).strict(),
  z.object({ panel: z.literal('cameras'), columns: z.number().int().min(1).max(8), rows: z.number().int().min(1).max(8) }).strict(),
  z.object({ panel: z.literal('figures') }).strict(),
  z.object({ panel: z.literal('roll') }).strict(),
  /** The selected case, large; takes no room while none is selected. */
  z.object({ panel: z.literal('spotlight') }).strict(),
])
export type PanelNode = z.infer<typeof PanelNode>

/** Room of a part along its split: a share of what is left, a part of the screen's height, or what it needs itself. */
export const PartSize = z.union([z.object({ share: z.number().positive().max(100) }).strict(), z.object({ vh: z.number().positive().max(100) }).strict(), z.literal('auto')])
export type PartSize = z.infer<typeof PartSize>

/** A tree of splits whose leaves are panels. */
export type SceneNode = PanelNode | SplitNode
export interface SplitNode {
  readonly split: 'row' | 'column'
  readonly parts: readonly ScenePart[]
}
export interface ScenePart {
  readonly size: PartSize
  readonly node: SceneNode
}

const SplitNode: z.ZodType<SplitNode> = z.lazy(() =>
  z.object({ split: z.enum(['row', 'column']), parts: z.array(z.object({ size: PartSize, node: SceneNode }).strict()).min(1).max(12) }).strict(),
)
const SceneNode: z.ZodType<SceneNode> = z.union([PanelNode, SplitNode])

export const SCENE_VERSION = 1

/** A scene 场景 of a wall display, as it is kept and exchanged. */
export const Scene = z.object({ version: z.literal(SCENE_VERSION), id: SceneId, root: SceneNode }).strict()
export type Scene = z.infer<typeof Scene>

/** Splits inside splits end here: a tree that came from outside can't be drawn without end. */
const MAX_DEPTH = 6

const depth = (node: SceneNode): number => ('split' in node ? 1 + Math.max(...node.parts.map((part) => depth(part.node))) : 1)

const versionOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined)

/**
 * Reads a scene of any version that this program knows and brings it to {@link SCENE_VERSION}. A version
 * from the future is refused, not guessed at.
 */
export function readScene(value: unknown): Result<Scene> {
  const version = versionOf(value)
  if (version !== SCENE_VERSION) {
    const why = typeof version === 'number' && version > SCENE_VERSION ? `version ${version} was written by a newer program; update this one` : 'it has no version that is known'
    return fail('malformed', `The scene can't be read: ${why}. Known is version ${SCENE_VERSION}.`, { where: 'version' })
  }
  const parsed = Scene.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fail('malformed', `The scene can't be read: ${issue?.message ?? 'it is malformed'}.`, { where: issue?.path.join('.') ?? '' })
  }
  if (depth(parsed.data.root) > MAX_DEPTH) return fail('malformed', `The scene can't be read: more than ${MAX_DEPTH} levels of splits.`, { where: 'root' })
  return ok(parsed.data)
}
