import type { ReportInput } from '../../contract/rest.ts'
import { CaseCommand } from '../../domain/case-command.ts'
import { toWgs84 } from './crs.ts'
import { refuse } from './problem.ts'
import type { RestServices } from './services.ts'

/** What a report from outside is read with. */
export type ReportPlaces = Pick<RestServices, 'gridFault' | 'describe'>

/** The command that a report from outside asks for: its position in WGS-84, and as it came where that was another datum; its place in words where it names none. */
export function reportCommand(input: ReportInput, places: ReportPlaces, caseId = input.caseId): CaseCommand {
  const { caseId: _given, crs, at, occurredAt, ...rest } = input
  const fault = rest.grid === null ? undefined : places.gridFault(rest.grid)
  if (fault !== undefined) throw refuse('malformed', fault, { where: 'body.grid' })
  const position = toWgs84(at, crs)
  return CaseCommand.parse({
    type: 'case.report',
    ...(caseId === undefined ? {} : { caseId }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    report: { ...rest, ...position, place: rest.place.trim() === '' ? places.describe(position.at) : rest.place },
  })
}
