import type { Actor } from './actor.ts'
import type { Rgb } from './colour.ts'
import type { Light } from './light.ts'
import type { Vec3 } from './view.ts'

/** What a material says of one point: reflectance, light of its own, and how much it is open water (0–1). */
export type Shade = { r: number; g: number; b: number; glowR: number; glowG: number; glowB: number; water: number }

export const FACE = { top: 0, left: 1, right: 2, near: 3, far: 4, under: 5 } as const
/** Which side of a box is hit: `near` looks to −z, `far` to +z. */
export type Face = (typeof FACE)[keyof typeof FACE]

/** Sets the shade of a point of a surface; positions are metres of the scene. */
export type Material = (shade: Shade, x: number, y: number, z: number, face: Face) => void

/** A box, or the ellipsoid that fits into it; `leafy` ones have holes as a tree's crown has. */
export type Solid = { min: Vec3; max: Vec3; material: Material; ball: boolean; leafy: boolean }

/** A lamp that lights the scene when it is dark. */
export type Lamp = { at: Vec3; colour: Rgb; power: number }

/** Everything that one camera sees. What never moves is traced once, actors are drawn into every picture. */
export type Scene = {
  eye: Vec3
  target: Vec3
  /** Horizontal, degrees. */
  fieldOfView: number
  light: Light
  /** The plane y = 0. */
  ground: Material
  solids: Solid[]
  lamps: Lamp[]
  actors: Actor[]
}

export function setShade(shade: Shade, colour: Rgb, k = 1): void {
  shade.r = colour[0] * k
  shade.g = colour[1] * k
  shade.b = colour[2] * k
}

export function setGlow(shade: Shade, colour: Rgb, k: number): void {
  shade.glowR = colour[0] * k
  shade.glowG = colour[1] * k
  shade.glowB = colour[2] * k
}

export const box = (min: Vec3, max: Vec3, material: Material): Solid => ({ min, max, material, ball: false, leafy: false })

export const ball = (centre: Vec3, radii: Vec3, material: Material, leafy = false): Solid => ({
  min: [centre[0] - radii[0], centre[1] - radii[1], centre[2] - radii[2]],
  max: [centre[0] + radii[0], centre[1] + radii[1], centre[2] + radii[2]],
  material,
  ball: true,
  leafy,
})
