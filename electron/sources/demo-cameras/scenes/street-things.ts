import { type Rgb, hex } from '../paint/colour.ts'
import type { Light } from '../paint/light.ts'
import { type Lamp, type Material, type Solid, ball, box, setGlow, setShade } from '../paint/scene.ts'
import { facade, leaves, plain } from './materials.ts'

const TRUNK = plain(hex('#6b5d4c'))
const METAL = plain(hex('#9aa0a3'), 0.05)
const WALLS = ['#c9b89c', '#b9b4ab', '#d2cdc2', '#a8796a', '#9fb0ba', '#cfc0a0', '#8f9aa3', '#d8d6d0'].map(hex)
const SODIUM: Rgb = [1.0, 0.76, 0.45]

/** What the builders of a scene share. */
export type Kit = { random: () => number; light: Light; solids: Solid[]; lamps: Lamp[] }

/** A tree with a crown of several round heads; `size` 1 is 7.5 m high. */
export function addTree(kit: Kit, x: number, z: number, size = 1): void {
  const { random, solids } = kit
  const leaf = leaves(random())
  const height = 4.6 * size * (0.9 + 0.2 * random())
  solids.push(box([x - 0.14 * size, 0, z - 0.14 * size], [x + 0.14 * size, height, z + 0.14 * size], TRUNK))
  const heads = 5
  for (let i = 0; i < heads; i++) {
    const turn = (i / heads) * 6.3 + random()
    const out = (i === 0 ? 0 : 1.15) * size
    const r = (1.25 + 0.45 * random()) * size
    solids.push(ball([x + Math.cos(turn) * out, height + (0.2 + 0.9 * random() + (i === 0 ? 1 : 0)) * size, z + Math.sin(turn) * out], [r, r * 0.82, r], leaf, true))
  }
}

/** A clipped hedge or flower bed; `flowers` colours it. */
export function addBed(kit: Kit, min: readonly [number, number], max: readonly [number, number], height: number, flowers?: Rgb): void {
  const green = leaves(0.4)
  const material: Material = (shade, x, y, z, face) => {
    green(shade, x, y, z, face)
    if (flowers && Math.sin(x * 17.3) * Math.sin(z * 15.1 + x) > 0.25) setShade(shade, flowers)
  }
  kit.solids.push(box([min[0], 0, min[1]], [max[0], height, max[1]], material))
}

/** A street lamp whose arm reaches `arm` metres to +x (negative: to −x). */
export function addStreetLamp(kit: Kit, x: number, z: number, arm: number, height = 9): void {
  kit.solids.push(box([x - 0.09, 0, z - 0.09], [x + 0.09, height, z + 0.09], METAL))
  kit.solids.push(box([Math.min(x, x + arm), height - 0.12, z - 0.05], [Math.max(x, x + arm), height, z + 0.05], METAL))
  const head: Material = (shade) => {
    setShade(shade, [0.7, 0.7, 0.68])
    if (kit.light.night > 0.5) setGlow(shade, [3, 2.4, 1.5], 1)
  }
  kit.solids.push(box([x + arm - 0.35, height - 0.22, z - 0.14], [x + arm + 0.35, height - 0.08, z + 0.14], head))
  kit.lamps.push({ at: [x + arm, height - 0.4, z], colour: SODIUM, power: 95 })
}

/** A house; by chance one of several kinds. */
export function addHouse(kit: Kit, min: readonly [number, number], max: readonly [number, number], height: number, shops: boolean): void {
  const { random, light, solids } = kit
  const modern = random() < 0.35
  const seed = Math.floor(random() * 1000)
  const material = facade({
    wall: WALLS[Math.floor(random() * WALLS.length)] ?? WALLS[0] ?? [0.5, 0.5, 0.5],
    storey: modern ? 3.8 : 3.1,
    bay: modern ? 1.9 : 3.2 + random() * 0.8,
    glass: modern ? 0.88 : 0.5 + 0.15 * random(),
    shops,
    seed,
    night: light.night,
  })
  solids.push(box([min[0], 0, min[1]], [max[0], height, max[1]], material))
  const roof = plain(hex('#a5a39d'))
  const w = max[0] - min[0]
  const d = max[1] - min[1]
  solids.push(box([min[0] + w * 0.3, height, min[1] + d * 0.3], [min[0] + w * 0.55, height + 2.6, min[1] + d * 0.6], roof))
  if (shops) solids.push(box([min[0] - 0.9, 4.35, min[1] - 0.9], [max[0] + 0.9, 4.6, max[1] + 0.9], plain(hex('#8f8b84'))))
}

/** A thin upright post of one colour. */
export function addPost(kit: Kit, x: number, z: number, height: number, colour: Rgb, half = 0.06): void {
  kit.solids.push(box([x - half, 0, z - half], [x + half, height, z + half], plain(colour, 0.04)))
}

/** A railing along x or z: a rail on posts. */
export function addRailing(kit: Kit, from: readonly [number, number], to: readonly [number, number], base: number, colour: Rgb): void {
  const alongX = Math.abs(to[0] - from[0]) > Math.abs(to[1] - from[1])
  const length = alongX ? to[0] - from[0] : to[1] - from[1]
  const material = plain(colour, 0.05)
  for (const up of [0.5, 1.05]) {
    kit.solids.push(box([Math.min(from[0], to[0]) - 0.04, base + up, Math.min(from[1], to[1]) - 0.04], [Math.max(from[0], to[0]) + 0.04, base + up + 0.09, Math.max(from[1], to[1]) + 0.04], material))
  }
  const posts = Math.max(1, Math.round(Math.abs(length) / 3))
  for (let i = 0; i <= posts; i++) {
    const x = alongX ? from[0] + (length * i) / posts : from[0]
    const z = alongX ? from[1] : from[1] + (length * i) / posts
    kit.solids.push(box([x - 0.07, base, z - 0.07], [x + 0.07, base + 1.15, z + 0.07], material))
  }
}
