import type { StatusHead, WallHead } from '../contract/views.ts'
import { SceneId, DisplayKey } from '../contract/wall.ts'
import { z } from 'zod'
import type { StationCommand } from '../contract/messages.ts'

/** What the wall shows, kept over restarts. */
const SavedWall = z.object({ scenes: z.record(DisplayKey, SceneId) })

/** State of this station that is no part of any case: the wall, the selection, the simulator's pace, notices. */
export interface StationState {
  readonly wall: WallHead
  readonly simulator: StatusHead['simulator']
  readonly notices: StatusHead['notices']
  readonly startedAt: number
  readonly run: number
}

/** The wall as saved; what can't be read is as if nothing had been chosen. */
export function restoreWall(saved: string | undefined): WallHead {
  const none: WallHead = { scenes: {}, selectedCase: null, selectedCamera: null }
  if (saved === undefined) return none
  try {
    const parsed = SavedWall.safeParse(JSON.parse(saved))
    return parsed.success ? { ...none, scenes: parsed.data.scenes } : none
  } catch {
    return none
  }
}

export const saveWall = (wall: WallHead): string => JSON.stringify({ scenes: wall.scenes })

const ALL_DISPLAYS = Array.from({ length: 16 }, (_, i) => String(i + 1))

/** The state after a station command. Pure. */
export function evolveStation(state: StationState, command: StationCommand): StationState {
  switch (command.type) {
    case 'wall.show': {
      const targets = command.display === undefined ? ALL_DISPLAYS : [command.display]
      const scenes = { ...state.wall.scenes, ...Object.fromEntries(targets.map((d) => [d, command.scene])) }
      return { ...state, wall: { ...state.wall, scenes } }
    }
    case 'select.case':
      return { ...state, wall: { ...state.wall, selectedCase: command.caseId } }
    case 'select.camera':
      return { ...state, wall: { ...state.wall, selectedCamera: command.cameraId } }
    case 'simulator.set':
      return { ...state, simulator: { ...state.simulator, on: command.on ?? state.simulator.on, speed: command.speed ?? state.simulator.speed } }
  }
}
