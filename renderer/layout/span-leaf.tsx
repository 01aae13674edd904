import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react'

/** A part of a panel, as shares of its width and height from its left upper corner; `width` and `height` are the whole panel's, CSS px. */
export interface PanelPart {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

const share = (px: number, of: number): number => Math.min(1, Math.max(0, px / of))

/** The part of a box that is inside a window of this size; null when none of it is. */
export function visiblePart(box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }, window: { readonly width: number; readonly height: number }): PanelPart | null {
  if (box.width <= 0 || box.height <= 0) return null
  const part: PanelPart = {
    left: share(-box.left, box.width),
    top: share(-box.top, box.height),
    right: share(window.width - box.left, box.width),
    bottom: share(window.height - box.top, box.height),
    width: box.width,
    height: box.height,
  }
  // A panel that only touches this display's edge is on the next one.
  return (part.right - part.left) * box.width < 1 || (part.bottom - part.top) * box.height < 1 ? null : part
}

/** Where the part lies in its panel. */
export const partStyle = ({ left, top, right, bottom }: PanelPart): CSSProperties => ({
  position: 'absolute', left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
})

/** A panel of a canvas that spans displays: drawn only where some of it is on this one. */
export function SpanLeaf({ draw }: { readonly draw: (part: PanelPart | null) => ReactNode }) {
  const host = useRef<HTMLDivElement>(null)
  const [part, setPart] = useState<PanelPart | null>(null)
  useLayoutEffect(() => {
    const element = host.current
    if (!element) return
    const measure = (): void => {
      const next = visiblePart(element.getBoundingClientRect(), { width: window.innerWidth, height: window.innerHeight })
      setPart((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(document.documentElement)
    return () => observer.disconnect()
  }, [])
  return (
    <div className="scene-span" ref={host}>
      {part && draw(part.left === 0 && part.top === 0 && part.right === 1 && part.bottom === 1 ? null : part)}
    </div>
  )
}
