import type { Picture } from './picture.ts'
import { type TextMask, findFont, plainFigure, renderText } from './text-mask.ts'

/** A text with its dark outline, ready to be blended. */
type Inked = { width: number; height: number; fill: Uint8Array; outline: Uint8Array }

const MARGIN = 14
const WHITE = 232
const BLACK = 18
const OUTLINE = 2
const FIGURES = 6

/**
 * The texts burnt into a camera's pictures: its name at the top left, the picture's running number
 * at the top right. Without a font with Chinese glyphs the name is left out.
 */
export class Caption {
  readonly #name: Inked | null
  readonly #figures: readonly Inked[]
  readonly #advance: number

  constructor(name: string, pictureHeight: number) {
    const size = Math.max(12, Math.round(pictureHeight / 22))
    const font = findFont()
    const text = font === undefined ? null : renderText(name, font, size)
    this.#name = text && inked(text)
    this.#figures = Array.from({ length: 10 }, (_, figure) => inked((font === undefined ? null : renderText(String(figure), font, size)) ?? plainFigure(figure, size)))
    this.#advance = Math.max(...this.#figures.map((figure) => figure.width)) - OUTLINE
  }

  paint(picture: Picture, index: number): void {
    if (this.#name) blend(picture, this.#name, MARGIN, MARGIN)
    const digits = String(index).padStart(FIGURES, '0')
    const left = picture.width - MARGIN - digits.length * this.#advance
    ;[...digits].forEach((digit, i) => {
      const figure = this.#figures[Number(digit)]
      if (figure) blend(picture, figure, left + i * this.#advance + Math.floor((this.#advance - figure.width) / 2), MARGIN)
    })
  }
}

function inked(mask: TextMask): Inked {
  const width = mask.width + 2 * OUTLINE
  const height = mask.height + 2 * OUTLINE
  const fill = new Uint8Array(width * height)
  const outline = new Uint8Array(width * height)
  for (let y = 0; y < mask.height; y++) fill.set(mask.cover.subarray(y * mask.width, (y + 1) * mask.width), (y + OUTLINE) * width + OUTLINE)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let most = 0
      for (let dy = -OUTLINE; dy <= OUTLINE; dy++) {
        for (let dx = -OUTLINE; dx <= OUTLINE; dx++) {
          if (dx * dx + dy * dy > OUTLINE * OUTLINE + 1 || x + dx < 0 || x + dx >= width) continue
          most = Math.max(most, fill[(y + dy) * width + x + dx] ?? 0)
        }
      }
      outline[y * width + x] = most
    }
  }
  return { width, height, fill, outline }
}

function blend(picture: Picture, text: Inked, left: number, top: number): void {
  const { width, height, y: luma, u, v } = picture
  for (let row = 0; row < text.height; row++) {
    const y = top + row
    if (y < 0 || y >= height) continue
    for (let column = 0; column < text.width; column++) {
      const x = left + column
      const dark = (text.outline[row * text.width + column] ?? 0) / 255
      if (x < 0 || x >= width || dark === 0) continue
      const light = (text.fill[row * text.width + column] ?? 0) / 255
      const at = y * width + x
      const under = (luma[at] ?? 0) * (1 - 0.85 * dark) + BLACK * 0.85 * dark
      luma[at] = under * (1 - light) + WHITE * light
      if ((x | y) & 1) continue
      const half = ((y >> 1) * width) / 2 + (x >> 1)
      u[half] = (u[half] ?? 128) * (1 - dark) + 128 * dark
      v[half] = (v[half] ?? 128) * (1 - dark) + 128 * dark
    }
  }
}
