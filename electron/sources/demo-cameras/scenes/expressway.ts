import type { Actor } from '../paint/actor.ts'
import { hex } from '../paint/colour.ts'
import { FACE, type Lamp, type Material, type Scene, type Shade, type Solid, box, setGlow, setShade } from '../paint/scene.ts'
import { asphalt, carriageway, grass, mark, plain } from './materials.ts'
import type { SceneSeed } from './scene-kinds.ts'
import { type Kit, addBed, addHouse, addPost, addRailing, addTree } from './street-things.ts'
import { steadyLane } from './traffic.ts'

const LANE = 3.75
const LANES = 3
/** Half of the middle strip. */
const MIDDLE = 1.4
const EDGE = MIDDLE + LANE * LANES + 3

/** An urban expressway along z, seen from a gantry or bridge above it. */
export function expressway({ random, light, loopLength }: SceneSeed): Scene {
  const solids: Solid[] = []
  const lamps: Lamp[] = []
  const kit: Kit = { random, light, solids, lamps }
  addVerges(kit)
  addGantry(kit, 62 + random() * 12)
  const actors: Actor[] = []
  for (const way of [-1, 1]) {
    for (let i = 0; i < LANES; i++) {
      const x = way * (MIDDLE + LANE * (i + 0.5))
      const speed = 24 - i * 3
      actors.push(...steadyLane(random, [[x, -60 * way], [x, 260 * way]].map(([px = 0, pz = 0]) => [px, way > 0 ? pz : pz + 200] as const), speed, loopLength, i === 0 ? 5 : 4, i === 2 ? 0.5 : 0.12))
    }
  }
  return {
    eye: [(random() - 0.5) * 14, 12 + random() * 4, -6],
    target: [(random() - 0.5) * 4, 0, 34 + random() * 8],
    fieldOfView: 58 + random() * 8,
    light,
    ground,
    solids,
    lamps,
    actors,
  }
}

function ground(shade: Shade, x: number, _y: number, z: number): void {
  const side = Math.abs(x)
  if (side > EDGE) return grass(shade, x, z)
  if (side < MIDDLE) return setShade(shade, hex('#8f8d86'), 0.9)
  const across = side - MIDDLE
  // The yellow middle line of a city street has no place here: start beyond it.
  if (across < 0.4) asphalt(shade, x, z)
  else carriageway(shade, x, z, across, z, { half: EDGE, laneWidth: LANE, lanes: LANES })
  if (across > 0.3 && across < 0.5) mark(shade, x, z, true)
}

function addVerges(kit: Kit): void {
  const { random, solids } = kit
  const barrier = plain(hex('#b9b9b3'))
  solids.push(box([-0.3, 0, -20], [0.3, 0.85, 400], barrier))
  addBed(kit, [-0.9, -20], [-0.32, 400], 1.0)
  addBed(kit, [0.32, -20], [0.9, 400], 1.0)
  const wall = soundWall()
  for (const side of [-1, 1]) {
    addRailing(kit, [side * (EDGE + 0.4), -10], [side * (EDGE + 0.4), 120], -0.3, hex('#a7adb0'))
    const walled = random() < 0.6
    if (walled) solids.push(box([side * (EDGE + 2) - 0.15, 0, 0], [side * (EDGE + 2) + 0.15, 3.4, 300], wall))
    for (let z = 10; z < 200; z += 11 + random() * 5) addTree(kit, side * (EDGE + 6 + random() * 3), z, 1 + random() * 0.4)
    for (let z = 5; z < 330; ) {
      const width = 20 + random() * 16
      const from = side * (EDGE + 20 + random() * 8)
      addHouse(kit, [Math.min(from, from + side * 20), z], [Math.max(from, from + side * 20), z + width], 18 + random() * 50, false)
      z += width + 8 + random() * 10
    }
  }
  for (let z = 12; z < 260; z += 34) {
    addPost(kit, 0, z, 12, hex('#a2a7aa'), 0.11)
    const head: Material = (shade) => {
      setShade(shade, [0.7, 0.7, 0.68])
      if (kit.light.night > 0.5) setGlow(shade, [3, 2.5, 1.7], 1)
    }
    solids.push(box([-3.2, 11.8, z - 0.15], [3.2, 12, z + 0.15], head))
    for (const side of [-3, 3]) kit.lamps.push({ at: [side, 11.5, z], colour: [1, 0.82, 0.55], power: 110 })
  }
}

/** Sound walls: concrete below, tinted panes above, posts every 3 m. */
function soundWall(): Material {
  return (shade, _x, y, z) => {
    const post = ((z % 3) + 3) % 3 < 0.16
    if (post) setShade(shade, hex('#6d7478'))
    else if (y < 1.3) setShade(shade, hex('#9aa39a'), ((y * 4) | 0) % 2 ? 0.92 : 1)
    else setShade(shade, hex('#7fa0a6'), 0.9 + 0.1 * Math.sin(z))
  }
}

/** A sign gantry over the carriageway that leads away. */
function addGantry(kit: Kit, z: number): void {
  const steel = plain(hex('#8f979b'), 0.05)
  kit.solids.push(box([EDGE + 0.2, 0, z - 0.2], [EDGE + 0.6, 7.6, z + 0.2], steel), box([-0.2, 0, z - 0.2], [0.2, 7.6, z + 0.2], steel), box([-0.2, 7.1, z - 0.15], [EDGE + 0.6, 7.6, z + 0.15], steel))
  const sign = signMaterial(kit.light.night)
  kit.solids.push(box([2.4, 5.5, z - 0.3], [7.4, 8.4, z - 0.2], sign), box([8.4, 5.5, z - 0.3], [13, 8.4, z - 0.2], sign))
}

function signMaterial(night: number): Material {
  return (shade, x, y, _z, face) => {
    if (face !== FACE.near) return setShade(shade, hex('#7c8488'))
    const u = (((x - 2.4) % 6) + 6) % 6
    const border = y < 5.62 || y > 8.28
    const text = (y > 7.1 && y < 7.8 && u > 0.5 && u < 3.4 && Math.sin(u * 21) * Math.sin(y * 19 + Math.floor(u * 1.4)) > -0.1) || (y > 6.1 && y < 6.6 && u > 0.5 && u < 2.6 && Math.sin(u * 27) > -0.2)
    const arrow = u > 3.8 && u < 4.4 && y > 6 && y < 7.8 && Math.abs(u - 4.1) < (y > 7.2 ? (7.8 - y) * 0.5 : 0.1)
    const white = border || text || arrow
    setShade(shade, white ? hex('#eef1ee') : hex('#1c6a45'))
    if (night > 0.5) setGlow(shade, white ? [0.8, 0.8, 0.8] : [0.02, 0.14, 0.08], 0.8)
  }
}
