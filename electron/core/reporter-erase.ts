import { fail, ok, type Result } from '../contract/error.ts'
import type { Commander } from '../commands/commander.ts'
import { caseStream } from '../domain/case-event.ts'
import type { Actor } from '../domain/role.ts'
import { readCase } from '../store/case-table.ts'
import type { WriteHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import { erasePerson } from '../store/personal-data.ts'
import { projectStream, type Projection } from '../store/projection.ts'
import { auditFact } from './audit.ts'

export interface EraseOptions {
  readonly db: WriteHandle
  readonly commander: Commander
  readonly projections: readonly Projection[]
  readonly newId: () => string
  readonly now: () => number
}

/**
 * Erases what the reporter of a case said of themselves, in all cases that the same telephone number reported, with its
 * words in the search; the events stay as they are, as they only point to the person. The administrator's, recorded in
 * the same transaction (个人信息保护法 第四十七条).
 */
export async function eraseReporter(caseId: string, actor: Actor, { db, commander, projections, newId, now }: EraseOptions): Promise<Result<null>> {
  if (!actor.roles.includes('admin')) return fail('forbidden', 'erasing personal data is the administrator’s')
  const written = await commander.record(() => {
    const state = readCase(db, caseId)?.state
    const person = state?.report.reporter.person
    if (!state || person === undefined) return fail('not-found', `the case ${caseId} has no reporter to erase`, { where: 'caseId', params: { id: caseId } })
    const cases = erasePerson(db, person)
    if (cases.length === 0) return fail('not-found', `the reporter of ${caseId} was erased before`, { where: 'caseId', params: { id: caseId } })
    for (const id of cases) projectStream(db, projections, caseStream(id), readStream(db, caseStream(id)))
    return ok([auditFact(newId, now(), 'reporter-erased', { caseId, number: state.report.number, detail: { cases: String(cases.length) } })])
  }, actor)
  return written.ok ? ok(null) : written
}
