/** Colours and sizes of charts, from the window's tokens; sizes in CSS px. */
export interface ChartLook {
  readonly text: string
  readonly quiet: string
  readonly line: string
  /** Bars say how many, not how bad: they have no state's colour. */
  readonly bar: string
  /** The bar of the present moment. */
  readonly now: string
  readonly alarm: string
  readonly font: string
  readonly textSize: number
  /** Room that a bar's name may take. */
  readonly nameWidth: number
}

/** Reads the tokens of an element; text goes with the screen's height. */
export function readChartLook(element: HTMLElement): ChartLook {
  const style = getComputedStyle(element)
  const token = (name: string, other: string): string => style.getPropertyValue(name).trim() || other
  return {
    text: token('--c-text', '#e3eaf0'),
    quiet: token('--c-dim', '#a9b8c5'),
    line: token('--c-line', '#263240'),
    bar: '#5b7690',
    now: '#a3bdd6',
    alarm: token('--c-alarm', '#ff7a70'),
    font: style.fontFamily,
    textSize: Math.max(12, window.innerHeight * 0.0165),
    nameWidth: element.clientWidth * 0.42,
  }
}
