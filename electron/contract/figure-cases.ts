import type { CaseRow } from './views.ts'

export { AGE_BOUNDS, CAMERA_STATES, CaseFigure, TODAY_STEPS, WallFigure, type CameraState } from '../domain/wall-figure.ts'

/** A page of what a figure counts. */
export interface FigureCases {
  /** How many there are in all, read in one moment with the page. */
  readonly total: number
  /** A case of a step that it took twice stands there twice; `at` is when it was reported, or took the step. */
  readonly cases: readonly { readonly key: number; readonly at: number; readonly row: CaseRow }[]
  /** The `after` of the next page; null when nothing follows. */
  readonly next: number | null
}
