import type { WallCommand } from './wall-command.ts'
import { isHeld, putOn, refuse, without, type WallDecision, type WallFacts } from './wall-facts.ts'
import { ALL_DISPLAYS, partFor, type DisplayKey } from './wall-scene.ts'
import type { RunningTour, Show, Tour, WallRepertoire, WallState } from './wall-state.ts'

const displaysOf = (tour: Tour): readonly DisplayKey[] => (tour.displays.length > 0 ? tour.displays : ALL_DISPLAYS)

/** Every tour waits, each with what is left of its step. */
export const pausedAll = (wall: WallState, now: number): WallState['tours'] => Object.fromEntries(Object.entries(wall.tours).map(([id, tour]) => [id, paused(tour, now)]))

const paused = (tour: RunningTour, now: number): RunningTour => (tour.leftMs === null ? { ...tour, leftMs: Math.max(0, tour.nextAt - now) } : tour)

/** Starts, pauses, resumes, skips or stops a tour. One that starts ends those that share a display with it. */
export function runTour({ wall, repertoire }: WallFacts, { tour: id, run }: Extract<WallCommand, { type: 'wall.tour.run' }>, now: number): WallDecision {
  const tour = repertoire.tours.get(id)
  if (!tour) return refuse({ code: 'unknown', what: 'tour', id })
  const running = wall.tours[id]
  const at = (next: RunningTour): WallDecision => ({ ok: true, repertoire, wall: { ...wall, tours: { ...wall.tours, [id]: next } } })
  if (run === 'start') return { ok: true, repertoire, wall: showStep({ ...wall, tours: withoutRivals(wall, repertoire, tour) }, repertoire, tour, 0, now) }
  if (!running) return { ok: true, repertoire, wall }
  switch (run) {
    case 'pause':
      return at(paused(running, now))
    case 'resume':
      return at({ ...running, nextAt: now + (running.leftMs ?? running.nextAt - now), leftMs: null })
    case 'skip':
      return { ok: true, repertoire, wall: showStep(wall, repertoire, tour, running.step + 1, now) }
    case 'stop':
      return { ok: true, repertoire, wall: { ...wall, tours: without(wall.tours, id) } }
  }
}

const withoutRivals = (wall: WallState, repertoire: WallRepertoire, tour: Tour): WallState['tours'] =>
  Object.fromEntries(Object.entries(wall.tours).filter(([id]) => {
    const other = repertoire.tours.get(id)
    return other !== undefined && !displaysOf(other).some((display) => displaysOf(tour).includes(display))
  }))

/** Shows a step on every display of the tour that nobody holds; black displays stay black. */
function showStep(wall: WallState, repertoire: WallRepertoire, tour: Tour, asked: number, now: number): WallState {
  const index = asked % tour.steps.length
  const step = tour.steps[index]
  const scene = step && repertoire.scenes.get(step.scene)
  if (!step || !scene) return { ...wall, tours: without(wall.tours, tour.id) }
  const show: Show = { what: 'scene', scene: scene.id, tiles: {} }
  const free = displaysOf(tour).filter((display) => !isHeld(wall, display) && (tour.displays.length > 0 || partFor(scene, display) !== undefined) && !showsOffer(wall, display))
  return { ...putOn(wall, free, () => show), tours: { ...wall.tours, [tour.id]: { step: index, nextAt: now + step.dwellS * 1_000, leftMs: null } } }
}

const showsOffer = (wall: WallState, display: DisplayKey): boolean => {
  const show = wall.shows[display]
  return show?.what === 'cameras' && show.until !== null
}

/** When the wall changes next by itself, epoch ms; Infinity: not before somebody asks. */
export function wallDueAt(wall: WallState): number {
  const tours = Object.values(wall.tours).flatMap((tour) => (tour.leftMs === null ? [tour.nextAt] : []))
  const offers = Object.values(wall.shows).flatMap((show) => (show.what === 'cameras' && show.until !== null ? [show.until] : []))
  return Math.min(Infinity, ...tours, ...offers)
}

/** The wall at `now`: tours that are due go one step on (one, however long nobody looked), alarms that stayed long enough give the display back. */
export function passTime(wall: WallState, repertoire: WallRepertoire, now: number): WallState {
  let next = wall
  for (const [display, show] of Object.entries(wall.shows)) {
    if (show.what !== 'cameras' || show.until === null || show.until > now) continue
    const { [display]: before, ...rest } = next.before
    next = { ...next, shows: before ? { ...next.shows, [display]: before } : without(next.shows, display), before: rest }
  }
  for (const [id, running] of Object.entries(wall.tours)) {
    if (running.leftMs !== null || running.nextAt > now) continue
    const tour = repertoire.tours.get(id)
    next = tour ? showStep(next, repertoire, tour, running.step + 1, now) : { ...next, tours: without(next.tours, id) }
  }
  return next
}
