import type { BBox } from './geometry.ts'
import type { Position } from './reference.ts'

/** About 400 m: cells of a look-up by place, degrees. */
const CELL = 0.004

const cellX = (lng: number): number => Math.floor(lng / CELL)
const cellY = (lat: number): number => Math.floor(lat / CELL)
const cellKey = (x: number, y: number): number => x * 1_000_003 + y

/** Things by where they lie: a box around a thing puts it into every cell that the box touches. */
export class Cells<T> {
  readonly #cells = new Map<number, T[]>()

  put(box: BBox, item: T): void {
    for (let x = cellX(box[0]); x <= cellX(box[2]); x++) {
      for (let y = cellY(box[1]); y <= cellY(box[3]); y++) {
        const list = this.#cells.get(cellKey(x, y))
        if (list) list.push(item)
        else this.#cells.set(cellKey(x, y), [item])
      }
    }
  }

  /** Things in the cell of a position. */
  at([lng, lat]: Position): readonly T[] {
    return this.#cells.get(cellKey(cellX(lng), cellY(lat))) ?? []
  }

  /** Things in the cell of a position and the eight around it; one that lies in several comes several times. */
  *around([lng, lat]: Position): Iterable<T> {
    for (let x = cellX(lng) - 1; x <= cellX(lng) + 1; x++) {
      for (let y = cellY(lat) - 1; y <= cellY(lat) + 1; y++) yield* this.#cells.get(cellKey(x, y)) ?? []
    }
  }
}
