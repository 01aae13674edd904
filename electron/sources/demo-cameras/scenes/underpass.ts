import { type Actor, alongPath, still } from '../paint/actor.ts'
import { hex } from '../paint/colour.ts'
import { carriage } from '../paint/models.ts'
import { FACE, type Lamp, type Material, type Scene, type Shade, type Solid, box, setGlow, setShade } from '../paint/scene.ts'
import { cloud } from '../paint/noise.ts'
import { carriageway, grass, openWater, paving, plain } from './materials.ts'
import type { SceneSeed } from './scene-kinds.ts'
import { type Kit, addHouse, addRailing, addTree } from './street-things.ts'
import { eBikes, steadyLane, strollers } from './traffic.ts'

const LANE = 3.5
const HALF = 8.6
/** Where the railway crosses over the road. */
const PORTAL = 30
const DEPTH = 9
const CLEAR = 5.2
const TOP = 6.6

/** A road that dips under a railway, with a water gauge at its wall; the low point may stand under water. */
export function underpass({ random, light, loopLength }: SceneSeed): Scene {
  const solids: Solid[] = []
  const lamps: Lamp[] = []
  const kit: Kit = { random, light, solids, lamps }
  const wet = random()
  addWalls(kit)
  addRailwayBridge(kit)
  addGauge(kit, 12)
  addGauge(kit, 27.5)
  addSurroundings(kit)
  return {
    eye: [5.5 + random() * 1.6, 8.6 + random() * 1.6, -13],
    target: [-1.5, 1.4, 17 + random() * 3],
    fieldOfView: 60 + random() * 6,
    light,
    ground: (shade, x, _y, z) => underpassGround(shade, x, z, wet),
    solids,
    lamps,
    actors: roadUsers(random, loopLength),
  }
}

function underpassGround(shade: Shade, x: number, z: number, wet: number): void {
  const side = Math.abs(x)
  if (side > HALF) return grass(shade, x, z)
  if (side > HALF - 1.5) paving(shade, x, z, hex('#a9a69d'))
  else carriageway(shade, x, z, x, z, { half: HALF, laneWidth: LANE, lanes: 2 })
  // Water stands where the road is lowest, with a ragged edge.
  const shore = (6 + 9 * wet) - Math.abs(z - PORTAL + 3) - side * 0.35 + 5 * cloud(x * 0.35, z * 0.25)
  if (shore < 0) return
  const k = Math.min(1, shore / 1.2)
  const { r, g, b } = shade
  openWater(shade, x, z, hex('#57584f'))
  shade.r = r * 0.5 * (1 - k) + shade.r * k
  shade.g = g * 0.5 * (1 - k) + shade.g * k
  shade.b = b * 0.5 * (1 - k) + shade.b * k
  shade.water = k > 0.6 ? 1 : k
}

/** Retaining walls rise in steps towards the bridge. */
function addWalls(kit: Kit): void {
  const panels: Material = (shade, x, y, z, face) => {
    if (face === FACE.top) return setShade(shade, hex('#b5b2aa'), 0.95)
    const joint = ((z % 3) + 3) % 3 < 0.08 || (y % 1.6 < 0.05 && y > 0.2)
    const stain = cloud(z * 0.5, y * 0.22 + x) * 0.22
    setShade(shade, hex('#aeaaa0'), (joint ? 0.72 : 0.98) - stain - (y < 0.5 ? 0.16 : 0))
  }
  for (const side of [-1, 1]) {
    for (let z = -40; z < 74; z += 4) {
      const height = TOP * Math.max(0.12, Math.min(1, 1 - Math.max(0, PORTAL - 6 - z) / 46)) * (z > PORTAL + DEPTH ? Math.max(0.2, 1 - (z - PORTAL - DEPTH) / 44) : 1)
      const [x0, x1] = [side * HALF, side * (HALF + 0.6)]
      kit.solids.push(box([Math.min(x0, x1), 0, z], [Math.max(x0, x1), height, z + 4], panels))
      if (height > 2.5 && z < PORTAL) addRailing(kit, [side * (HALF + 0.9), z], [side * (HALF + 0.9), z + 3.9], height - 0.25, hex('#8fa0a8'))
      // The ground behind the wall.
      const [g0, g1] = [side * (HALF + 0.6), side * (HALF + 90)]
      kit.solids.push(box([Math.min(g0, g1), 0, z], [Math.max(g0, g1), height - 0.25, z + 4], (shade, x, _y, gz) => (Math.abs(x) < HALF + 3.2 ? paving(shade, x, gz) : grass(shade, x, gz))))
    }
  }
}

function addRailwayBridge(kit: Kit): void {
  const striped: Material = (shade, x, y, z, face) => {
    if (face === FACE.near && y < CLEAR + 0.42) {
      const stripe = (((x + y) % 1.2) + 1.2) % 1.2 < 0.6
      return setShade(shade, stripe ? hex('#e2b21f') : hex('#25272a'))
    }
    if (face === FACE.top) return setShade(shade, hex('#7d7468'), 0.7 + 0.5 * cloud(x * 3, z * 3))
    setShade(shade, hex('#a9a79f'), 0.9 + 0.1 * cloud(x * 0.6, y * 2))
  }
  kit.solids.push(box([-120, CLEAR, PORTAL], [120, TOP, PORTAL + DEPTH], striped))
  const plate: Material = (shade, x, y, _z, face) => {
    if (face !== FACE.near) return setShade(shade, hex('#888c8e'))
    const dx = (x + 3.4) / 0.62
    const dy = (y - (CLEAR + 0.78)) / 0.62
    const r = Math.hypot(dx, dy)
    if (r > 1) return setShade(shade, hex('#2b5fa8'))
    setShade(shade, r > 0.78 ? hex('#c22f2a') : hex('#f1f1ee'))
    if (r < 0.5 && (Math.abs(dx + 0.22) < 0.07 || (Math.abs(dx - 0.2) < 0.14 && Math.abs(dy) < 0.4))) setShade(shade, hex('#1c1c1c'))
  }
  kit.solids.push(box([-4.3, CLEAR + 0.05, PORTAL - 0.12], [4.3, CLEAR + 1.5, PORTAL - 0.04], plate))
  for (const z of [PORTAL + 0.4, PORTAL + DEPTH - 0.4]) addRailing(kit, [-60, z], [60, z], TOP, hex('#9aa4a8'))
  const lamp: Material = (shade) => {
    setShade(shade, [0.8, 0.8, 0.78])
    setGlow(shade, [1.4, 1.3, 1.1], 1)
  }
  for (const side of [-1, 1]) for (const z of [PORTAL + 2.5, PORTAL + 6.5]) kit.solids.push(box([side * (HALF - 0.5) - 0.3, CLEAR - 0.25, z - 0.12], [side * (HALF - 0.5) + 0.3, CLEAR - 0.12, z + 0.12], lamp))
  kit.lamps.push({ at: [0, CLEAR - 0.6, PORTAL + 4.5], colour: [1, 0.92, 0.8], power: 40 })
}

/** A water gauge on the left wall: 0–2 m in decimetres, red above the closing mark (25 cm). */
function addGauge({ solids, light }: Kit, z: number): void {
  const board: Material = (shade, _x, y, bz, face) => {
    const u = bz - z
    const tick = y % 0.1 < 0.035 && u < (y % 0.5 < 0.1 ? 0.42 : 0.25)
    const digit = u > 0.5 && u < 0.82 && y % 0.5 > 0.02 && y % 0.5 < 0.26 && Math.sin(u * 37 + Math.floor(y * 2) * 2.1) > -0.3
    const ink = y > 0.25 && y < 1.0 ? hex('#b8261f') : hex('#1f3f8a')
    setShade(shade, face === FACE.top ? hex('#d8d8d4') : tick || digit || u < 0.05 || u > 0.95 ? ink : hex('#eeeeea'))
    if (light.night > 0.5) setGlow(shade, [shade.r, shade.g, shade.b], 0.35)
  }
  solids.push(box([-HALF - 0.05, 0.02, z], [-HALF + 0.1, 2.4, z + 1.0], board))
}

function addSurroundings(kit: Kit): void {
  const { random, solids, lamps } = kit
  for (const side of [-1, 1]) {
    for (let z = 8; z < PORTAL - 4; z += 7) addTree(kit, side * (HALF + 5.5 + random()), z, 1.15)
    for (let z = PORTAL + DEPTH + 14; z < 190; ) {
      const width = 18 + random() * 14
      const from = side * (HALF + 12 + random() * 6)
      addHouse(kit, [Math.min(from, from + side * 20), z], [Math.max(from, from + side * 20), z + width], 18 + random() * 26, false)
      z += width + 4
    }
    for (const z of [-2, 20]) {
      solids.push(box([side * HALF - 0.1, 0, z - 0.1], [side * HALF + 0.1, 9.5, z + 0.1], plain(hex('#99a0a3'), 0.04)))
      lamps.push({ at: [side * (HALF - 1.5), 9.3, z], colour: [1, 0.78, 0.48], power: 60 })
    }
  }
}

function roadUsers(random: () => number, loopLength: number): Actor[] {
  const actors = [-1, 1].flatMap((way) => [
    ...steadyLane(random, [[way * 1.75, -50 * way], [way * 1.75, 130 * way]].map(([x = 0, z = 0]) => [x, way > 0 ? z : z + 80] as const), 8, loopLength, 3, 0),
    ...steadyLane(random, [[way * 5.2, -50 * way], [way * 5.2, 130 * way]].map(([x = 0, z = 0]) => [x, way > 0 ? z : z + 80] as const), 7, loopLength, 2, 0),
    ...eBikes(random, [[way * 6.7, way > 0 ? -40 : 90], [way * 6.7, way > 0 ? 90 : -40]], 5, 1, loopLength),
    ...strollers(random, [way * 7.9, -20], [way * 7.9, 60], 0.5, 2, loopLength),
  ])
  const line = alongPath([[-190, PORTAL + DEPTH / 2], [190, PORTAL + DEPTH / 2]], 30, TOP)
  const train = Array.from({ length: 6 }, (_, i): Actor => ({ ...line, starts: i * (22.6 / 30), modelAt: still(carriage(i === 0 || i === 5 ? hex('#2f6da8') : hex('#3b79b5'))), shadow: false }))
  return [...actors, ...train]
}
