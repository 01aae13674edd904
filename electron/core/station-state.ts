import type { StatusHead, WallHead } from '../contract/views.ts'
import type { StationCommand } from '../contract/messages.ts'
import type { WallCommand } from '../domain/wall-command.ts'

/** State of this station that is no part of any case: the selection, the simulator's pace, notices. */
export interface StationState {
  readonly selection: Pick<WallHead, 'selectedCase' | 'selectedCamera' | 'askedFigure'>
  readonly simulator: StatusHead['simulator']
  readonly notices: StatusHead['notices']
  readonly startedAt: number
  readonly run: number
}

export const NOTHING_SELECTED: StationState['selection'] = { selectedCase: null, selectedCamera: null, askedFigure: null }

/** The state after a station command. Pure. */
export function evolveStation(state: StationState, command: Exclude<StationCommand, WallCommand>): StationState {
  switch (command.type) {
    case 'select.case':
      return { ...state, selection: { ...state.selection, selectedCase: command.caseId } }
    case 'select.camera':
      return { ...state, selection: { ...state.selection, selectedCamera: command.cameraId } }
    case 'figure.show':
      return { ...state, selection: { ...state.selection, askedFigure: { figure: command.figure, n: (state.selection.askedFigure?.n ?? 0) + 1 } } }
    case 'simulator.set':
      return { ...state, simulator: { ...state.simulator, on: command.on ?? state.simulator.on, speed: command.speed ?? state.simulator.speed } }
  }
}
