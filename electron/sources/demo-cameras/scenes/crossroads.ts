import { type Actor, bend, block } from '../paint/actor.ts'
import { type Rgb, hex } from '../paint/colour.ts'
import type { Lamp, Scene, Shade, Solid } from '../paint/scene.ts'
import { setShade } from '../paint/scene.ts'
import { asphalt, carriageway, grass, mark, paving } from './materials.ts'
import type { SceneSeed } from './scene-kinds.ts'
import { type Kit, addBed, addHouse, addPost, addStreetLamp, addTree } from './street-things.ts'
import { eBikes, signalLane, steadyLane, stander, strollers, walk } from './traffic.ts'

const LANE = 3.4
const LANES = 3
const HALF = LANE * LANES + 1.2
const ROAD = { half: HALF, laneWidth: LANE, lanes: LANES }
const ZEBRA = [HALF + 1.5, HALF + 5] as const
const STOP = HALF + 6.3
const WALK = HALF + 6
const FAR = 95
/** The middle of the right lane. */
const RIGHT = LANE * (LANES - 0.5)

/** A signalled crossing of two avenues. North–south goes in the first half of the loop. */
export function crossroads({ random, light, loopLength }: SceneSeed): Scene {
  const solids: Solid[] = []
  const lamps: Lamp[] = []
  const kit: Kit = { random, light, solids, lamps }
  const side = random() < 0.5 ? -1 : 1
  for (const sx of [-1, 1]) for (const sz of [-1, 1]) addCorner(kit, sx, sz, sx === side && sz < 0)
  const actors = [...vehicles(random, loopLength), ...people(random, loopLength), ...signals(kit, loopLength)]
  return {
    eye: [side * (15.5 + random() * 2), 10.5 + random() * 3.5, -(24 + random() * 5)],
    target: [side * (1 + random() * 3), 0, 1.5 + random() * 3],
    fieldOfView: 66 + random() * 6,
    light,
    ground,
    solids,
    lamps,
    actors,
  }
}

/** Inside the rounded corner of the pavement this is negative, metres. */
function beyondKerb(x: number, z: number): number {
  const dx = Math.abs(x) - HALF
  const dz = Math.abs(z) - HALF
  if (dx < 0 || dz < 0) return Math.min(dx, dz)
  if (dx > 7 || dz > 7) return Math.min(dx, dz)
  return 7 - Math.hypot(7 - dx, 7 - dz)
}

function ground(shade: Shade, x: number, _y: number, z: number): void {
  const kerb = beyondKerb(x, z)
  if (kerb > 0.3) {
    if (kerb > 1.1 && kerb < 1.5) return paving(shade, x, z, hex('#b8963f'), 0.3)
    return kerb > 22 ? grass(shade, x, z) : paving(shade, x, z)
  }
  if (kerb > 0) return setShade(shade, hex('#b9b6ae'))
  const ax = Math.abs(x)
  const az = Math.abs(z)
  if (ax < HALF && az > HALF) return arm(shade, x, z, x, z)
  if (az < HALF && ax > HALF) return arm(shade, x, z, z, x)
  asphalt(shade, x, z)
}

/** One arm of the crossing with its zebra, stop line and turn arrows. */
function arm(shade: Shade, x: number, z: number, across: number, along: number): void {
  const far = Math.abs(along)
  if (far < ZEBRA[0]) return asphalt(shade, x, z)
  if (far < ZEBRA[1]) {
    asphalt(shade, x, z)
    if ((((across % 0.95) + 0.95) % 0.95) < 0.45) mark(shade, x, z)
    return
  }
  if (far < STOP) return asphalt(shade, x, z)
  // Traffic keeps to the right: it comes in where `across` and `along` have opposite signs on one axis and equal ones on the other.
  const incoming = x === across ? across * along < 0 : across * along > 0
  carriageway(shade, x, z, across, along, ROAD)
  if (!incoming) return
  if (far < STOP + 0.4) return mark(shade, x, z)
  const side = Math.abs(across)
  const lane = side / LANE - Math.floor(side / LANE) - 0.5
  if (side < LANE * LANES && far > STOP + 5 && far < STOP + 9.5) {
    const head = far < STOP + 6.8
    if (Math.abs(lane) < (head ? (far - STOP - 5) * 0.09 : 0.035)) mark(shade, x, z)
  }
  if (side < LANE * LANES && far < STOP + 22 && Math.abs(side - Math.round(side / LANE) * LANE) < 0.075) mark(shade, x, z)
}

/** `own` is the corner that the camera's own post stands on: its lamp would hide the view. */
function addCorner(kit: Kit, sx: number, sz: number, own: boolean): void {
  const { random } = kit
  const span = (a: number, b: number): readonly [number, number] => [Math.min(a, b), Math.max(a, b)]
  const front = HALF + 9
  let at = front
  while (at < FAR) {
    const width = 16 + random() * 12
    const [z0, z1] = span(sz * at, sz * (at + width))
    const [x0, x1] = span(sx * front, sx * (front + 18))
    addHouse(kit, [x0, z0], [x1, z1], 14 + random() * 24, true)
    at += width + 3
  }
  at = front + 22
  while (at < FAR) {
    const width = 16 + random() * 12
    const [x0, x1] = span(sx * at, sx * (at + width))
    const [z0, z1] = span(sz * front, sz * (front + 18))
    addHouse(kit, [x0, z0], [x1, z1], 14 + random() * 24, true)
    at += width + 3
  }
  for (let d = HALF + 12; d < 80; d += 9.5) {
    if (sz > 0 || d > 40) addTree(kit, sx * (HALF + 2.6), sz * d, 0.8 + random() * 0.25)
    addTree(kit, sx * d, sz * (HALF + 2.6), 0.8 + random() * 0.25)
  }
  const [bx0, bx1] = span(sx * (HALF + 7.2), sx * (HALF + 8.4))
  const [bz0, bz1] = span(sz * (HALF + 7.2), sz * (HALF + 8.4))
  addBed(kit, [bx0, bz0], [bx1, bz1], 0.7, random() < 0.6 ? hex('#c2416b') : hex('#d8a531'))
  if (own) kit.lamps.push({ at: [sx * HALF, 11, sz * (HALF + 5)], colour: [1, 0.76, 0.45], power: 95 })
  else addStreetLamp(kit, sx * (HALF + 2), sz * (HALF + 5), -sx * 3.4, 11)
  addStreetLamp(kit, sx * (HALF + 1.2), sz * (HALF + 24), -sx * 2.6)
  addStreetLamp(kit, sx * (HALF + 1.2), sz * (HALF + 46), -sx * 2.6)
  addStreetLamp(kit, sx * (HALF + 22), sz * (HALF + 1.2), -sx * 0.5)
}

function vehicles(random: () => number, loopLength: number): Actor[] {
  const half = loopLength / 2
  return [-1, 1].flatMap((way) => [
    ...Array.from({ length: LANES - 1 }, (_, i) => {
      const lane = LANE * (i + 0.5) * way
      const north = signalLane(random, [[lane, -FAR * way], [lane, FAR * way]], loopLength, { stopAt: FAR - STOP - 1, greenFrom: 0, speed: 11, queue: 2 + Math.floor(random() * 3) })
      const east = signalLane(random, [[-FAR * way, -lane], [FAR * way, -lane]], loopLength, { stopAt: FAR - STOP - 1, greenFrom: half, speed: 11, queue: 2 + Math.floor(random() * 3) })
      return [...north, ...east]
    }).flat(),
    // The right lane turns right, which is allowed on red.
    ...steadyLane(random, [[RIGHT * way, -FAR * way], [RIGHT * way, -22 * way], ...bend([RIGHT * way, -20 * way], [RIGHT * way, -RIGHT * way], [20 * way, -RIGHT * way]), [FAR * way, -RIGHT * way]], 8, loopLength, 2, 0),
    ...eBikes(random, [[10.6 * way, -60 * way], [10.6 * way, 60 * way]], 6, 2, loopLength).map((rider) => ({ ...rider, starts: 2 - 60 / 6 + random() * 4 })),
    ...eBikes(random, [[-60 * way, -10.6 * way], [60 * way, -10.6 * way]], 6, 2, loopLength).map((rider) => ({ ...rider, starts: half + 2 - 60 / 6 + random() * 4 })),
  ])
}

function people(random: () => number, loopLength: number): Actor[] {
  const half = loopLength / 2
  const actors: Actor[] = []
  for (const side of [-1, 1]) {
    const at = () => side * (ZEBRA[0] + 0.5 + random() * 2.5)
    const cross = HALF + 5
    for (let i = 0; i < 6; i++) {
      const way = i % 2 ? 1 : -1
      const [a, b] = [at(), at()]
      // With the green of the road that they walk along.
      actors.push(walk(random, [[a, -cross * way], [a, cross * way]], 0.2 + random() * 1.6 - 2.2, 2.3 + random() * 0.3))
      actors.push(walk(random, [[-cross * way, b], [cross * way, b]], half + 0.2 + random() * 1.6 - 2.2, 2.3 + random() * 0.3))
    }
    for (const end of [-1, 1]) {
      actors.push(...strollers(random, [side * WALK, end * (HALF + 4)], [side * WALK, end * 70], 4, 2, loopLength))
      actors.push(...strollers(random, [side * (HALF + 4), end * WALK], [side * 70, end * WALK], 4, 2, loopLength))
      for (let i = 0; i < 2; i++) actors.push(stander(random, side * (HALF + 3.5 + random() * 2), end * (HALF + 3.5 + random() * 2), random() * 6.28, loopLength))
    }
  }
  return actors
}

const RED: Rgb = [2.4, 0.12, 0.08]
const GREEN: Rgb = [0.1, 1.9, 0.9]
const AMBER: Rgb = [2.2, 1.1, 0.1]

/** Traffic lights on posts; their lamps change with the loop. */
function signals(kit: Kit, loopLength: number): Actor[] {
  const half = loopLength / 2
  return [-1, 1].flatMap((side) =>
    ['north', 'east'].map((road): Actor => {
      const north = road === 'north'
      const x = north ? side * (HALF + 1.2) : -side * (HALF + 1.2)
      const z = north ? side * (HALF + 1.2) : side * (HALF + 1.2)
      addPost(kit, x, z, 5.4, hex('#4c5254'))
      const start = north ? 0 : half
      return {
        starts: 0,
        lasts: loopLength,
        poseAt: () => ({ x, y: 0, z, heading: north ? (side > 0 ? Math.PI : 0) : side > 0 ? Math.PI / 2 : -Math.PI / 2 }),
        modelAt: (age) => {
          const phase = (((age - start) % loopLength) + loopLength) % loopLength
          const lamp = phase < half - 2 ? 2 : phase < half - 0.6 ? 1 : 0
          const colour = [RED, AMBER, GREEN][lamp] ?? RED
          const up = 5.15 - lamp * 0.42
          return {
            parts: [block([-0.2, 0.2, -0.14, 0.14], 4.1, 5.45, hex('#22272a')), block([-0.14, 0.14, 0.14, 0.17], up - 0.14, up + 0.14, hex('#22272a'), undefined, { front: colour, glow: 1, layer: 1 })],
            beacons: [{ right: 0, up, forward: 0.3, radius: 0.42, colour, facing: 'front', nightOnly: false }],
          }
        },
        shadow: false,
      }
    }),
  )
}
