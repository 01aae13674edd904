import type { Picture } from './picture.ts'

/**
 * A row of 24 black or white cells at the lower left corner, from which a test reads which picture
 * of a loop it sees: 4 start cells, 16 bits of index (most significant first), 4 bits of check sum.
 * A cell is 1/44 of the picture's width and 1/36 of its height (16×16 at 704×576), so that the code
 * can be read from a scaled picture too.
 */
const CELLS_ACROSS = 44
const CELLS_DOWN = 36
const START = [1, 0, 1, 0]
const DATA_BITS = 16
const CHECK_BITS = 4
const BLACK = 20
const WHITE = 228
/** Start cells must differ by so much (of 255), or it isn't a barcode. */
const MIN_CONTRAST = 60

const checkOf = (index: number): number => ((index ^ (index >> 4) ^ (index >> 8) ^ (index >> 12)) & 15) ^ 9

function cellsOf(index: number): number[] {
  const bits = (value: number, count: number) => Array.from({ length: count }, (_, i) => (value >> (count - 1 - i)) & 1)
  return [...START, ...bits(index, DATA_BITS), ...bits(checkOf(index), CHECK_BITS)]
}

/** Paints the barcode of `index` (0–65535). */
export function paintBarcode(picture: Picture, index: number): void {
  const { width, height } = picture
  const top = 2 * Math.round((height * (CELLS_DOWN - 1)) / CELLS_DOWN / 2)
  cellsOf(index).forEach((bit, cell) => {
    const from = 2 * Math.round((cell * width) / CELLS_ACROSS / 2)
    const to = 2 * Math.round(((cell + 1) * width) / CELLS_ACROSS / 2)
    for (let row = top; row < height; row++) picture.y.fill(bit ? WHITE : BLACK, row * width + from, row * width + to)
    for (let row = top / 2; row < height / 2; row++) {
      picture.u.fill(128, (row * width + from) / 2, (row * width + to) / 2)
      picture.v.fill(128, (row * width + from) / 2, (row * width + to) / 2)
    }
  })
}

/**
 * Reads the frame index from a luma (or grey) plane of a whole picture of any size from about
 * 132×108 up; `stride` is the distance of two rows in bytes. Undefined where there is no barcode or
 * its check sum is wrong.
 */
export function readBarcode(plane: Uint8Array, stride: number, width: number, height: number): number | undefined {
  const level = (cell: number) => meanOf(plane, stride, (cell * width) / CELLS_ACROSS, width / CELLS_ACROSS, (height * (CELLS_DOWN - 1)) / CELLS_DOWN, height / CELLS_DOWN)
  const start = START.map((_, cell) => level(cell))
  const white = ((start[0] ?? 0) + (start[2] ?? 0)) / 2
  const black = ((start[1] ?? 0) + (start[3] ?? 0)) / 2
  if (!(white - black >= MIN_CONTRAST)) return undefined
  let value = 0
  for (let cell = START.length; cell < START.length + DATA_BITS + CHECK_BITS; cell++) value = value * 2 + (level(cell) > (white + black) / 2 ? 1 : 0)
  const index = value >> CHECK_BITS
  return (value & 15) === checkOf(index) ? index : undefined
}

/** The mean of the middle half of a cell, so that blurred edges don't count. */
function meanOf(plane: Uint8Array, stride: number, left: number, cellWidth: number, top: number, cellHeight: number): number {
  const x0 = Math.floor(left + cellWidth / 4)
  const x1 = Math.max(x0 + 1, Math.floor(left + (cellWidth * 3) / 4))
  const y0 = Math.floor(top + cellHeight / 4)
  const y1 = Math.max(y0 + 1, Math.floor(top + (cellHeight * 3) / 4))
  let sum = 0
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += plane[y * stride + x] ?? 0
  return sum / ((x1 - x0) * (y1 - y0))
}
