/** Colours and sizes of what moves on the map, taken from the window's tokens; sizes in CSS px. */
export interface OverlayLook {
  readonly ground: string
  readonly text: string
  readonly quiet: string
  readonly accent: string
  readonly warn: string
  readonly alarm: string
  readonly font: string
  /** Text height. */
  readonly textSize: number
  /** Radius of a calm case; all other symbols go by it. */
  readonly dot: number
}

/** Reads the tokens of an element. `dot` and `textSize` go with the screen's height on a wall. */
export function readLook(element: HTMLElement, wall: boolean): OverlayLook {
  const style = getComputedStyle(element)
  const token = (name: string, other: string): string => style.getPropertyValue(name).trim() || other
  const height = window.innerHeight
  return {
    ground: token('--c-bg', '#090d12'),
    text: token('--c-text', '#e3eaf0'),
    quiet: token('--c-dim', '#9aabba'),
    accent: token('--c-accent', '#63b0f0'),
    warn: token('--c-warn', '#e9b44c'),
    alarm: token('--c-alarm', '#ff7a70'),
    font: token('--font-sans', 'sans-serif'),
    textSize: wall ? Math.max(12, height * 0.0165) : Math.max(12, parseFloat(style.fontSize) * 0.95),
    dot: wall ? Math.max(3.2, height * 0.0043) : Math.max(3.6, parseFloat(style.fontSize) * 0.3),
  }
}
