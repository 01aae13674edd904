import { isBuiltIn } from './wall-built-in.ts'
import type { WallCommand } from './wall-command.ts'
import { refuse, without, type WallDecision, type WallFacts } from './wall-facts.ts'
import { readScene } from './wall-scene.ts'
import type { WallRepertoire } from './wall-state.ts'

/** Scenes, tours and salvos that a station can have of each. */
export const MAX_ITEMS = 200

type RepertoireCommand = Extract<WallCommand, { type: 'wall.scene.save' | 'wall.scene.delete' | 'wall.tour.save' | 'wall.tour.delete' | 'wall.salvo.save' | 'wall.salvo.delete' }>

/** Decides what is kept under a name. Saving under an id that is there replaces it; deleting is undone by saving again. */
export function changeRepertoire(facts: WallFacts, command: RepertoireCommand): WallDecision {
  const { wall, repertoire } = facts
  const kept = (next: Partial<WallRepertoire>, nextWall = wall): WallDecision => ({ ok: true, wall: nextWall, repertoire: { ...repertoire, ...next } })
  switch (command.type) {
    case 'wall.scene.save': {
      const read = readScene(command.scene)
      if (!read.ok) return refuse({ code: 'bad-scene', fault: read.fault })
      const { scene } = read
      if (isBuiltIn(scene.id)) return refuse({ code: 'built-in', id: scene.id })
      return full(repertoire.scenes, scene.id) ?? kept({ scenes: put(repertoire.scenes, scene.id, scene) })
    }
    case 'wall.scene.delete': {
      if (isBuiltIn(command.scene)) return refuse({ code: 'built-in', id: command.scene })
      if (!repertoire.scenes.has(command.scene)) return refuse({ code: 'unknown', what: 'scene', id: command.scene })
      const user = [...repertoire.tours.values()].find((tour) => tour.steps.some((step) => step.scene === command.scene))
      return user ? refuse({ code: 'in-use', tour: user.name }) : kept({ scenes: drop(repertoire.scenes, command.scene) })
    }
    case 'wall.tour.save': {
      const missing = command.tour.steps.find((step) => !repertoire.scenes.has(step.scene))
      if (missing) return refuse({ code: 'unknown', what: 'scene', id: missing.scene })
      return full(repertoire.tours, command.tour.id) ?? kept({ tours: put(repertoire.tours, command.tour.id, command.tour) }, { ...wall, tours: without(wall.tours, command.tour.id) })
    }
    case 'wall.tour.delete':
      if (!repertoire.tours.has(command.tour)) return refuse({ code: 'unknown', what: 'tour', id: command.tour })
      return kept({ tours: drop(repertoire.tours, command.tour) }, { ...wall, tours: without(wall.tours, command.tour) })
    case 'wall.salvo.save':
      return full(repertoire.salvos, command.salvo.id) ?? kept({ salvos: put(repertoire.salvos, command.salvo.id, command.salvo) })
    case 'wall.salvo.delete':
      return repertoire.salvos.has(command.salvo) ? kept({ salvos: drop(repertoire.salvos, command.salvo) }) : refuse({ code: 'unknown', what: 'salvo', id: command.salvo })
  }
}

const full = (map: ReadonlyMap<string, unknown>, id: string): WallDecision | undefined => (map.size >= MAX_ITEMS && !map.has(id) ? refuse({ code: 'too-many', max: MAX_ITEMS }) : undefined)

const put = <T>(map: ReadonlyMap<string, T>, id: string, item: T): ReadonlyMap<string, T> => new Map(map).set(id, item)

function drop<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  const next = new Map(map)
  next.delete(id)
  return next
}
