import { type Rgb, hex, mix } from '../paint/colour.ts'
import { cloud, hash2, noise2 } from '../paint/noise.ts'
import { FACE, type Material, type Shade, setGlow, setShade } from '../paint/scene.ts'

const ASPHALT = hex('#63656a')
const PAINT = hex('#d9d9d2')
const YELLOW = hex('#cfa52f')
const PAVING = hex('#a39d94')
const WARM: Rgb = [1.0, 0.72, 0.38]

/** One colour with a little grain. */
export function plain(colour: Rgb, grain = 0.12): Material {
  return (shade, x, y, z) => setShade(shade, colour, 1 - grain / 2 + grain * cloud(x * 1.3 + y * 0.7, z * 1.3 + y * 1.1))
}

export function asphalt(shade: Shade, x: number, z: number): void {
  setShade(shade, ASPHALT, 0.78 + 0.2 * cloud(x * 0.22, z * 0.22) + 0.14 * (hash2(Math.floor(x * 9), Math.floor(z * 9)) - 0.5))
}

/** Paints a marking over what is there; worn in places. */
export function mark(shade: Shade, x: number, z: number, yellow = false): void {
  const worn = noise2(x * 1.6, z * 1.6) > 0.83 ? 0.55 : 0.95
  const [r, g, b] = mix([shade.r, shade.g, shade.b], yellow ? YELLOW : PAINT, worn)
  shade.r = r
  shade.g = g
  shade.b = b
}

export type Road = {
  /** Half of the carriageway's width, metres. */
  half: number
  laneWidth: number
  /** Lanes each way. */
  lanes: number
}

/** A carriageway with its long markings; `across` is metres from the middle, `along` along it. */
export function carriageway(shade: Shade, x: number, z: number, across: number, along: number, road: Road): void {
  asphalt(shade, x, z)
  const side = Math.abs(across)
  // Tyres polish two tracks in each lane.
  const inLane = (side % road.laneWidth) / road.laneWidth
  const track = Math.exp(-(((inLane - 0.27) / 0.11) ** 2)) + Math.exp(-(((inLane - 0.73) / 0.11) ** 2))
  const k = 1 - 0.1 * track
  shade.r *= k
  shade.g *= k
  shade.b *= k
  if (side > 0.1 && side < 0.26) mark(shade, x, z, true)
  const lane = Math.round(side / road.laneWidth)
  if (lane >= 1 && lane < road.lanes && Math.abs(side - lane * road.laneWidth) < 0.075 && (((along % 9) + 9) % 9) < 4) mark(shade, x, z)
  if (Math.abs(side - road.lanes * road.laneWidth) < 0.075) mark(shade, x, z)
}

/** A pavement of slabs, 0.6 m. */
export function paving(shade: Shade, x: number, z: number, colour: Rgb = PAVING, size = 0.6): void {
  const u = x / size
  const v = z / size
  const slab = hash2(Math.floor(u), Math.floor(v))
  const joint = u - Math.floor(u) < 0.07 || v - Math.floor(v) < 0.07 ? 0.8 : 1
  setShade(shade, colour, (0.84 + 0.14 * slab + 0.14 * (cloud(x * 0.3, z * 0.3) - 0.5)) * joint)
}

export function grass(shade: Shade, x: number, z: number): void {
  setShade(shade, mix(hex('#4d6b34'), hex('#728748'), cloud(x * 0.6, z * 0.6)), 0.8 + 0.4 * hash2(Math.floor(x * 6), Math.floor(z * 6)))
}

export function openWater(shade: Shade, x: number, z: number, colour: Rgb = hex('#5a6b5e')): void {
  setShade(shade, colour, 0.85 + 0.25 * cloud(x * 0.05, z * 0.11))
  shade.water = 1
}

export const leaves = (tint: number): Material => {
  const light = mix(hex('#6f8c3e'), hex('#8a9440'), tint)
  const dark = hex('#3d5a2c')
  return (shade, x, y, z) => setShade(shade, mix(dark, light, noise2(x * 3.1 + y, z * 3.1 - y * 2)), 0.85 + 0.3 * noise2(x * 9, z * 9 + y * 7))
}

export type Facade = { wall: Rgb; storey: number; bay: number; glass: number; shops: boolean; seed: number; night: number }

const SIGNS = ['#b3332a', '#1f6f4a', '#27538c', '#c98a1d', '#7d2f5c', '#e0ddd2', '#2a2a2c'].map(hex)

/** A city house front: a grid of windows over a row of shops with their signs. */
export function facade({ wall, storey, bay, glass, shops, seed, night }: Facade): Material {
  return (shade, x, y, z, face) => {
    if (face === FACE.top || face === FACE.under) return setShade(shade, hex('#8d8b86'), 0.75 + 0.35 * cloud(x * 0.4, z * 0.4))
    const across = face === FACE.left || face === FACE.right ? z + 500 : x + 500
    if (shops && y < 4.6) return shopFront(shade, across, y, seed, night)
    const column = Math.floor(across / bay)
    const floor = Math.floor(y / storey)
    const u = across / bay - column
    const v = y / storey - floor
    setShade(shade, wall, (0.9 + 0.14 * cloud(across * 0.25, y * 0.25)) * (v < 0.06 ? 0.86 : 1))
    const edge = (1 - glass) / 2
    if (u < edge || u > 1 - edge || v < 0.28 || v > 0.28 + 0.62 * Math.min(1, glass + 0.3)) return
    const chance = hash2(column + seed * 31, floor)
    if (Math.abs(u - 0.5) < 0.03) return setShade(shade, wall, 0.7)
    setShade(shade, mix(hex('#39495a'), hex('#7c93a6'), chance * 0.7 + 0.3 * v), 1)
    if (night > 0.5 && chance > 0.52) setGlow(shade, mix(WARM, [0.8, 0.9, 1], chance > 0.85 ? 1 : 0), (0.25 + 0.5 * hash2(column, floor + seed)) * (0.6 + 0.4 * v))
  }
}

function shopFront(shade: Shade, across: number, y: number, seed: number, night: number): void {
  const width = 6
  const shop = Math.floor(across / width)
  const u = across / width - shop
  const colour = SIGNS[Math.floor(hash2(shop, seed) * SIGNS.length)] ?? WARM
  if (u < 0.03 || u > 0.97) return setShade(shade, hex('#77736c'))
  if (y > 3.2 && y < 4.3) {
    setShade(shade, colour)
    // Strokes that read as characters from a distance.
    const glyph = Math.floor(u * 8)
    const inside = u * 8 - glyph
    const stroke = glyph > 0 && glyph < 7 && y > 3.45 && y < 4.05 && inside > 0.15 && inside < 0.85 && hash2(Math.floor(u * 64) + shop * 7, Math.floor(y * 9) + seed) > 0.45
    if (stroke) setShade(shade, hex('#f0ead8'))
    if (night > 0.5) setGlow(shade, stroke ? [1, 0.95, 0.8] : colour, stroke ? 0.9 : 0.5)
    return
  }
  if (y >= 3.2) return setShade(shade, hex('#8b8780'))
  const door = u > 0.42 && u < 0.58
  setShade(shade, door ? hex('#3d4348') : mix(hex('#4a5560'), hex('#8a8f8c'), hash2(Math.floor(across * 1.5), Math.floor(y * 2) + seed) * 0.6))
  if (night > 0.5) setGlow(shade, hash2(shop, seed + 5) > 0.3 ? WARM : [0.75, 0.9, 1], 0.45 + 0.3 * hash2(Math.floor(across * 2), Math.floor(y * 3)))
}
