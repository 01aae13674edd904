import type { Calendar } from '../domain/calendar.ts'
import type { PhraseRow } from '../contract/phrase.ts'
import type { ImportHead } from '../contract/sheet.ts'
import type { DirectoryRow } from '../contract/directory.ts'
import type { WebPage } from '../contract/web-page.ts'
import type { UnitRow } from '../contract/views.ts'
import type { CameraRegistry } from './camera-registry.ts'
import type { Claims } from './claims.ts'
import type { Desk } from './desk.ts'
import type { ReadHandle } from '../store/database.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import type { CityIndex } from './city-index.ts'
import type { StationLists } from './station-lists.ts'
import type { StationState } from './station-state.ts'
import type { WallKeeper } from './wall-keeper.ts'
import type { WallMachines } from './wall-share.ts'

/** What a view is computed from; `now` is read once for each computation. */
export interface ViewContext {
  readonly db: ReadHandle
  readonly facts: CaseFacts
  readonly city: CityIndex
  readonly cameras: Pick<CameraRegistry, 'rows' | 'cameras' | 'head'>
  readonly directory: readonly DirectoryRow[]
  readonly units: () => readonly UnitRow[]
  readonly station: StationState
  readonly lists: StationLists
  readonly shippedPhrases: readonly PhraseRow[]
  readonly wall: Pick<WallKeeper, 'wall' | 'rows'>
  readonly webPages: readonly WebPage[]
  readonly machines: Pick<WallMachines, 'all'>
  readonly stationId: string
  readonly desk: Desk
  readonly claims: Claims
  /** Somebody was shown the reporter of a case. */
  readonly personalSeen: (caseId: string, number: string) => void
  readonly calendar: Calendar
  readonly importHead: (upload: string) => ImportHead
  readonly now: number
}
