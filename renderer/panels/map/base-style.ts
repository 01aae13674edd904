import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import darkStyle from '../../../resources/map/style-dark.json'

/** Where main serves the base map; byte ranges are understood. */
export const BASE_MAP_URL = 'app://base/map.pmtiles'

/** Fonts of labels whose layer names none: there is no glyph server, MapLibre draws every letter from the machine's own fonts. */
export const LABEL_FONTS = ['Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC']

const GROUND = '#0c1117'

/** JSON carries no literal types; the style is checked by MapLibre when it is set. */
const asStyle = (json: unknown): StyleSpecification => json as StyleSpecification

/** The ground alone, when there is no base map. */
export const groundStyle = (): StyleSpecification => ({
  version: 8,
  sources: {},
  layers: [{ id: 'ground', type: 'background', paint: { 'background-color': GROUND } }],
})

type Size = number | readonly unknown[] | { readonly stops: readonly (readonly [number, number])[] }

/** Zoom curves keep their form: their values are raised, not the curve wrapped, since `zoom` must stand outermost. */
const CURVES: Readonly<Record<string, number>> = { interpolate: 4, 'interpolate-hcl': 4, 'interpolate-lab': 4, step: 2 }

/** Makes a text size `factor` times as large and at least `least` px. */
export function readableSize(size: Size | undefined, factor: number, least: number): unknown {
  if (size === undefined) return Math.max(16 * factor, least)
  if (typeof size === 'number') return Math.max(size * factor, least)
  if (!Array.isArray(size)) return 'stops' in size ? { ...size, stops: size.stops.map(([zoom, value]) => [zoom, Math.max(value * factor, least)]) } : size
  const first = CURVES[String(size[0])]
  if (first === undefined) return ['max', ['*', size, factor], least]
  const output = (i: number): boolean => i >= first && (i - first) % 2 === 0
  return size.map((part: unknown, i) => (output(i) ? readableSize(part as Size, factor, least) : part))
}

const channels = (colour: string): number[] => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))

/** Relative luminance, WCAG 2.2. */
const luminance = (rgb: readonly number[]): number => {
  const [r = 0, g = 0, b = 0] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Makes a `#rrggbb` lighter until its contrast against `ground` is at least `contrast`; other forms stay. */
export function readableColour(colour: unknown, ground: string, contrast: number): unknown {
  if (typeof colour !== 'string' || !/^#[0-9a-f]{6}$/i.test(colour)) return colour
  const dark = luminance(channels(ground)) + 0.05
  const from = channels(colour)
  for (let mix = 0; mix <= 1; mix += 0.05) {
    const rgb = from.map((c) => Math.round(c + (255 - c) * mix))
    if ((luminance(rgb) + 0.05) / dark >= contrast) return `#${rgb.map((c) => c.toString(16).padStart(2, '0')).join('')}`
  }
  return '#ffffff'
}

/** How readable labels must be. */
export interface LabelNeeds {
  /** Smallest text, CSS px. */
  readonly least: number
  /** How much larger than the style says. */
  readonly factor: number
  /** Smallest contrast against the ground. */
  readonly contrast: number
}

function readableLayer(layer: LayerSpecification, { least, factor, contrast }: LabelNeeds): LayerSpecification {
  if (layer.type !== 'symbol' || layer.layout?.['text-field'] === undefined) return layer
  const { layout, paint } = layer
  return {
    ...layer,
    layout: { 'text-font': LABEL_FONTS, ...layout, 'text-size': readableSize(layout['text-size'] as Size | undefined, factor, least) as number },
    paint: { ...paint, 'text-color': readableColour(paint?.['text-color'], GROUND, contrast) as string },
  }
}

/** The base map's style with readable labels. */
export function baseStyle(needs: LabelNeeds): StyleSpecification {
  const style = asStyle(darkStyle)
  const sources = Object.fromEntries(
    Object.entries(style.sources).map(([name, source]) => [name, 'url' in source && source.url?.startsWith('pmtiles://') ? { ...source, url: `pmtiles://${BASE_MAP_URL}` } : source]),
  ) as StyleSpecification['sources']
  const { glyphs: _none, ...rest } = style
  return { ...rest, sources, layers: style.layers.map((layer) => readableLayer(layer, needs)) }
}
