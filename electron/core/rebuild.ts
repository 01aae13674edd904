import { foldCase, type CaseState } from '../domain/case-state.ts'
import type { Department } from '../domain/reference.ts'
import { DEFAULT_STAGE_LIMITS } from '../domain/stage-clock.ts'
import { caseRecord, type CaseFacts, type ReadingFacts } from '../readmodels/case-record.ts'
import { clearCases, writeCase } from '../store/case-table.ts'
import type { WriteHandle } from '../store/database.ts'
import { reporterToProject } from '../store/personal-data.ts'
import { beginRebuild, continueRebuild, type Projection, type RebuildProgress } from '../store/projection.ts'
import { callProjection } from '../voice/call-records.ts'
import { alertProjection } from './alerts.ts'
import { handoverProjection } from './handovers.ts'
import { auditProjection } from './audit.ts'
import type { CityIndex } from './city-index.ts'
import type { CodeRegistry } from './code-registry.ts'

/** What reading a case rests on besides the store: calendars and codes as the registry knows them at that moment, and the departments. */
export function readingFacts(registry: CodeRegistry, departments: readonly Department[]): ReadingFacts {
  const names = new Map(departments.map((d) => [d.id, d.shortName]))
  return {
    get calendars() {
      return registry.calendars
    },
    stageLimits: DEFAULT_STAGE_LIMITS,
    get codes() {
      return registry.codes
    },
    departmentName: (id) => names.get(id) ?? id,
  }
}

/** What the projections of cases rest on besides events. */
export const caseFacts = (registry: CodeRegistry, city: CityIndex): CaseFacts =>
  Object.assign(readingFacts(registry, city.departments), { districtOf: ({ report, reportedAt }: CaseState) => report.grid?.slice(0, 6) ?? city.districtAt(report.at, reportedAt) })

/** How events become what the store keeps of them. Without a registry the facts are taken to stay as they are. */
export const projectionsOf = (facts: CaseFacts, registry?: CodeRegistry): readonly Projection[] => [...(registry ? [codesProjection(registry)] : []), caseProjection(facts), alertProjection, handoverProjection, auditProjection, callProjection]

/** Versions of code tables, calendars and grids are read from their events; the store keeps nothing else of them. */
const codesProjection = (registry: CodeRegistry): Projection => ({
  prefix: 'codes/',
  ready: (db) => registry.refresh(db),
  clear: () => undefined,
  project: (db) => registry.refresh(db),
})

const caseProjection = (facts: CaseFacts): Projection => ({
  prefix: 'case/',
  clear: clearCases,
  project: (db, id, events, folded) => {
    const state = folded ?? foldCase(id, events)
    if (state) writeCase(db, caseRecord(state, events, reporterToProject(db, id, state.report.reporter), facts))
  },
})

/** A rebuild that has ended. */
export interface Rebuilt {
  readonly streams: number
  readonly events: number
  readonly seconds: number
}

export interface RebuildOptions {
  /** Goes on with a rebuild that was interrupted; otherwise begins anew. */
  readonly goOn?: boolean
  /** Hears of each batch. */
  readonly onProgress?: (progress: RebuildProgress, eventsPerSecond: number) => void
}

/** Fills the projections from the events. */
export function rebuild(db: WriteHandle, projections: readonly Projection[], { goOn = false, onProgress }: RebuildOptions = {}): Rebuilt {
  const start = performance.now()
  const seconds = (): number => (performance.now() - start) / 1000
  if (!goOn) beginRebuild(db, projections)
  let last: RebuildProgress = { seq: 0, lastSeq: 0, streams: 0, events: 0 }
  for (const progress of continueRebuild(db, projections)) {
    last = progress
    onProgress?.(progress, Math.round(progress.events / seconds()))
  }
  return { streams: last.streams, events: last.events, seconds: seconds() }
}
