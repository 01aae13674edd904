import type { Actor } from '../paint/actor.ts'
import { type Rgb, hex } from '../paint/colour.ts'
import { hash2 } from '../paint/noise.ts'
import { FACE, type Lamp, type Material, type Scene, type Shade, type Solid, ball, box, setGlow, setShade } from '../paint/scene.ts'
import { grass, paving, plain } from './materials.ts'
import type { SceneSeed } from './scene-kinds.ts'
import { type Kit, addHouse, addTree } from './street-things.ts'
import { eBikes, stander, strollers } from './traffic.ts'

const HALF = 8.5
const AWNINGS = ['#b8382f', '#2f7d57', '#2c5f9e', '#d29a2a', '#c9c4b8'].map(hex)
const GOODS = ['#c94a2c', '#d8a82e', '#5f9440', '#8c3b5e', '#e0d6b8', '#cf6f2a', '#3f7f3a'].map(hex)

/** A market street with stalls under awnings, lanterns and many people. */
export function market({ random, light, loopLength }: SceneSeed): Scene {
  const solids: Solid[] = []
  const lamps: Lamp[] = []
  const kit: Kit = { random, light, solids, lamps }
  for (const side of [-1, 1]) {
    for (let z = -8; z < 120; ) {
      const width = 11 + random() * 8
      const [x0, x1] = [side * HALF, side * (HALF + 14)]
      addHouse(kit, [Math.min(x0, x1), z], [Math.max(x0, x1), z + width], 8.5 + random() * 9, true)
      z += width + 0.4
    }
    for (let z = 2; z < 84; z += 4.6) if (random() < 0.86) addStall(kit, side * (HALF - 2.5), z)
  }
  addLanterns(kit)
  addArch(kit, 58)
  if (random() < 0.6) addTree(kit, -HALF + 0.9, -3.2, 0.75)
  return {
    eye: [(random() - 0.5) * 6, 9.5 + random() * 2, -12],
    target: [(random() - 0.5) * 2, 0.5, 12 + random() * 4],
    fieldOfView: 62 + random() * 6,
    light,
    ground,
    solids,
    lamps,
    actors: shoppers(random, loopLength),
  }
}

function ground(shade: Shade, x: number, _y: number, z: number): void {
  const side = Math.abs(x)
  if (side > HALF + 16) return grass(shade, x, z)
  if (side < 0.5) return paving(shade, x, z, hex('#8b8077'), 0.5)
  paving(shade, x, z, side < 4.6 ? hex('#a99f93') : hex('#958d85'), 0.8)
}

function addStall({ random, solids, lamps, light }: Kit, x: number, z: number): void {
  const colour = AWNINGS[Math.floor(random() * AWNINGS.length)] ?? hex('#b8382f')
  const half = 1.2
  const long = 1.75
  const striped: Material = (shade, _x, _y, sz) => {
    setShade(shade, Math.floor(sz / 0.45) % 2 === 0 ? colour : hex('#e6e2d8'), 0.95)
    if (light.night > 0.5) setGlow(shade, [shade.r, shade.g * 0.85, shade.b * 0.6], 0.35)
  }
  const seed = Math.floor(random() * 1000)
  const goods: Material = (shade, gx, _y, gz, face) => {
    if (face !== FACE.top) return setShade(shade, hex('#7b6a55'), 0.8 + 0.3 * hash2(Math.floor(gz * 3), seed))
    const crate = hash2(Math.floor(gz / 0.55) + seed, Math.floor(gx / 0.6))
    setShade(shade, GOODS[Math.floor(crate * GOODS.length)] ?? colour, 0.7 + 0.5 * hash2(Math.floor(gz * 9), Math.floor(gx * 9)))
  }
  const inner = x > 0 ? -1 : 1
  solids.push(box([x - half * 0.6 + inner * 0.7, 0, z - long], [x + half * 0.6 + inner * 0.7, 0.85, z + long], goods))
  // A sloping awning in three steps.
  for (let i = 0; i < 3; i++) {
    const from = x - inner * half + inner * i * 0.72
    solids.push(box([Math.min(from, from + inner * 0.74), 2.55 - i * 0.13, z - long - 0.15], [Math.max(from, from + inner * 0.74), 2.62 - i * 0.13, z + long + 0.15], striped))
  }
  for (const dz of [-long, long]) solids.push(box([x + inner * half * 0.75 - 0.04, 0, z + dz - 0.04], [x + inner * half * 0.75 + 0.04, 2.4, z + dz + 0.04], plain(hex('#6f7274'), 0.02)))
  lamps.push({ at: [x + inner * 0.8, 2.15, z], colour: [1, 0.75, 0.42], power: 7 })
}

/** Strings of red lanterns across the street. */
function addLanterns({ solids, lamps, light }: Kit): void {
  const red: Rgb = hex('#c4231d')
  const lantern: Material = (shade, _x, y) => {
    setShade(shade, Math.abs((y % 0.62) - 0.31) > 0.27 ? hex('#d9a93a') : red)
    setGlow(shade, [1, 0.22, 0.1], light.night > 0.5 ? 1.1 : 0.06)
  }
  const cord = plain(hex('#4b4440'), 0)
  for (let z = 14; z < 84; z += 9) {
    solids.push(box([-HALF, 6.35, z - 0.02], [HALF, 6.39, z + 0.02], cord))
    for (let x = -6; x <= 6; x += 2.4) solids.push(ball([x, 5.95, z], [0.36, 0.34, 0.36], lantern))
    if (z % 2 === 0) lamps.push({ at: [0, 5.6, z], colour: [1, 0.45, 0.25], power: 22 })
  }
}

/** A gate across the street (牌坊). */
function addArch({ solids, light }: Kit, z: number): void {
  const post = plain(hex('#9a2f25'))
  const roof: Material = (shade, x, y, _z, face) => setShade(shade, face === FACE.near && y < 7.6 ? (Math.abs(x) < 3 && Math.sin(x * 9) > 0.1 ? hex('#e7c65a') : hex('#24506e')) : hex('#3f5a48'), Math.floor(x / 0.5) % 2 ? 0.85 : 1)
  const board: Material = (shade, x, y, bz, face) => {
    roof(shade, x, y, bz, face)
    if (light.night > 0.5) setGlow(shade, [shade.r, shade.g, shade.b], 0.8)
  }
  for (const x of [-7, -3.4, 3.4, 7]) solids.push(box([x - 0.35, 0, z - 0.35], [x + 0.35, 7.2, z + 0.35], post))
  solids.push(box([-7.6, 6.4, z - 0.4], [7.6, 7.5, z + 0.4], board), box([-8.4, 7.7, z - 1.3], [8.4, 8.1, z + 1.3], roof), box([-4.2, 8.1, z - 0.4], [4.2, 9.2, z + 0.4], board), box([-5, 9.3, z - 1.2], [5, 9.7, z + 1.2], roof))
}

function shoppers(random: () => number, loopLength: number): Actor[] {
  const actors: Actor[] = [
    ...strollers(random, [0, -14], [0, 80], 6.5, 9, loopLength),
    ...strollers(random, [2, 14], [2, 110], 4, 4, loopLength),
    ...eBikes(random, [[1.2, -16], [1.2, 90]], 3.4, 2, loopLength),
    ...eBikes(random, [[-1.2, 90], [-1.2, -16]], 3.2, 1, loopLength),
  ]
  for (let z = 1.5; z < 70; z += 1.7 + random() * 2.2) {
    const side = random() < 0.5 ? -1 : 1
    actors.push(stander(random, side * (3.4 + random() * 0.5), z, side * (Math.PI / 2) + (random() - 0.5), loopLength))
  }
  return actors
}
