import { type Beacon, type Model, type Part, type Plate, block } from './actor.ts'
import { type Rgb, hex, mix, scaled } from './colour.ts'

const GLASS = hex('#2b3640')
const RUBBER = hex('#1b1b1c')
const SKIN = hex('#d2a282')
const HEADLIGHT: Rgb = [3, 2.7, 2.1]
const TAILLIGHT: Rgb = [1.6, 0.05, 0.03]

const CAR_COLOURS = ['#e9e9e6', '#dcdedf', '#b9bdc0', '#2b2d30', '#17191c', '#6d7379', '#8c1f1c', '#1f3f74', '#e6e4de', '#57452f', '#c9c3b4', '#3c5a55'].map(hex)
const CLOTHES = ['#2c3e6b', '#9c2f2f', '#d9d6cc', '#3f6b4f', '#c98f3a', '#4a4a52', '#7c4a7a', '#e4e4e4', '#b9536b', '#23292f', '#5f86a8', '#d6c25a'].map(hex)

const pick = (list: readonly Rgb[], random: number): Rgb => list[Math.floor(random * list.length)] ?? [0.5, 0.5, 0.5]

const lights = (width: number, front: number, back: number, up: number): Beacon[] =>
  [-width, width].flatMap((right): Beacon[] => [
    { right, up, forward: front, radius: 0.5, colour: HEADLIGHT, facing: 'front', nightOnly: true },
    { right, up: up + 0.1, forward: back, radius: 0.34, colour: TAILLIGHT, facing: 'back', nightOnly: true },
  ])

function wheels(half: number, front: number, back: number, size: number): Part[] {
  return [front, back].flatMap((at) => [-half, half].map((right) => block([right - 0.11, right + 0.11, at - size / 2, at + size / 2], 0, size, RUBBER, RUBBER, { layer: -1, detail: true })))
}

/** A body with bonnet and cabin; lengths in metres. */
function carLike(colour: Rgb, length: number, width: number, waist: number, roof: number, cabin: readonly [number, number, number, number], roofColour = colour): Model {
  const w = width / 2
  const l = length / 2
  const [front, roofFront, roofBack, back] = cabin
  return {
    parts: [
      ...wheels(w - 0.08, l * 0.6, -l * 0.6, 0.62),
      { from: 0.24, to: waist, lower: [-w, w, -l, l], upper: [-w + 0.04, w - 0.04, -l + 0.08, l - 0.12], side: colour, top: colour, front: mix(colour, RUBBER, 0.35), back: mix(colour, RUBBER, 0.25) },
      // A lamp strip at each end reads as lights and number plate.
      { from: 0.52, to: 0.7, lower: [-w + 0.06, w - 0.06, l - 0.06, l + 0.01], upper: [-w + 0.06, w - 0.06, l - 0.06, l + 0.01], side: hex('#c8ccce'), top: colour, layer: 1, detail: true },
      { from: 0.55, to: 0.75, lower: [-w + 0.06, w - 0.06, -l - 0.01, -l + 0.06], upper: [-w + 0.06, w - 0.06, -l - 0.01, -l + 0.06], side: hex('#7d1512'), top: colour, layer: 1, detail: true },
      { from: waist, to: roof, lower: [-w + 0.06, w - 0.06, back, front], upper: [-w + 0.22, w - 0.22, roofBack, roofFront], side: GLASS, top: roofColour, layer: 2 },
    ],
    beacons: lights(w - 0.25, l, -l, 0.62),
  }
}

/** A saloon, SUV or van by chance. */
export function car(random: () => number): Model {
  const kind = random()
  const colour = pick(CAR_COLOURS, random())
  if (kind < 0.55) return carLike(colour, 4.6, 1.82, 0.84, 1.44, [1.0, 0.35, -1.15, -1.85])
  if (kind < 0.85) return carLike(colour, 4.7, 1.9, 1.0, 1.7, [1.15, 0.55, -1.75, -2.15])
  return carLike(kind < 0.93 ? hex('#e4e4e0') : colour, 4.9, 1.86, 1.05, 1.95, [1.95, 1.35, -2.2, -2.35])
}

/** A city taxi, two-coloured with a roof lamp. */
export function taxi(): Model {
  const base = carLike(hex('#2f8f6b'), 4.6, 1.82, 0.84, 1.44, [1.0, 0.35, -1.15, -1.85], hex('#e3c74a'))
  return { ...base, parts: [...base.parts, block([-0.28, 0.28, -0.3, 0], 1.44, 1.58, hex('#f2f0dc'), hex('#f2f0dc'), { layer: 3 })] }
}

export function bus(colour: Rgb): Model {
  const w = 1.26
  const l = 5.6
  const white = hex('#e8eceb')
  return {
    parts: [
      ...wheels(w - 0.1, 3.4, -3.1, 0.95),
      block([-w, w, -l, l], 0.32, 1.15, colour, colour),
      block([-w, w, -l, l], 1.15, 2.3, GLASS, GLASS, { layer: 1, back: scaled(GLASS, 0.8) }),
      block([-w, w, -l, l], 2.3, 3.0, white, white, { layer: 2, front: colour, back: colour }),
      block([-0.75, 0.75, -3.4, -1.2], 3.0, 3.22, hex('#c3c9c9'), hex('#ced3d3'), { layer: 3 }),
      block([-0.75, 0.75, 1.0, 3.0], 3.0, 3.22, hex('#c3c9c9'), hex('#ced3d3'), { layer: 3 }),
      block([-0.8, 0.8, l, l + 0.02], 2.42, 2.8, hex('#1a1408'), undefined, { layer: 4, front: hex('#f0a032'), glow: 0.4 }),
    ],
    beacons: lights(w - 0.3, l, -l, 0.7),
  }
}

export function truck(random: () => number): Model {
  const cab = pick([hex('#2e62a8'), hex('#b8392f'), hex('#e2e2de'), hex('#d0862d')], random())
  const box = random() < 0.5 ? hex('#d9dcdc') : pick([hex('#3a6f8f'), hex('#7a8a5d'), hex('#9a9fa3')], random())
  return {
    parts: [
      ...wheels(1.1, 2.9, -2.6, 0.95),
      block([-1.15, 1.15, 2.1, 4.1], 0.4, 1.45, cab),
      { from: 1.45, to: 2.35, lower: [-1.12, 1.12, 2.1, 4.08], upper: [-1.05, 1.05, 2.15, 3.7], side: GLASS, top: cab, layer: 1 },
      block([-1.22, 1.22, -4.2, 1.85], 0.75, 3.1, box, scaled(box, 1.05), { layer: 2 }),
    ],
    beacons: lights(0.9, 4.1, -4.2, 0.75),
  }
}

type Walker = { coat: Rgb; trousers: Rgb; hair: Rgb; height: number; stride: number }

export function walker(random: () => number): Walker {
  return {
    coat: pick(CLOTHES, random()),
    trousers: pick(CLOTHES.map((colour) => scaled(colour, 0.45)), random()),
    hair: random() < 0.85 ? hex('#17120f') : hex('#8a8a88'),
    height: 1.55 + 0.25 * random(),
    stride: random(),
  }
}

const around = (r: number, f: number, width: number, depth: number): Plate => [r - width / 2, r + width / 2, f - depth / 2, f + depth / 2]

/** A person in mid-step; `arms` 0–1 lifts the arms. */
export function person(look: Walker, age: number, moving: boolean, arms = 0): Model {
  const h = look.height
  const swing = moving ? Math.sin((age * 1.8 + look.stride) * Math.PI * 2) * 0.26 : 0
  const leg = (right: number, step: number): Part => ({ from: 0, to: h * 0.48, lower: around(right, step, 0.15, 0.22), upper: around(right, 0, 0.17, 0.18), side: look.trousers, top: look.trousers })
  const arm = (right: number, step: number): Part => ({
    from: h * (0.5 + 0.32 * arms),
    to: h * (0.8 + 0.2 * arms),
    lower: around(right * (1 + arms * 0.2), step * (1 - arms), 0.11, 0.12),
    upper: around(right * (1 + arms * 0.45), 0, 0.12, 0.13),
    side: scaled(look.coat, 0.85),
    top: SKIN,
    layer: 1,
    detail: true,
  })
  return {
    parts: [
      leg(-0.1, swing),
      leg(0.1, -swing),
      { from: h * 0.46, to: h * 0.84, lower: around(0, 0, 0.36, 0.24), upper: around(0, 0, 0.42, 0.24), side: look.coat, top: look.coat, layer: 1 },
      arm(-0.25, -swing),
      arm(0.25, swing),
      { from: h * 0.86, to: h * 0.96, lower: around(0, 0.01, 0.17, 0.2), upper: around(0, 0.01, 0.19, 0.22), side: SKIN, top: look.hair, back: look.hair, layer: 2 },
      { from: h * 0.94, to: h * 1.02, lower: around(0, -0.01, 0.21, 0.23), upper: around(0, -0.01, 0.15, 0.16), side: look.hair, top: look.hair, layer: 3, detail: true },
    ],
    beacons: [],
  }
}

/** An electric bicycle with its rider; couriers carry a box. */
export function eBike(look: Walker, courier: boolean): Model {
  const coat = courier ? hex('#f0c419') : look.coat
  return {
    parts: [
      block(around(0, 0.62, 0.09, 0.5), 0, 0.5, RUBBER),
      block(around(0, -0.6, 0.09, 0.5), 0, 0.5, RUBBER),
      block(around(0, 0, 0.26, 0.95), 0.32, 0.7, hex('#56636b'), hex('#2a2d30'), { layer: 1 }),
      block(around(0, 0.55, 0.5, 0.1), 0.85, 1.0, hex('#2a2d30'), undefined, { layer: 1 }),
      block(around(0, 0.12, 0.34, 0.5), 0.66, 0.85, look.trousers, undefined, { layer: 2 }),
      { from: 0.8, to: 1.4, lower: around(0, -0.1, 0.38, 0.26), upper: around(0, 0, 0.42, 0.26), side: coat, top: coat, layer: 3 },
      block(around(0, 0.04, 0.24, 0.26), 1.42, 1.68, courier ? hex('#e8b90e') : hex('#c33b33'), undefined, { layer: 4, front: SKIN }),
      ...(courier ? [block(around(0, -0.62, 0.46, 0.42), 0.72, 1.2, hex('#e8b90e'), undefined, { layer: 3 })] : []),
    ],
    beacons: [{ right: 0, up: 0.85, forward: 0.7, radius: 0.3, colour: HEADLIGHT, facing: 'front', nightOnly: true }],
  }
}

/** A river barge with sand, about 38 m. */
export function barge(): Model {
  const hull = hex('#6b2f27')
  return {
    parts: [
      { from: -0.2, to: 1.5, lower: [-3.6, 3.6, -18, 17], upper: [-4, 4, -19, 19], side: hull, top: hex('#55504a') },
      { from: 1.5, to: 2.6, lower: [-3.2, 3.2, -9, 14], upper: [-1.2, 1.2, -7, 12], side: hex('#a98f63'), top: hex('#b89d70'), layer: 1 },
      block([-2.8, 2.8, -17, -11], 1.5, 4.0, hex('#dfe0da'), hex('#b9bfc0'), { layer: 2 }),
      block([-2.2, 2.2, -15.5, -11.5], 4.0, 6.0, hex('#e6e6e0'), hex('#3f6f9c'), { layer: 3, front: GLASS }),
    ],
    beacons: [{ right: 0, up: 6.6, forward: -13, radius: 0.7, colour: [2.5, 2.4, 2], facing: 'all', nightOnly: true }],
  }
}

/** A two-deck tour boat, about 26 m. */
export function tourBoat(): Model {
  const white = hex('#eceeec')
  const lit = { glow: 0.08 }
  return {
    parts: [
      { from: -0.2, to: 1.2, lower: [-2.6, 2.6, -12, 10], upper: [-3.1, 3.1, -13, 13], side: white, top: hex('#b58b58') },
      block([-2.6, 2.6, -11, 7], 1.2, 3.2, GLASS, white, { layer: 1, ...lit }),
      block([-2.8, 2.8, -11.4, 7.6], 3.2, 3.5, hex('#b03a2c'), hex('#c9cdcc'), { layer: 2 }),
      block([-2.2, 2.2, -8, 4], 3.5, 5.2, GLASS, white, { layer: 3, ...lit }),
      block([-2.7, 2.7, -9, 5], 5.2, 5.5, hex('#b03a2c'), hex('#a8352a'), { layer: 4 }),
    ],
    beacons: [-9, -5, -1, 3].map((forward) => ({ right: 0, up: 3.9, forward, radius: 0.9, colour: [2.4, 1.8, 0.9] as const, facing: 'all' as const, nightOnly: true })),
  }
}

/** One carriage of a train, 22 m. */
export function carriage(colour: Rgb): Model {
  return {
    parts: [
      block([-1.5, 1.5, -11, 11], 0.3, 1.5, colour, colour),
      block([-1.5, 1.5, -11, 11], 1.5, 2.5, GLASS, colour, { layer: 1, glow: 0.05 }),
      block([-1.5, 1.5, -11, 11], 2.5, 3.6, hex('#e6e8e8'), hex('#c6cbcd'), { layer: 2 }),
    ],
    beacons: [],
  }
}
