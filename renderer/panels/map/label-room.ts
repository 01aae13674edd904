interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Cell of the look-up grid, px. */
const CELL = 128

/** Keeps labels apart: the first that asks for room gets it. */
export class LabelRoom {
  readonly #cells = new Map<string, Box[]>()

  /** Takes a rectangle if it is free, and says whether it was. */
  take(left: number, top: number, width: number, height: number): boolean {
    const box: Box = { left, top, right: left + width, bottom: top + height }
    const cells = this.#cellsOf(box)
    for (const key of cells) {
      for (const other of this.#cells.get(key) ?? []) {
        if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return false
      }
    }
    for (const key of cells) this.#cells.set(key, [...(this.#cells.get(key) ?? []), box])
    return true
  }

  #cellsOf(box: Box): string[] {
    const keys: string[] = []
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) keys.push(`${x}/${y}`)
    }
    return keys
  }
}
