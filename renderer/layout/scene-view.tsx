import { memo, useEffect, useState, type CSSProperties, type ReactNode } from 'react'
import { isPanel, isSplit, panelsOf, tilesOf, type DisplayPart, type PanelNode, type PartSize, type SceneNode, type TabsNode } from '../../electron/contract/wall.ts'
import { SpanLeaf, type PanelPart } from './span-leaf.tsx'
import './scene.css'

/** Where a panel stands in its scene. */
export interface PanelPlace {
  readonly active: boolean
  /** Number of its first camera tile among those of the scene. */
  readonly firstTile: number
  /** The part of the panel that is on this display; null: all of it. */
  readonly part: PanelPart | null
}

export type RenderPanel = (panel: PanelNode, place: PanelPlace) => ReactNode

export interface SceneViewProps {
  readonly name: string
  /** What to draw, and which part of it is on this display. */
  readonly shown: DisplayPart
  /** A hidden scene keeps its layout, so that it comes back without being drawn anew. */
  readonly active: boolean
  /** Draws a panel. Must stay the same function while the scene stays, or every panel is drawn again. */
  readonly render: RenderPanel
}

/** Draws a scene's tree as nested CSS grids; of a canvas that spans displays this display's part. */
export const SceneView = memo(function SceneView({ name, shown, active, render }: SceneViewProps) {
  const { root, columns, rows, column, row } = shown
  const spans = columns * rows > 1
  const style: CSSProperties = spans ? { width: `${columns * 100}%`, height: `${rows * 100}%`, left: `${-column * 100}%`, top: `${-row * 100}%` } : {}
  return (
    <div className="scene" style={style} data-scene={name} data-active={active} aria-hidden={!active} inert={!active}>
      <Node node={root} active={active} firstTile={0} spans={spans} render={render} />
    </div>
  )
})

const trackOf = (size: PartSize): string => (size === 'auto' ? 'auto' : 'vh' in size ? `${size.vh}vh` : `minmax(0, ${size.share}fr)`)

interface NodeProps {
  readonly node: SceneNode
  readonly active: boolean
  readonly firstTile: number
  readonly spans: boolean
  readonly render: RenderPanel
}

/** Panels that would be the same picture keep their place in the page when the tree around them changes. */
const keyOf = (node: SceneNode, i: number): string => `${i}-${isPanel(node) ? node.panel : isSplit(node) ? node.split : 'tabs'}`

function Node({ node, active, firstTile, spans, render }: NodeProps) {
  if (isPanel(node)) {
    const draw = (part: PanelPart | null): ReactNode => render(node, { active, firstTile, part })
    return (
      <section className="scene-panel" data-panel={node.panel}>
        {spans ? <SpanLeaf draw={draw} /> : draw(null)}
      </section>
    )
  }
  if (!isSplit(node)) return <Tabs node={node} active={active} firstTile={firstTile} spans={spans} render={render} />
  const tracks = node.parts.map((part) => trackOf(part.size)).join(' ')
  const style = node.split === 'row' ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks }
  const starts = node.parts.map((_, i) => firstTile + node.parts.slice(0, i).reduce((sum, part) => sum + tilesOf(part.node), 0))
  return (
    <div className="scene-split" data-split={node.split} style={style}>
      {node.parts.map((part, i) => (
        <Node key={keyOf(part.node, i)} node={part.node} active={active} firstTile={starts[i] ?? firstTile} spans={spans} render={render} />
      ))}
    </div>
  )
}

/** One of several nodes at a time. Turning goes by the clock, so that all windows turn together; the others stay as they are, hidden. */
function Tabs({ node, active, firstTile, spans, render }: Omit<NodeProps, 'node'> & { readonly node: TabsNode }) {
  const shown = useTurn(node)
  return (
    <div className="scene-tabs">
      <ol className="scene-tab-names" aria-hidden={node.tabs.length < 2}>
        {node.tabs.map(({ title, node: tab }, i) => (
          <li key={keyOf(tab, i)} aria-current={i === shown}>
            {title}
          </li>
        ))}
      </ol>
      <div className="scene-tab-stack">
        {node.tabs.map(({ node: tab }, i) => (
          <div key={keyOf(tab, i)} className="scene-tab" data-active={i === shown}>
            {(i === shown || isCheap(tab)) && <Node node={tab} active={active && i === shown} firstTile={firstTile} spans={spans} render={render} />}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Hidden tabs are kept ready unless they hold cameras, a map or a web page, which cost much. */
const isCheap = (node: SceneNode): boolean => panelsOf(node).every(({ panel }) => panel !== 'map' && panel !== 'cameras' && panel !== 'web')

function useTurn({ tabs, shown, every }: TabsNode): number {
  const turns = every !== null && tabs.length > 1
  const at = (): number => (turns ? Math.floor(Date.now() / (every * 1_000)) % tabs.length : Math.min(shown, tabs.length - 1))
  const [, tick] = useState(0)
  useEffect(() => {
    if (!turns) return
    let timer: ReturnType<typeof setTimeout>
    const next = (): void => {
      tick((n) => n + 1)
      wait()
    }
    const wait = (): void => {
      timer = setTimeout(next, every * 1_000 - (Date.now() % (every * 1_000)) + 5)
    }
    wait()
    return () => clearTimeout(timer)
  }, [turns, every])
  return at()
}
