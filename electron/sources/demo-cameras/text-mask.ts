import { existsSync } from 'node:fs'
import { FilterAPI } from 'node-av/api'
import { AV_PIX_FMT_GRAY8 } from 'node-av/constants'
import { Frame } from 'node-av/lib'

/** How much of each pixel a text covers, 0–255, row by row. */
export type TextMask = { width: number; height: number; cover: Uint8Array }

/** Fonts with Chinese glyphs where the common systems keep them. */
const FONTS = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/System/Library/Fonts/PingFang.ttc',
  '/System/Library/Fonts/STHeiti Medium.ttc',
  '/System/Library/Fonts/Hiragino Sans GB.ttc',
  'C:/Windows/Fonts/msyhbd.ttc',
  'C:/Windows/Fonts/msyh.ttc',
  'C:/Windows/Fonts/simhei.ttf',
]

/** The first font with Chinese glyphs that this machine has, or undefined. */
export const findFont = (): string | undefined => FONTS.find((path) => existsSync(path))

/**
 * Draws a text once with FFmpeg's drawtext and cuts it to its bounds; null where it comes out
 * empty. `size` is the font's height in pixels. Throws what FFmpeg refuses.
 */
export function renderText(text: string, font: string, size: number): TextMask | null {
  const width = 2 * Math.ceil(([...text].length * size * 1.1 + size) / 2)
  const height = 2 * Math.ceil(size * 0.9)
  using blank = Frame.fromVideoBuffer(Buffer.alloc(width * height), { width, height, format: AV_PIX_FMT_GRAY8, timeBase: { num: 1, den: 25 } })
  using filter = FilterAPI.create(`drawtext=fontfile=${escaped(font)}:text=${escaped(text)}:expansion=none:fontsize=${size}:fontcolor=white:x=2:y=${Math.round(size * 0.2)}`)
  const drawn = filter.processAllSync(blank)
  try {
    const cover = drawn[0]?.toBuffer()
    return cover ? cropped(cover, width, height) : null
  } finally {
    for (const frame of drawn) frame.free()
  }
}

/** Escapes for both levels of a filter graph's syntax. */
const escaped = (text: string): string => text.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&')

/** Cuts empty columns left and right; rows stay, so that texts share a base line. */
function cropped(cover: Uint8Array, width: number, height: number): TextMask | null {
  const used = Array.from({ length: width }, (_, x) => x).filter((x) => {
    for (let y = 0; y < height; y++) if ((cover[y * width + x] ?? 0) > 40) return true
    return false
  })
  const first = used[0]
  const last = used.at(-1)
  if (first === undefined || last === undefined) return null
  const out = new Uint8Array((last - first + 1) * height)
  for (let y = 0; y < height; y++) out.set(cover.subarray(y * width + first, y * width + last + 1), y * (last - first + 1))
  return { width: last - first + 1, height, cover: out }
}

/** 3×5 figures for a machine without a font: rows of three bits. */
const FIGURES = ['75557', '26227', '71747', '71717', '55711', '74717', '74757', '71122', '75757', '75717']

/** A figure 0–9 without any font, `size` pixels high. */
export function plainFigure(figure: number, size: number): TextMask {
  const unit = Math.max(1, Math.round(size / 7))
  const height = 2 * Math.ceil(size * 0.9)
  const width = unit * 3
  const top = Math.round((height - unit * 5) / 2)
  const cover = new Uint8Array(width * height)
  const rows = FIGURES[figure] ?? '00000'
  for (let y = 0; y < unit * 5; y++) {
    const bits = Number(rows[Math.floor(y / unit)])
    for (let x = 0; x < width; x++) cover[(top + y) * width + x] = (bits >> (2 - Math.floor(x / unit))) & 1 ? 255 : 0
  }
  return { width, height, cover }
}
