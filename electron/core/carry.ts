import type { VideoTakenCommand } from '../contract/desk.ts'
import { isDutyCommand, type DutyCommand } from '../contract/duty.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CallCommand } from '../contract/call.ts'
import type { Command, CommandValue, StationCommand } from '../contract/messages.ts'
import { isFileCommand, type CaseCommand } from '../domain/case-command.ts'
import type { Actor } from '../domain/role.ts'
import { isWallCommand, showsOnly, type WallCommand } from '../domain/wall-command.ts'
import type { Commander, SubmitOptions } from '../commands/commander.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { carryCameras, type CameraDesk } from './camera-admin.ts'
import { noteTurns } from './camera-history.ts'
import type { CaseImports } from './case-import.ts'
import { carryCodes } from './code-commands.ts'
import { importCodes, type CodeSheetDesk } from './codes-sheet.ts'
import { importGrids } from './grid-admin.ts'
import { carryAccount, type AccountsOptions } from './accounts.ts'
import type { Audit } from './audit.ts'
import type { Claims } from './claims.ts'
import type { Desk } from './desk.ts'
import type { WallKeeper } from './wall-keeper.ts'

/** Sends a case's command to be decided, unless somebody else works on the case; whoever took a step lets go of it. */
export type SubmitCase = (command: CaseCommand, actor: Actor, options?: SubmitOptions) => Promise<Result<CommandValue>>

export const submitClaimed = (commander: Commander, claims: Claims): SubmitCase => async (command, actor, options) => {
  if (command.type === 'case.report' || command.type === 'case.note' || isFileCommand(command)) return commander.submit(command, actor, options)
  const free = claims.check(command.caseId, actor)
  if (!free.ok) return free
  const done = await commander.submit(command, actor, options)
  if (done.ok) claims.release(command.caseId, actor)
  return done
}

/** Claims a case, for a window or for a key of the REST face. Taking it over from somebody is recorded. */
export async function takeClaim({ db, claims, audit }: { readonly db: ReadHandle; readonly claims: Claims; readonly audit: Audit }, caseId: string, actor: Actor, over: boolean): Promise<Result<null>> {
  const stored = readCase(db, caseId)
  if (!stored) return fail('not-found', `no case has the id ${caseId}`, { where: 'caseId', params: { id: caseId } })
  const taken = claims.take(caseId, actor, over)
  if (!taken.ok) return taken
  if (taken.value) void audit(actor, 'case-taken-over', { caseId, number: stored.state.report.number, account: taken.value.by.id, detail: { from: taken.value.by.name } })
  return ok(null)
}

export interface CarryOptions {
  readonly db: WriteHandle
  readonly desk: Desk
  readonly claims: Claims
  readonly accounts: AccountsOptions
  readonly codes: CodeSheetDesk
  readonly cameras: CameraDesk
  readonly imports: CaseImports
  readonly audit: Audit
  readonly submit: SubmitCase
  readonly duty: (command: DutyCommand, actor: Actor) => Promise<Result<unknown>>
  readonly tellCall: (command: CallCommand) => Promise<Result<CommandValue>>
  readonly eraseReporter: (caseId: string, actor: Actor) => Promise<Result<null>>
  readonly wall: Pick<WallKeeper, 'command'>
  readonly setStation: (command: Exclude<StationCommand, WallCommand>) => void
}

/** Holds a display that was switched while nobody is signed in. */
const NOBODY = { id: 'nobody', name: '–' }

const NOTHING: CommandValue = { caseId: null, number: null, eventIds: [] }

/** Carries out a window's command as whoever sits at this console. A console that is locked still shows and selects. */
export function makeCarry({ db, desk, claims, accounts, codes, cameras, imports, audit, submit, duty, eraseReporter, wall, setStation, tellCall }: CarryOptions): (command: Command) => Promise<Result<CommandValue>> {
  const plain = async (work: Promise<Result<unknown>>): Promise<Result<CommandValue>> => {
    const done = await work
    return done.ok ? ok(NOTHING) : done
  }
  return async (command) => {
    if (isWallCommand(command) && showsOnly(command)) return wall.command(command, desk.actor ?? NOBODY)
    switch (command.type) {
      case 'select.case':
      case 'select.camera':
      case 'figure.show':
        setStation(command)
        return ok(NOTHING)
      case 'desk.sign-in':
      case 'desk.unlock':
      case 'desk.lock':
      case 'desk.sign-out':
      case 'desk.active':
        return plain(desk.carry(command))
      case 'cameras.turns':
        noteTurns(db, command.turns, Date.now())
        return ok(NOTHING)
      // A call goes on, and is recorded, also while the console is locked.
      case 'call.tell':
      case 'call.alive':
      case 'call.link':
      case 'recording.write':
      case 'recording.finish':
        return tellCall(command)
      default:
        break
    }
    const acting = desk.acting()
    if (!acting.ok) return acting
    const actor = acting.value
    // A claim is held by a console that nobody may be at.
    if (command.type !== 'claim.take' && command.type !== 'claim.release') desk.touch()
    if (isDutyCommand(command)) return plain(duty(command, actor))
    if (isWallCommand(command)) return wall.command(command, actor)
    switch (command.type) {
      case 'simulator.set':
        setStation(command)
        return ok(NOTHING)
      case 'account.add':
      case 'account.change':
      case 'account.set-pin':
        return plain(carryAccount(command, accounts))
      case 'codes.put':
      case 'codes.remove':
      case 'codes.revert':
      case 'calendar.activate':
      case 'calendar.revert':
      case 'grids.revert':
        return carryCodes(codes.desk, command, actor)
      case 'grids.import':
        return importGrids(codes, command, actor)
      case 'cameras.put':
      case 'cameras.remove':
      case 'cameras.import':
      case 'cameras.undo':
        return carryCameras(cameras, command, actor)
      case 'codes.import':
        return importCodes(codes, command, actor)
      case 'cases.import':
        return imports.start(command, actor)
      case 'claim.take':
        return plain(takeClaim({ db, claims, audit }, command.caseId, actor, command.over))
      case 'claim.release':
        claims.release(command.caseId, actor)
        return ok(NOTHING)
      case 'reporter.erase':
        return plain(eraseReporter(command.caseId, actor))
      case 'audit.video-taken':
        return plain(audit(actor, command.kind === 'clip' ? 'clip-exported' : 'snapshot-taken', { ...caseNamed(db, command.caseId), detail: videoFacts(command) }))
      case 'audit.printed':
        return plain(audit(actor, 'printed', { ...caseNamed(db, command.caseId), detail: { what: command.what } }))
      default:
        return submit(command, actor)
    }
  }
}

const caseNamed = (db: ReadHandle, caseId: string | undefined): { caseId?: string; number?: string } => {
  const stored = caseId === undefined ? undefined : readCase(db, caseId)
  return stored ? { caseId: stored.state.id, number: stored.state.report.number } : {}
}

/** What the audit keeps of video that was taken out: camera, times (ISO 8601) and each file with its hash. */
const videoFacts = ({ camera, from, to, files }: VideoTakenCommand): Record<string, string> => ({
  camera,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  file: files.map(({ name, sha256 }) => `${name} ${sha256}`).join('; ').slice(0, 500),
})
