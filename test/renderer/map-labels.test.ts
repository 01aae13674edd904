import { describe, expect, it } from 'vitest'
import { baseStyle, BASE_MAP_URL, readableColour, readableSize } from '../../renderer/panels/map/base-style.ts'
import { LabelRoom } from '../../renderer/panels/map/label-room.ts'

const channel = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => channel(parseInt(hex.slice(i, i + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => (luminance(a) + 0.05) / (luminance(b) + 0.05)

describe('labels of the base map', () => {
  it('keep the form of a zoom curve and raise its values', () => {
    expect(readableSize(['interpolate', ['linear'], ['zoom'], 9, 10, 14, 20], 1.2, 16)).toEqual(['interpolate', ['linear'], ['zoom'], 9, 16, 14, 24])
    expect(readableSize(['step', ['zoom'], 10, 12, 18], 1, 16)).toEqual(['step', ['zoom'], 16, 12, 18])
    expect(readableSize({ stops: [[9, 10], [14, 20]] }, 1, 16)).toEqual({ stops: [[9, 16], [14, 20]] })
    expect(readableSize(12, 1, 16)).toBe(16)
    expect(readableSize(undefined, 1, 20)).toBe(20)
    expect(readableSize(['get', 'size'], 2, 16)).toEqual(['max', ['*', ['get', 'size'], 2], 16])
  })

  it('become light enough and leave other forms of colour alone', () => {
    for (const colour of ['#8494a5', '#000000', '#445566', '#ffffff']) expect(contrast(String(readableColour(colour, '#0c1117', 7)), '#0c1117')).toBeGreaterThanOrEqual(7)
    expect(readableColour('#d0dae4', '#0c1117', 7)).toBe('#d0dae4')
    expect(readableColour(['match', ['get', 'class'], 'park', '#111111', '#222222'], '#0c1117', 7)).toEqual(['match', ['get', 'class'], 'park', '#111111', '#222222'])
  })

  it('come from the base map that main serves, and need no glyph server', () => {
    const style = baseStyle({ least: 16, factor: 1, contrast: 7 })
    expect(style.sources['base']).toMatchObject({ type: 'vector', url: `pmtiles://${BASE_MAP_URL}` })
    expect('glyphs' in style).toBe(false)
    for (const layer of style.layers) if (layer.type === 'symbol') expect(layer.layout?.['text-font']).toContain('Noto Sans CJK SC')
  })
})

describe('room for labels', () => {
  it('goes to the first that asks, and never twice', () => {
    const room = new LabelRoom()
    expect(room.take(0, 0, 100, 20)).toBe(true)
    expect(room.take(50, 10, 100, 20)).toBe(false)
    expect(room.take(100, 0, 100, 20)).toBe(true)
    expect(room.take(-500, -40, 2000, 39)).toBe(true)
    expect(room.take(1200, -20, 10, 10)).toBe(false)
  })
})
