import { type Actor, type Model, type Pose, alongPath, still } from '../paint/actor.ts'
import { hex } from '../paint/colour.ts'
import { bus, car, eBike, person, taxi, truck, walker } from '../paint/models.ts'

type Line = ReadonlyArray<readonly [number, number]>

/** A vehicle by chance, mostly cars. */
export function vehicle(random: () => number, heavy = 0.12): { model: Model; length: number } {
  const kind = random()
  if (kind < heavy * 0.5) return { model: bus(random() < 0.5 ? hex('#2c6aa8') : hex('#3f9160')), length: 11.4 }
  if (kind < heavy) return { model: truck(random), length: 8.6 }
  if (kind < heavy + 0.14) return { model: taxi(), length: 4.7 }
  return { model: car(random), length: 4.7 }
}

/**
 * Steady traffic on one lane: vehicles follow each other with at least `gap` seconds between them
 * and the last one keeps its distance from the first of the loop's next turn.
 */
export function steadyLane(random: () => number, path: Line, speed: number, loopLength: number, count: number, heavy = 0.12, height = 0): Actor[] {
  const drive = alongPath(path, speed, height)
  const slot = loopLength / count
  return Array.from({ length: count }, (_, i) => {
    const { model, length } = vehicle(random, slot * speed > 24 ? heavy : 0)
    const spare = Math.max(0, slot - (length + 9) / speed)
    return { starts: i * slot + random() * spare * 0.8, lasts: drive.lasts, poseAt: drive.poseAt, modelAt: still(model), shadow: true }
  })
}

export type SignalLane = {
  /** Where on the path (metres from its start) the front of the first car stops. */
  stopAt: number
  greenFrom: number
  speed: number
  queue: number
}

/** A lane before a traffic light: cars come, brake, wait in a queue and leave one after the other. */
export function signalLane(random: () => number, path: Line, loopLength: number, lane: SignalLane): Actor[] {
  const track = alongPath(path, 1)
  const actors: Actor[] = []
  let place = lane.stopAt
  for (let j = 0; j < lane.queue; j++) {
    const { model, length } = vehicle(random, 0.16)
    const centre = place - length / 2
    place -= length + 1.9 + random() * 0.8
    const leaves = lane.greenFrom + 0.7 + 0.95 * j + random() * 0.2
    const stops = lane.greenFrom - loopLength * 0.42 + j * 1.5 + random()
    actors.push({ ...stopAndGo(track, centre, Math.min(stops, leaves - 0.2), leaves, lane.speed), modelAt: still(model), shadow: true })
  }
  return actors
}

const BRAKE = 2.6
const PULL = 2.3

/** Drives, stands at a distance between two times, drives on. */
function stopAndGo(track: { lasts: number; poseAt: (distance: number) => Pose | null }, at: number, stops: number, leaves: number, speed: number): Pick<Actor, 'starts' | 'lasts' | 'poseAt'> {
  const brakeTime = speed / BRAKE
  const brakeWay = (speed * brakeTime) / 2
  const pullTime = speed / PULL
  const pullWay = (speed * pullTime) / 2
  const starts = stops - brakeTime - (at - brakeWay) / speed
  const distanceAt = (time: number): number => {
    if (time < stops - brakeTime) return (time - starts) * speed
    if (time < stops) return at - (BRAKE * (stops - time) ** 2) / 2
    if (time < leaves) return at
    if (time < leaves + pullTime) return at + (PULL * (time - leaves) ** 2) / 2
    return at + pullWay + (time - leaves - pullTime) * speed
  }
  return {
    starts,
    lasts: leaves + pullTime + (track.lasts - at - pullWay) / speed - starts,
    poseAt: (age) => track.poseAt(distanceAt(starts + age)),
  }
}

/** A walker along a line. */
export function walk(random: () => number, path: Line, starts: number, speed = 1.15 + random() * 0.45, height = 0): Actor {
  const look = walker(random)
  const way = alongPath(path, speed, height)
  return { starts, lasts: way.lasts, poseAt: way.poseAt, modelAt: (age) => person(look, age, true), shadow: true }
}

/** Walkers on a broad way, both directions, at random places of it. */
export function strollers(random: () => number, from: readonly [number, number], to: readonly [number, number], breadth: number, count: number, loopLength: number): Actor[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const nx = (to[1] - from[1]) / length
  const nz = -(to[0] - from[0]) / length
  return Array.from({ length: count }, (_, i) => {
    const side = (random() - 0.5) * breadth
    const a: readonly [number, number] = [from[0] + nx * side, from[1] + nz * side]
    const b: readonly [number, number] = [to[0] + nx * side, to[1] + nz * side]
    return walk(random, i % 2 ? [a, b] : [b, a], random() * loopLength)
  })
}

/** Someone who stands about, shifting now and then. */
export function stander(random: () => number, x: number, z: number, heading: number, loopLength: number): Actor {
  const look = walker(random)
  const turn = random() * 6.28
  return {
    starts: 0,
    lasts: loopLength,
    poseAt: (age) => ({ x, y: 0, z, heading: heading + 0.25 * Math.sin((age / loopLength) * 6.2832 + turn) }),
    modelAt: () => person(look, 0, false),
    shadow: true,
  }
}

/** Electric bicycles along a line. */
export function eBikes(random: () => number, path: Line, speed: number, count: number, loopLength: number): Actor[] {
  return Array.from({ length: count }, (_, i) => {
    const model = eBike(walker(random), random() < 0.4)
    const way = alongPath(path, speed * (0.92 + 0.16 * random()))
    return { starts: (i / count) * loopLength + random() * 2, lasts: way.lasts, poseAt: way.poseAt, modelAt: still(model), shadow: true }
  })
}
