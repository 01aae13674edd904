import { z } from 'zod'
import { ok, type Result } from '../contract/error.ts'
import { KpiCasesRequest, KpiRequest } from '../contract/kpi-report.ts'
import { Query } from '../contract/messages.ts'
import { AppraisalSettings } from '../domain/appraisal.ts'
import { actLimits } from '../domain/case-act.ts'
import { GridTable } from '../domain/grid-table.ts'
import { Department } from '../domain/reference.ts'
import type { ReadHandle } from '../store/database.ts'
import { appraisalCases, appraise } from './appraisal-report.ts'
import { figureCases } from './figure-cases.ts'
import { handoverCell, handoverReport } from './handover-report.ts'
import { calendarEffect } from './calendar-effect.ts'
import * as report from './kpi-report.ts'
import { kpiCases, kpiReport, type KpiFacts } from './kpi-view.ts'
import { CodeRegistry, shippedCodes } from './code-registry.ts'
import { readingFacts } from './rebuild.ts'

/** Questions of windows that may read a year of cases. */
const LONG_QUERIES = ['kpi', 'kpi-cases', 'appraisal', 'appraisal-cases', 'calendar-effect', 'handover', 'handover-cases', 'figure-cases'] as const
export type LongQuery = Extract<Query, { type: (typeof LONG_QUERIES)[number] }>

const LONG: ReadonlySet<string> = new Set(LONG_QUERIES)
export const isLongQuery = (query: Query): query is LongQuery => LONG.has(query.type)

/** A read that must not hold up core's one writer: a window's question, or the REST face's figures. `now` is epoch ms. */
export const LongRead = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('query'), query: Query.refine(isLongQuery), now: z.number() }),
  // A name that no figure has is refused by the report, in words.
  z.object({ ask: z.literal('kpi-report'), request: KpiRequest.extend({ figures: z.array(z.string()).max(32).optional() }), now: z.number() }),
  z.object({ ask: z.literal('kpi-cases'), request: KpiCasesRequest, now: z.number() }),
])
export type LongRead = z.infer<typeof LongRead>

/** What long reads rest on besides the database, as data that crosses to a thread. */
export const LongReadBase = z.object({
  file: z.string(),
  resourcesDir: z.string(),
  /** The city's name and the grids of its base data. */
  cityName: z.string(),
  grids: GridTable,
  departments: z.array(Department),
  appraisal: AppraisalSettings,
})
export type LongReadBase = z.infer<typeof LongReadBase>

/** Answers long reads from a handle of its own. */
export function longReader(db: ReadHandle, { resourcesDir, cityName, grids, departments, appraisal }: LongReadBase): (read: LongRead) => Result<unknown> {
  const registry = new CodeRegistry(shippedCodes(resourcesDir, grids))
  const facts = readingFacts(registry, departments)
  const known: KpiFacts = {
    get city() {
      return { name: cityName, areas: registry.gridHistory.current.areas }
    },
    facts,
    get limits() {
      return actLimits(facts.stageLimits, appraisal.minutes, facts.calendars.current)
    },
  }
  return (read) => {
    registry.refresh(db)
    switch (read.ask) {
      case 'kpi-report':
        return report.kpiReport(db, read.request, known, read.now)
      case 'kpi-cases':
        return report.kpiCases(db, read.request, known, read.now)
      case 'query':
        return answer(read.query, read.now)
    }
  }

  function answer(query: LongQuery, now: number): Result<unknown> {
    switch (query.type) {
      case 'kpi':
        return ok(kpiReport(query, db, known, now))
      case 'kpi-cases':
        return kpiCases(query, db, known, now)
      case 'appraisal':
        return ok(appraise(query, db, known, appraisal, now))
      case 'handover':
        return ok(handoverReport(db, facts, query.since, now))
      case 'handover-cases':
        return ok({ lines: handoverCell(db, facts, query.stage, query.due, now) })
      case 'figure-cases':
        return ok(figureCases(query, db, facts, now))
      case 'appraisal-cases':
        return appraisalCases(query, db, known, appraisal, now)
      case 'calendar-effect':
        return calendarEffect(query, db, registry, facts, now)
    }
  }
}
