import { type Rgb, hex, scaled } from './colour.ts'
import { type Vec3, unit } from './view.ts'

/** The hour and weather of a scene. Colours are linear; `sun` points from the ground to the sun. */
export type Light = {
  sun: Vec3
  sunColour: Rgb
  /** Light from above, from the ground, and the colour of the sky low and high. */
  sky: Rgb
  bounce: Rgb
  horizon: Rgb
  zenith: Rgb
  /** Distance in metres at which haze hides two thirds. */
  haze: number
  /** 0 by day; 1 when lamps, windows and headlights are lit. */
  night: number
}

export type Hour = 'noon' | 'morning' | 'afternoon' | 'overcast' | 'dusk'
export const HOURS: readonly Hour[] = ['noon', 'afternoon', 'overcast', 'morning', 'dusk']

/** `turn` turns the sun round the scene, radians. */
export function lightAt(hour: Hour, turn: number): Light {
  const toSun = (height: number): Vec3 => unit([Math.cos(turn) * Math.cos(height), Math.sin(height), Math.sin(turn) * Math.cos(height)])
  switch (hour) {
    case 'noon':
      return { sun: toSun(1.0), sunColour: [1.12, 1.06, 0.96], sky: [0.3, 0.36, 0.45], bounce: [0.12, 0.11, 0.1], horizon: hex('#c3d2de'), zenith: hex('#5f8fc4'), haze: 420, night: 0 }
    case 'morning':
      return { sun: toSun(0.52), sunColour: [1.05, 0.9, 0.68], sky: [0.27, 0.32, 0.4], bounce: [0.11, 0.1, 0.09], horizon: hex('#d6d3c8'), zenith: hex('#7fa3c8'), haze: 340, night: 0 }
    case 'afternoon':
      return { sun: toSun(0.62), sunColour: [1.15, 0.94, 0.66], sky: [0.26, 0.31, 0.4], bounce: [0.12, 0.1, 0.08], horizon: hex('#d8cdb8'), zenith: hex('#6c97c6'), haze: 340, night: 0 }
    case 'overcast':
      return { sun: toSun(1.2), sunColour: [0.12, 0.12, 0.12], sky: [0.6, 0.64, 0.68], bounce: [0.16, 0.16, 0.16], horizon: hex('#b9c0c5'), zenith: hex('#98a4ad'), haze: 260, night: 0.12 }
    case 'dusk':
      return { sun: toSun(0.22), sunColour: [0.08, 0.055, 0.045], sky: [0.12, 0.145, 0.21], bounce: [0.06, 0.05, 0.04], horizon: scaled(hex('#b9a3a0'), 0.42), zenith: scaled(hex('#3f5f93'), 0.6), haze: 330, night: 1 }
  }
}
