/** A colour in linear light, 0–1 for reflectance, more for light sources. */
export type Rgb = readonly [number, number, number]

/** `#rrggbb` (sRGB) to linear light. */
export function hex(text: string): Rgb {
  const channel = (at: number) => (Number.parseInt(text.slice(at, at + 2), 16) / 255) ** 2.2
  return [channel(1), channel(3), channel(5)]
}

export const mix = (a: Rgb, b: Rgb, t: number): Rgb => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
export const scaled = (a: Rgb, k: number): Rgb => [a[0] * k, a[1] * k, a[2] * k]

const STEPS = 8192
const BRIGHTEST = 2.5

/** A filmic curve (Hable's shape, fitted by Narkowicz): dark tones hold contrast, bright ones roll off. */
function tone(light: number): number {
  const x = light * 0.95
  return Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)) ** (1 / 2.2)
}

const toneTable = Float64Array.from({ length: STEPS + 1 }, (_, i) => 255 * tone((i / STEPS) * BRIGHTEST))

/** Linear light to an sRGB-like level, 0–255, with a soft shoulder as a camera has it. */
export const level = (light: number): number => toneTable[light <= 0 ? 0 : light >= BRIGHTEST ? STEPS : (light * (STEPS / BRIGHTEST)) | 0] ?? 0

export const lumaOf = (r: number, g: number, b: number): number => 16 + 0.257 * r + 0.504 * g + 0.098 * b
export const cbOf = (r: number, g: number, b: number): number => 128 - 0.148 * r - 0.291 * g + 0.439 * b
export const crOf = (r: number, g: number, b: number): number => 128 + 0.439 * r - 0.368 * g - 0.071 * b
