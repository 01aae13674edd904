import type { Actor } from '../paint/actor.ts'
import { hex, mix } from '../paint/colour.ts'
import { person, walker } from '../paint/models.ts'
import { FACE, type Lamp, type Material, type Scene, type Shade, type Solid, box, setShade } from '../paint/scene.ts'
import { facade, grass, openWater, paving, plain } from './materials.ts'
import type { SceneSeed } from './scene-kinds.ts'
import { type Kit, addBed, addHouse, addPost, addStreetLamp, addTree } from './street-things.ts'
import { stander, strollers, walk } from './traffic.ts'

const HALF = 46
const POOL = 8

/** A city square with fountain, flower beds, people and a group that dances. */
export function square({ random, light, loopLength }: SceneSeed): Scene {
  const solids: Solid[] = []
  const lamps: Lamp[] = []
  const kit: Kit = { random, light, solids, lamps }
  addPool(kit)
  addGardens(kit)
  addHall(kit)
  const side = random() < 0.5 ? -1 : 1
  return {
    eye: [side * (20 + random() * 8), 15 + random() * 4, -42],
    target: [side * 2, 0, -3 + random() * 4],
    fieldOfView: 60 + random() * 6,
    light,
    ground,
    solids,
    lamps,
    actors: [...fountain(random, loopLength), ...crowd(random, loopLength), ...dancers(random, side * 14, -17, loopLength)],
  }
}

function ground(shade: Shade, x: number, _y: number, z: number): void {
  const r = Math.hypot(x, z)
  if (r < POOL) return openWater(shade, x, z, hex('#4f7f8c'))
  if (Math.abs(x) > HALF || Math.abs(z) > HALF) return Math.abs(x) > HALF + 30 ? grass(shade, x, z) : paving(shade, x, z, hex('#8f8d89'))
  // Rings round the pool, then a grid of broad bands.
  const ring = r < 22 && Math.floor(r / 2.2) % 3 === 0
  const band = r >= 22 && (((x % 12) + 12) % 12 < 1.2 || ((z % 12) + 12) % 12 < 1.2)
  paving(shade, x, z, ring ? hex('#9b6f5c') : band ? hex('#8d8a86') : mix(hex('#c1b9ab'), hex('#b3aa9b'), r < 22 ? 1 : 0), 1.2)
}

function addPool({ solids, lamps }: Kit): void {
  const rim = plain(hex('#d2cec5'))
  const pieces = 36
  for (let i = 0; i < pieces; i++) {
    const turn = (i / pieces) * Math.PI * 2
    const x = Math.cos(turn) * (POOL + 0.2)
    const z = Math.sin(turn) * (POOL + 0.2)
    solids.push(box([x - 0.75, 0, z - 0.75], [x + 0.75, 0.5, z + 0.75], rim))
  }
  solids.push(box([-1.3, 0, -1.3], [1.3, 0.8, 1.3], rim), box([-0.5, 0.8, -0.5], [0.5, 2.2, 0.5], rim))
  lamps.push({ at: [0, 3, 0], colour: [0.5, 0.75, 1], power: 70 })
}

function addGardens(kit: Kit): void {
  const { random } = kit
  const flowers = ['#c23b4e', '#d9a52c', '#b54a8c'].map(hex)
  for (const sx of [-1, 1]) {
    for (const sz of [-1, 1]) {
      const colour = flowers[Math.floor(random() * flowers.length)]
      const [x0, x1] = [sx * 26, sx * 40]
      const [z0, z1] = [sz * 24, sz * 38]
      addBed(kit, [Math.min(x0, x1), Math.min(z0, z1)], [Math.max(x0, x1), Math.max(z0, z1)], 0.4)
      addBed(kit, [Math.min(x0, x1) + 2, Math.min(z0, z1) + 2], [Math.max(x0, x1) - 2, Math.max(z0, z1) - 2], 0.7, colour)
      if (sz > 0) addTree(kit, sx * 33, sz * 31, 1.5)
    }
    for (let z = -20; z < 60; z += 9) addTree(kit, sx * (HALF + 3), z, 1.1)
    for (const z of [-14, 14]) addStreetLamp(kit, sx * 24, z, -sx * 1.2, 8)
    for (let z = -10; z < 120; z += 30) addHouse(kit, [sx > 0 ? 66 : -90, z], [sx > 0 ? 90 : -66, z + 25], 20 + random() * 30, true)
  }
  for (const x of [-5, 0, 5]) addPost(kit, x, 38, 13, hex('#c9cdcf'), 0.09)
  const red = plain(hex('#c8261f'), 0.1)
  kit.solids.push(box([0.1, 10.6, 37.96], [3.1, 12.8, 38.04], red))
}

/** The hall at the square's end, with columns and steps. */
function addHall({ solids, light }: Kit): void {
  const stone = plain(hex('#cfc8b8'))
  const front = facade({ wall: hex('#cbbfa6'), storey: 4.4, bay: 4, glass: 0.62, shops: false, seed: 5, night: light.night })
  for (let i = 0; i < 4; i++) solids.push(box([-32 - i, 0, 52 - i * 0.9], [32 + i, 1.6 - i * 0.4, 62], stone))
  solids.push(box([-30, 1.6, 57], [30, 20, 80], front))
  const roof: Material = (shade, x, y, z, face) => setShade(shade, face === FACE.top ? hex('#9a958a') : hex('#b9ad95'), 0.9 + 0.1 * Math.sin(x * 2 + y + z))
  solids.push(box([-33, 20, 54], [33, 22, 82], roof))
  for (let x = -28; x <= 28; x += 7) solids.push(box([x - 0.8, 1.6, 54.4], [x + 0.8, 20, 56], stone))
}

/** Jets of water: columns of white that rise and fall, a whole number of times in a loop. */
function fountain(random: () => number, loopLength: number): Actor[] {
  const white = hex('#eaf2f4')
  const jet = (x: number, z: number, height: number, phase: number): Actor => ({
    starts: 0,
    lasts: loopLength,
    poseAt: () => ({ x, y: 0.2, z, heading: 0 }),
    modelAt: (age) => {
      const turn = (age / loopLength) * Math.PI * 2
      const h = height * (0.75 + 0.2 * Math.sin(turn * 4 + phase) + 0.05 * Math.sin(turn * 33 + phase))
      const plume = (from: number, to: number, lower: number, upper: number, layer: number) => ({
        from,
        to,
        lower: [-lower, lower, -lower, lower] as const,
        upper: [-upper, upper, -upper, upper] as const,
        side: white,
        top: white,
        layer,
      })
      return { parts: [plume(0, h * 0.7, 0.1, 0.17, 0), plume(h * 0.7, h, 0.24, 0.06, 1)], beacons: [{ right: 0, up: h * 0.25, forward: 0, radius: 0.7, colour: [0.9, 0.95, 1], facing: 'all', nightOnly: true }] }
    },
    shadow: false,
  })
  return [jet(0, 0, 6.5, 0), ...Array.from({ length: 12 }, (_, i) => jet(Math.cos((i / 12) * 6.2832) * 5.4, Math.sin((i / 12) * 6.2832) * 5.4, 2.6, i * 0.52 + random() * 0.2))]
}

function crowd(random: () => number, loopLength: number): Actor[] {
  const actors: Actor[] = [
    ...strollers(random, [-42, -14], [42, -12], 5, 4, loopLength),
    ...strollers(random, [-42, 16], [42, 14], 6, 4, loopLength),
    ...strollers(random, [-18, -44], [-16, 50], 5, 3, loopLength),
    ...strollers(random, [18, -44], [17, 50], 5, 3, loopLength),
    walk(random, [[-30, -30], [-12, -6], [-14, 40]], 3),
    walk(random, [[30, -32], [11, -8], [30, 20]], 6),
  ]
  for (let i = 0; i < 10; i++) {
    const turn = random() * 6.2832
    const r = POOL + 2.2 + random() * 2
    actors.push(stander(random, Math.cos(turn) * r, Math.sin(turn) * r, turn + Math.PI / 2 + Math.PI, loopLength))
  }
  return actors
}

/** Square dancing: rows that step and lift their arms together. */
function dancers(random: () => number, x: number, z: number, loopLength: number): Actor[] {
  return Array.from({ length: 16 }, (_, i): Actor => {
    const look = { ...walker(random), height: 1.55 + 0.1 * random(), coat: i < 2 ? hex('#d9d9d4') : hex('#b52f3c') }
    const column = (i % 4) - 1.5
    const row = Math.floor(i / 4)
    const beat = (age: number) => (age / loopLength) * Math.PI * 2 * Math.round(loopLength * 0.5)
    return {
      starts: 0,
      lasts: loopLength,
      poseAt: (age) => ({ x: x + column * 1.9 + 0.45 * Math.sin(beat(age)), y: 0, z: z + row * 1.9, heading: 0.5 * Math.sin(beat(age)) }),
      modelAt: (age) => person(look, age, true, 0.5 + 0.5 * Math.sin(beat(age) + 0.4)),
      shadow: true,
    }
  })
}
