import fc from 'fast-check'
import { BUILT_IN_SCENES } from '../../electron/domain/wall-built-in.ts'
import { ALL_DISPLAYS, readScene, type PanelNode, type PartSize, type SceneNode, type Surface, type WallScene } from '../../electron/domain/wall-scene.ts'
import type { WallFacts } from '../../electron/domain/wall-facts.ts'
import { NEW_WALL } from '../../electron/domain/wall-state.ts'

const panel: fc.Arbitrary<PanelNode> = fc.oneof(
  fc.constantFrom<PanelNode>({ panel: 'map' }, { panel: 'pressing' }, { panel: 'roll' }, { panel: 'spotlight' }, { panel: 'clock' }, { panel: 'calls' }, { panel: 'header', middle: 'figures' }, { panel: 'figures', chart: 'hours' }),
  fc.record({ panel: fc.constant('text' as const), text: fc.string({ maxLength: 40 }), size: fc.constantFrom('s' as const, 'm' as const, 'l' as const) }),
  fc.record({ panel: fc.constant('cameras' as const), columns: fc.integer({ min: 1, max: 3 }), rows: fc.integer({ min: 1, max: 2 }), source: fc.oneof(fc.constant({ by: 'page' as const }), fc.record({ by: fc.constant('chosen' as const), ids: fc.array(fc.stringMatching(/^c\d$/), { maxLength: 4 }) })) }),
)

const size: fc.Arbitrary<PartSize> = fc.oneof(fc.integer({ min: 1, max: 20 }).map((share) => ({ share })), fc.integer({ min: 3, max: 30 }).map((vh) => ({ vh })), fc.constant('auto' as const))

/** Trees of at most four levels. */
export const anyTree: fc.Arbitrary<SceneNode> = fc.letrec<{ tree: SceneNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    panel,
    fc.record({ split: fc.constantFrom('row' as const, 'column' as const), parts: fc.array(fc.record({ size, node: tie('tree') }), { minLength: 1, maxLength: 3 }) }),
    fc.record({ tabs: fc.array(fc.record({ title: fc.string({ maxLength: 8 }), node: tie('tree') }), { minLength: 1, maxLength: 3 }), shown: fc.constant(0), every: fc.constantFrom(null, 5, 30) }),
  ),
})).tree

const surfaces: fc.Arbitrary<Surface[]> = fc.tuple(fc.shuffledSubarray([...ALL_DISPLAYS]), fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }), anyTree), { maxLength: 4 })).map(([displays, wanted]) => {
  let left = displays
  return wanted.flatMap(([columns, rows, root]) => {
    const taken = left.slice(0, columns * rows)
    left = left.slice(columns * rows)
    return taken.length === columns * rows ? [{ columns, rows, displays: taken, root }] : []
  })
})

/** Scenes that are good: within every bound. */
export const anyScene: fc.Arbitrary<WallScene> = fc
  .record({ id: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), name: fc.constantFrom('汛期', '夜间值守', 'Flood'), surfaces, rest: fc.option(anyTree) })
  .map((made): WallScene => ({ version: 2, ...made }))
  .filter((made) => readScene(made).ok)

/** A wall with the built-in scenes and nothing chosen. */
export const newWall = (): WallFacts => ({ wall: NEW_WALL, repertoire: { scenes: new Map(Object.entries(BUILT_IN_SCENES)), tours: new Map(), salvos: new Map() } })
