import type { ReportInput } from '../../contract/rest.ts'
import { CaseCommand } from '../../domain/case-command.ts'
import { toWgs84 } from './crs.ts'
import { refuse } from './problem.ts'
import type { RestServices } from './services.ts'

/** The command that a report from outside asks for: its position in WGS-84, and as it came where that was another datum. */
export function reportCommand(input: ReportInput, services: Pick<RestServices, 'gridFault'>, caseId = input.caseId): CaseCommand {
  const { caseId: _given, crs, at, occurredAt, ...rest } = input
  const fault = rest.grid === null ? undefined : services.gridFault(rest.grid)
  if (fault !== undefined) throw refuse('malformed', fault, { where: 'body.grid' })
  return CaseCommand.parse({
    type: 'case.report',
    ...(caseId === undefined ? {} : { caseId }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    report: { ...rest, ...toWgs84(at, crs) },
  })
}
