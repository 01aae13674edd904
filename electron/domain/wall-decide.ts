import type { WallCommand } from './wall-command.ts'
import { changeRepertoire } from './wall-repertoire.ts'
import { ALL_DISPLAYS, partFor, type DisplayKey } from './wall-scene.ts'
import { showOf, type Show, type WallState } from './wall-state.ts'
import { pausedAll, runTour } from './wall-tour.ts'
import { isHeld, isLocked, lit, putOn, refuse, without, type WallAsk, type WallDecision, type WallFacts } from './wall-facts.ts'

/** Numbers stand on the displays for so long, ms. */
export const IDENTIFY_MS = 8_000

/** Decides a command. Nothing but its holder changes a locked display; what is for the whole wall goes round it. */
export function decideWall(facts: WallFacts, command: WallCommand, ask: WallAsk): WallDecision {
  const { wall, repertoire } = facts
  const yes = (next: Partial<WallState>): WallDecision => ({ ok: true, wall: { ...wall, ...next }, repertoire })
  switch (command.type) {
    case 'wall.show':
      return showScene(facts, command, ask)
    case 'wall.cameras': {
      const show: Show = { what: 'cameras', cameras: command.cameras, caseId: command.caseId, offer: null, until: null }
      return lockedByOther(wall, command.display, ask) ?? yes(byHand(wall, command.display, show, ask))
    }
    case 'wall.back':
      return command.display === undefined ? yes(allBack(wall)) : (lockedByOther(wall, command.display, ask) ?? yes(oneBack(wall, command.display)))
    case 'wall.black':
      return command.display === undefined ? yes({ black: [...ALL_DISPLAYS] }) : (lockedByOther(wall, command.display, ask) ?? yes({ black: [...new Set([...wall.black, command.display])] }))
    case 'wall.lock':
      return lockedByOther(wall, command.display, ask) ?? yes({ holds: { ...wall.holds, [command.display]: { by: ask.by, since: ask.now, locked: true } } })
    case 'wall.release':
      return (command.force ? undefined : lockedByOther(wall, command.display, ask)) ?? yes({ holds: without(wall.holds, command.display) })
    case 'wall.name':
      return yes({ names: command.name === '' ? without(wall.names, command.display) : { ...wall.names, [command.display]: command.name } })
    case 'wall.place':
      return yes({ places: { ...wall.places, [command.display]: { column: command.column, row: command.row } } })
    case 'wall.identify':
      return yes({ identifyUntil: ask.now + IDENTIFY_MS })
    case 'wall.attention':
      return yes({ attention: command.attention })
    case 'wall.offer':
      return takeOffer(facts, command, ask)
    case 'wall.tour.run':
      return runTour(facts, command, ask.now)
    case 'wall.salvo.fire':
      return fireSalvo(facts, command.salvo)
    default:
      return changeRepertoire(facts, command)
  }
}

function lockedByOther(wall: WallState, display: DisplayKey, { by }: WallAsk): WallDecision | undefined {
  const hold = wall.holds[display]
  return hold?.locked && hold.by.id !== by.id ? refuse({ code: 'held', display, by: hold.by.name }) : undefined
}

/** What is put on one display by hand is held for whoever did it. */
function byHand(wall: WallState, display: DisplayKey, show: Show, { by, now }: WallAsk): WallState {
  const locked = isLocked(wall, display)
  return { ...lit(putOn(wall, [display], () => show), [display]), holds: { ...wall.holds, [display]: { by, since: now, locked } } }
}

/** A whole wall that is switched by hand is no operator's hold any more, and tours wait: they would take it away again. */
function showScene(facts: WallFacts, { scene: id, display }: Extract<WallCommand, { type: 'wall.show' }>, ask: WallAsk): WallDecision {
  const { wall, repertoire } = facts
  const scene = repertoire.scenes.get(id)
  if (!scene) return refuse({ code: 'unknown', what: 'scene', id })
  const show: Show = { what: 'scene', scene: id, tiles: {} }
  if (display !== undefined) return lockedByOther(wall, display, ask) ?? { ok: true, repertoire, wall: byHand(wall, display, show, ask) }
  const displays = ALL_DISPLAYS.filter((each) => !isLocked(wall, each) && partFor(scene, each) !== undefined)
  const holds = Object.fromEntries(Object.entries(wall.holds).filter(([each]) => !displays.includes(each)))
  return { ok: true, repertoire, wall: { ...lit(putOn(wall, displays, () => show), displays), holds, tours: pausedAll(wall, ask.now) } }
}

function oneBack(wall: WallState, display: DisplayKey): Partial<WallState> {
  if (wall.black.includes(display)) return { black: wall.black.filter((each) => each !== display) }
  const before = wall.before[display]
  if (!before) return {}
  const holds = isLocked(wall, display) ? wall.holds : without(wall.holds, display)
  return { shows: { ...wall.shows, [display]: before }, before: { ...wall.before, [display]: showOf(wall, display) }, holds }
}

/** Lights what is black; if nothing is, every display that is not locked goes back. */
function allBack(wall: WallState): Partial<WallState> {
  if (wall.black.length > 0) return { black: [] }
  return ALL_DISPLAYS.filter((each) => !isLocked(wall, each)).reduce<WallState>((last, display) => ({ ...last, ...oneBack(last, display) }), wall)
}

function takeOffer({ wall, repertoire }: WallFacts, { offer: id, display }: Extract<WallCommand, { type: 'wall.offer' }>, ask: WallAsk): WallDecision {
  const offer = wall.offers.find((each) => each.id === id)
  if (!offer) return refuse({ code: 'unknown', what: 'offer', id })
  const rest = { ...wall, offers: wall.offers.filter((each) => each !== offer) }
  if (display === null || offer.cameras.length === 0) return { ok: true, repertoire, wall: rest }
  const show: Show = { what: 'cameras', cameras: offer.cameras, caseId: offer.caseId, offer: null, until: null }
  return lockedByOther(wall, display, ask) ?? { ok: true, repertoire, wall: byHand(rest, display, show, ask) }
}

/** A salvo keeps each display's scene and puts its cameras on the tiles; displays that are held are left alone. */
function fireSalvo({ wall, repertoire }: WallFacts, id: string): WallDecision {
  const salvo = repertoire.salvos.get(id)
  if (!salvo) return refuse({ code: 'unknown', what: 'salvo', id })
  const free = Object.keys(salvo.displays).filter((display) => !isHeld(wall, display))
  const show = (display: DisplayKey): Show => {
    const now = showOf(wall, display)
    const before = wall.before[display]
    const scene = now.what === 'scene' ? now : before?.what === 'scene' ? before : null
    const tiles = salvo.displays[display] ?? {}
    return scene ? { ...scene, tiles: { ...scene.tiles, ...tiles } } : { what: 'scene', scene: 'video', tiles }
  }
  return { ok: true, repertoire, wall: lit(putOn(wall, free, show), free) }
}
