import { useMemo, type CSSProperties, type DragEvent, type ReactNode } from 'react'
import type { DisplayInfo } from '../../../electron/contract/bridge.ts'
import { boxesOf, type DisplayKey, type PanelNode, type SceneNode, type TreeBox, type TreePath, type WallGrid } from '../../../electron/contract/wall.ts'
import { useT } from '../../ui/i18n.tsx'
import { wallPageLocale } from './locale.ts'

/** A canvas as the mimic draws it: over which displays, and the tree on it. */
export interface MimicCanvas {
  readonly key: string
  readonly displays: readonly DisplayKey[]
  readonly columns: number
  readonly rows: number
  readonly root: SceneNode
}

export interface MimicProps {
  readonly label: string
  readonly displays: readonly DisplayInfo[]
  readonly grid: WallGrid
  readonly canvases: readonly MimicCanvas[]
  /** The display, and the panel on it, that the hand is at. */
  readonly chosen: { readonly display: DisplayKey; readonly path?: TreePath }
  readonly onChoose: (display: DisplayKey, path: TreePath) => void
  /** Words in a corner of each display. */
  readonly captions: Readonly<Record<DisplayKey, ReactNode>>
  readonly onDropCamera?: (display: DisplayKey, path: TreePath, camera: string) => void
}

/** Width over height of so many displays, for the style sheet to keep within its bounds. */
const ratioOf = (columns: number, rows: number): CSSProperties & Readonly<Record<'--ratio', number>> => ({ '--ratio': (columns * 16) / (rows * 9) })

/** MIME type under which a camera is dragged. */
export const DRAGGED_CAMERA = 'application/x-wufeng-camera'

/** The wall in small, as it hangs in the hall. */
export function Mimic({ label, displays, grid, canvases, chosen, onChoose, captions, onDropCamera }: MimicProps) {
  const size = useMemo(() => ({ columns: 1 + Math.max(0, ...Object.values(grid).map((at) => at.column)), rows: 1 + Math.max(0, ...Object.values(grid).map((at) => at.row)) }), [grid])
  const cell = (column: number, row: number, columns: number, rows: number): CSSProperties => ({
    left: `${(column / size.columns) * 100}%`, top: `${(row / size.rows) * 100}%`, width: `${(columns / size.columns) * 100}%`, height: `${(rows / size.rows) * 100}%`,
  })
  return (
    <div className="mimic" role="group" aria-label={label} style={ratioOf(size.columns, size.rows)}>
      {canvases.map((canvas) => {
        const at = grid[canvas.displays[0] ?? '']
        return at && (
          <div key={canvas.key} className="mimic-canvas" style={cell(at.column, at.row, canvas.columns, canvas.rows)}>
            <Boxes canvas={canvas} chosen={chosen} onChoose={onChoose} {...(onDropCamera ? { onDropCamera } : {})} />
          </div>
        )
      })}
      {displays.map(({ key }) => {
        const at = grid[key]
        return at && (
          <div key={key} className="mimic-display" data-chosen={key === chosen.display} style={cell(at.column, at.row, 1, 1)}>
            {captions[key]}
          </div>
        )
      })}
    </div>
  )
}

/** One canvas, large enough to work on. */
export function CanvasView({ label, canvas, chosen, onChoose, onDropCamera }: Pick<MimicProps, 'label' | 'chosen' | 'onChoose' | 'onDropCamera'> & { readonly canvas: MimicCanvas }) {
  return (
    <div className="mimic mimic-large" role="group" aria-label={label} style={ratioOf(canvas.columns, canvas.rows)}>
      <Boxes canvas={canvas} chosen={chosen} onChoose={onChoose} {...(onDropCamera ? { onDropCamera } : {})} />
    </div>
  )
}

function Boxes({ canvas, chosen, onChoose, onDropCamera }: { readonly canvas: MimicCanvas } & Pick<MimicProps, 'chosen' | 'onChoose' | 'onDropCamera'>) {
  const boxes = useMemo(() => boxesOf(canvas.root, canvas.columns, canvas.rows), [canvas])
  const [first] = canvas.displays
  /** On a canvas over several displays a box belongs to the display under its middle. */
  const displayOf = (box: TreeBox): DisplayKey => {
    const column = Math.min(canvas.columns - 1, Math.floor((box.x + box.width / 2) * canvas.columns))
    const row = Math.min(canvas.rows - 1, Math.floor((box.y + box.height / 2) * canvas.rows))
    return canvas.displays[row * canvas.columns + column] ?? first ?? '1'
  }
  return boxes.map((box) => {
    const here = canvas.displays.includes(chosen.display) && chosen.path?.join() === box.path.join()
    const drop = onDropCamera && box.panel.panel === 'cameras'
      ? {
          onDragOver: (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED_CAMERA) && event.preventDefault(),
          onDrop: (event: DragEvent) => onDropCamera(displayOf(box), box.path, event.dataTransfer.getData(DRAGGED_CAMERA)),
        }
      : {}
    return (
      <button
        key={box.path.join()}
        type="button"
        className="mimic-box"
        tabIndex={-1}
        data-panel={box.panel.panel}
        aria-pressed={here}
        style={{ left: `${box.x * 100}%`, top: `${box.y * 100}%`, width: `${box.width * 100}%`, height: `${box.height * 100}%` }}
        onClick={() => onChoose(displayOf(box), box.path)}
        {...drop}
      >
        <PanelWords panel={box.panel} />
      </button>
    )
  })
}

function PanelWords({ panel }: { readonly panel: PanelNode }) {
  const t = useT(wallPageLocale)
  return (
    <span className="mimic-words">
      {panel.panel === 'figures' && panel.chart !== 'all' ? t(`chart.${panel.chart}`) : t(`panel.${panel.panel}`)}
      {panel.panel === 'cameras' && ` ${panel.columns}×${panel.rows}`}
    </span>
  )
}
