import { type Actor, alongPath, still } from '../paint/actor.ts'
import { type Rgb, hex } from '../paint/colour.ts'
import { barge, tourBoat } from '../paint/models.ts'
import { FACE, type Lamp, type Material, type Scene, type Shade, type Solid, box, setGlow, setShade } from '../paint/scene.ts'
import { carriageway, grass, openWater, paving, plain } from './materials.ts'
import type { SceneSeed } from './scene-kinds.ts'
import { type Kit, addHouse, addTree } from './street-things.ts'
import { steadyLane } from './traffic.ts'

/** The river runs along x, its water is y = 0; the bridge runs along z. */
const BANK = 78
const QUAY = 4
const DECK = 11
const HALF = 10.5
const ROAD = { half: HALF - 2.5, laneWidth: 3.6, lanes: 2 }

/** A river with its bridge and boats, seen from a high house on the near bank. */
export function bridge({ random, light, loopLength }: SceneSeed): Scene {
  const solids: Solid[] = []
  const lamps: Lamp[] = []
  const kit: Kit = { random, light, solids, lamps }
  const at = 16 + random() * 12
  addBridge(kit, at, random() < 0.5)
  addFarBank(kit, at)
  const actors: Actor[] = [...boats(random, loopLength), ...deckTraffic(random, at, loopLength)]
  const side = random() < 0.5 ? -1 : 1
  return {
    eye: [at + side * (44 + random() * 14), 31 + random() * 8, -BANK - 18],
    target: [at + side * (4 - random() * 6), 2, -8 + random() * 10],
    fieldOfView: 60 + random() * 6,
    // Air over water is clearer than between houses.
    light: { ...light, haze: light.haze * 1.7 },
    ground: (shade, x, _y, z) => riverGround(shade, x, z),
    solids,
    lamps,
    actors,
  }
}

const riverGround = (shade: Shade, x: number, z: number): void => (Math.abs(z) < BANK + 60 ? openWater(shade, x, z) : grass(shade, x, z))

function deckMaterial(at: number): Material {
  const side = plain(hex('#b7b5ad'))
  return (shade, x, y, z, face) => {
    if (face !== FACE.top) return side(shade, x, y, z, face)
    const across = x - at
    if (Math.abs(across) > HALF - 2.3) paving(shade, x, z, hex('#a9a49b'))
    else carriageway(shade, x, z, across, z, ROAD)
  }
}

function addBridge({ solids, lamps, light }: Kit, at: number, arched: boolean): void {
  const concrete = plain(hex('#b4b1a8'))
  solids.push(box([at - HALF, DECK - 1.7, -BANK - 60], [at + HALF, DECK, BANK + 160], deckMaterial(at)))
  for (const z of [-52, 0, 52]) {
    for (const side of [-6, 6]) solids.push(box([at + side - 2, 0, z - 1.8], [at + side + 2, DECK - 1.7, z + 1.8], concrete))
    solids.push(box([at - 9, 0, z - 2.6], [at + 9, 1.5, z + 2.6], concrete))
  }
  const rail = plain(hex('#d6d8d6'), 0.04)
  for (const side of [-HALF, HALF]) {
    for (const up of [0.45, 1.0]) solids.push(box([at + side - 0.07, DECK + up, -BANK - 30], [at + side + 0.07, DECK + up + 0.12, BANK + 60], rail))
    for (let z = -BANK; z <= BANK + 30; z += 6) solids.push(box([at + side - 0.1, DECK, z - 0.1], [at + side + 0.1, DECK + 1.15, z + 0.1], rail))
  }
  if (arched) addArches(solids, at, light.night)
  const head: Material = (shade) => {
    setShade(shade, [0.7, 0.7, 0.68])
    if (light.night > 0.5) setGlow(shade, [3, 2.4, 1.5], 1)
  }
  for (let z = -60; z <= 90; z += 30) {
    for (const side of [-1, 1]) {
      const x = at + side * (HALF - 0.6)
      solids.push(box([x - 0.1, DECK, z - 0.1], [x + 0.1, DECK + 8, z + 0.1], rail), box([Math.min(x, x - side * 2), DECK + 7.8, z - 0.15], [Math.max(x, x - side * 2), DECK + 8, z + 0.15], head))
      lamps.push({ at: [x - side * 2, DECK + 7.6, z], colour: [1, 0.78, 0.48], power: 75 })
    }
  }
}

/** Steel arches with hangers over the middle spans, in short straight pieces. */
function addArches(solids: Solid[], at: number, night: number): void {
  const red: Rgb = hex('#b5432f')
  const steel: Material = (shade, _x, y) => {
    setShade(shade, red, 0.92)
    if (night > 0.5) setGlow(shade, [1, 0.5, 0.16], 0.25 + 0.012 * (y - DECK))
  }
  const pieces = 112
  const span = 56
  const rise = 19
  const height = (z: number) => DECK + rise * (1 - (z / span) ** 2)
  for (const side of [-HALF + 2.2, HALF - 2.2]) {
    for (let i = 0; i < pieces; i++) {
      const z0 = -span + (i * 2 * span) / pieces
      const z1 = z0 + (2 * span) / pieces
      const low = Math.min(height(z0), height(z1))
      const high = Math.max(height(z0), height(z1))
      solids.push(box([at + side - 0.45, low - 0.7, z0], [at + side + 0.45, high + 0.4, z1 + 0.05], steel))
      if (i % 6 === 0 && i > 6 && i < pieces - 6) solids.push(box([at + side - 0.06, DECK, z0 - 0.06], [at + side + 0.06, height(z0), z0 + 0.06], plain(hex('#d9d9d4'), 0.02)))
    }
  }
}

function addFarBank(kit: Kit, at: number): void {
  const { random, solids } = kit
  const stone = plain(hex('#a29d92'))
  const promenade: Material = (shade, x, y, z, face) => (face === FACE.top ? (z < BANK + 14 ? paving(shade, x, z, hex('#b3aa9c')) : grass(shade, x, z)) : stone(shade, x, y * 3, z, face))
  solids.push(box([-420, 0, BANK], [420, QUAY, BANK + 160], promenade))
  solids.push(box([-420, 0, -BANK - 60], [420, QUAY, -BANK + 6], promenade))
  solids.push(box([-420, QUAY, BANK + 0.3], [420, QUAY + 1, BANK + 0.6], plain(hex('#d0cdc4'))))
  for (let x = -190; x < 240; x += 11 + random() * 4) if (Math.abs(x - at) > 16) lift(kit, () => addTree(kit, x, BANK + 8 + random() * 3, 0.95 + random() * 0.4), QUAY)
  for (let x = -240; x < 300; ) {
    const width = 18 + random() * 22
    if (x + width < at - 16 || x > at + 16) addHouse(kit, [x, BANK + 34 + random() * 10], [x + width, BANK + 62], 22 + random() * random() * 90, false)
    x += width + 5 + random() * 14
  }
}

/** Moves up what `add` puts into the scene. */
function lift({ solids }: Kit, add: () => void, height: number): void {
  const before = solids.length
  add()
  for (let i = before; i < solids.length; i++) {
    const solid = solids[i]
    if (solid) solids[i] = { ...solid, min: [solid.min[0], solid.min[1] + height, solid.min[2]], max: [solid.max[0], solid.max[1] + height, solid.max[2]] }
  }
}

function boats(random: () => number, loopLength: number): Actor[] {
  const lane = (z: number, way: number, speed: number) => alongPath([[-260 * way, z], [260 * way, z]], speed)
  const sail = (z: number, way: number, speed: number, starts: number, tour: boolean): Actor => ({ ...lane(z, way, speed), starts, modelAt: still(tour ? tourBoat() : barge()), shadow: false })
  return [
    sail(26, -1, 5.2, random() * loopLength, false),
    sail(-26, 1, 7.5, random() * loopLength, true),
  ]
}

function deckTraffic(random: () => number, at: number, loopLength: number): Actor[] {
  return [-1, 1].flatMap((way) =>
    [1.8, 5.4].flatMap((lane, i) => steadyLane(random, [[at + lane * way, -110 * way], [at + lane * way, 150 * way]].map(([x = 0, z = 0]) => [x, way > 0 ? z : z + 40] as const), 13 - i, loopLength, 4, 0.3, DECK)),
  )
}
