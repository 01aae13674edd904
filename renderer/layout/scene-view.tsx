import { memo, type ReactNode } from 'react'
import type { PanelNode, PartSize, Scene, SceneNode } from './scene.ts'
import './scene.css'

export interface SceneViewProps {
  readonly scene: Scene
  /** A hidden scene keeps its layout, so that it comes back without being drawn anew. */
  readonly active: boolean
  /** Draws a panel. Must stay the same function while the scene stays, or every panel is drawn again. */
  readonly render: (panel: PanelNode, active: boolean) => ReactNode
}

/** Draws a scene's tree as nested CSS grids. */
export const SceneView = memo(function SceneView({ scene, active, render }: SceneViewProps) {
  return (
    <div className="scene" data-scene={scene.id} data-active={active} aria-hidden={!active} inert={!active}>
      <Node node={scene.root} active={active} render={render} />
    </div>
  )
})

const trackOf = (size: PartSize): string => (size === 'auto' ? 'auto' : 'vh' in size ? `${size.vh}vh` : `minmax(0, ${size.share}fr)`)

function Node({ node, active, render }: { readonly node: SceneNode; readonly active: boolean; readonly render: SceneViewProps['render'] }) {
  if ('panel' in node) return <section className="scene-panel" data-panel={node.panel}>{render(node, active)}</section>
  const tracks = node.parts.map((part) => trackOf(part.size)).join(' ')
  const style = node.split === 'row' ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks }
  return (
    <div className="scene-split" data-split={node.split} style={style}>
      {node.parts.map((part, i) => (
        <Node key={i} node={part.node} active={active} render={render} />
      ))}
    </div>
  )
}
