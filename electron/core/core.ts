import { join } from 'node:path'
import { fail, ok, type Result } from '../contract/error.ts'
import type { Command, CommandValue, StationCommand } from '../contract/messages.ts'
import { mediaAllow, type Notice, type Settings } from '../contract/settings.ts'
import type { ViewSpec } from '../contract/views.ts'
import { makeCommander } from '../commands/commander.ts'
import { ALERT_STREAM } from '../domain/alert.ts'
import { gridsOfCity } from '../domain/grid-table.ts'
import { isCaseStream } from '../domain/case-event.ts'
import { CALL_STREAM } from '../domain/call.ts'
import { parseHlc } from '../domain/hlc.ts'
import type { Actor } from '../domain/role.ts'
import { uuidV7 } from '../domain/uuid.ts'
import type { WallCommand } from '../domain/wall-command.ts'
import { isDiskFull } from '../platform/fatal.ts'
import type { Log } from '../platform/log.ts'
import { randomPool } from '../platform/random-pool.ts'
import type { RestServices } from '../sources/rest/services.ts'
import type { CaseMoved } from '../sources/simulator/simulator.ts'
import { lockDataFolder } from '../store/data-lock.ts'
import { isDamage } from '../store/backup.ts'
import { lastHlc } from '../store/event-log.ts'
import { projectStream } from '../store/projection.ts'
import { lastFixes } from '../store/telemetry.ts'
import { FILES } from '../store/attachment-copy.ts'
import { caseFiles } from './attachments.ts'
import { openRecordings } from '../voice/recording-store.ts'
import { makeAskFile } from './ask-file.ts'
import { eraseReporter } from './reporter-erase.ts'
import { keepRecordings } from './recording-retention.ts'
import { reportPlaces, restServices } from './rest-services.ts'
import { answerQuery } from './answer-query.ts'
import { makeAsk, type AnsweredElsewhere } from './ask.ts'
import { makeAudit } from './audit.ts'
import { scheduleBackups, type BackupAnswer } from './backup.ts'
import { makeCarry, submitClaimed } from './carry.ts'
import { callersOf } from './callers.ts'
import { tellCall } from './calls.ts'
import { indexCity, NO_CITY, readCity } from './city-index.ts'
import { Claims } from './claims.ts'
import { Desk } from './desk.ts'
import { directoryRows } from './directory.ts'
import { beginDemo, demoSimulator, movedCases } from './demo.ts'
import { Publisher } from './publisher.ts'
import { DATABASE, markDamaged, openStore } from './maintenance.ts'
import { keepHead } from './maintenance-head.ts'
import { noteMadeWith } from './made-with.ts'
import { PinGuard } from './pin-guard.ts'
import { CameraRegistry } from './camera-registry.ts'
import type { CameraDesk } from './camera-admin.ts'
import { CaseImports } from './case-import.ts'
import { codeAdminOf, type CodeSheetDesk } from './codes-sheet.ts'
import { SheetFiles } from './sheet-files.ts'
import { noteShipped, type CodeDesk } from './code-commands.ts'
import { CodeRegistry, shippedCodes } from './code-registry.ts'
import { owesReckoning, reckonAgain } from './reckon-again.ts'
import { caseFacts, projectionsOf } from './rebuild.ts'
import { isLongQuery } from './long-read.ts'
import { LongReads } from './long-reads.ts'
import { makeDuty } from './duty.ts'
import { loadPhrases } from './phrases.ts'
import { withClaims } from './handover-report.ts'
import { HANDOVER_STREAM } from '../domain/handover.ts'
import { StationLists } from './station-lists.ts'
import { openSession, type Connection, type Session } from './session.ts'
import { makeFolder, spaceNotices } from './data-folder.ts'
import { shareViews } from './share-views.ts'
import { startStation } from './station-start.ts'
import { evolveStation } from './station-state.ts'
import { startTicks } from './ticks.ts'
import { Alarms } from './alarms.ts'
import { Units } from './units.ts'
import { computeView } from './views.ts'
import { alarmsIn } from './wall-alarms.ts'
import { WallKeeper } from './wall-keeper.ts'
import { WallMachines } from './wall-share.ts'

export interface CoreOptions {
  /** Folder of the database; made when it is not there. */
  readonly dataDir: string
  readonly resourcesDir: string
  /** Folder with `city.json`; without it the station has no base data. */
  readonly cityDir: string | undefined
  readonly settings: Settings
  /** What was wrong with the settings, for the status view. */
  readonly notices: readonly Notice[]
  /** Names this run of the app: a core that is started again under it finds the same person signed in. */
  readonly appRun?: string | undefined
  readonly log: Log
}

export interface Core {
  open(connection: Connection): Session
  submit(command: Command): Promise<Result<CommandValue>>
  /** What the REST face may ask of core. */
  readonly rest: RestServices
  /** Who else drives displays of the wall. */
  readonly machines: WallMachines
  stop(): void
}

/** Folder of the recordings of calls, in the data folder. */
const RECORDINGS = 'recordings'


/** Opens the data folder and starts to serve. Throws FatalError with a sentence when it can't. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const { settings, log } = options
  makeFolder(options.dataDir)
  const unlock = lockDataFolder(options.dataDir)
  const base = options.cityDir === undefined ? NO_CITY : readCity(options.cityDir)
  const registry = new CodeRegistry(shippedCodes(options.resourcesDir, gridsOfCity(base)))
  const demo = settings.demo && base.roads.length > 0
  const cameras = new CameraRegistry(settings, demo ? base.cameras : [], base.centre)
  const city = indexCity(base, settings.departments, () => registry.gridHistory, () => cameras.rows)
  const facts = caseFacts(registry, city)
  const projections = projectionsOf(facts, registry)
  const backupDir = settings.backup.dir ?? join(options.dataDir, 'backups')
  const { db, notices: opened } = openStore({ dir: options.dataDir, backupDir, station: settings.station, projections, now: Date.now(), log })
  registry.refresh(db)
  cameras.refresh(db)
  noteMadeWith(db, { cityDir: options.cityDir, resourcesDir: options.resourcesDir, departments: settings.departments })
  const head = keepHead({ db, dir: options.dataDir, station: settings.station, onError: (error) => log.error({ err: error }, 'the signed head could not be written') })
  const publisher = new Publisher((error) => log.error({ err: error }, 'a view could not be computed'))
  let station = startStation(db, settings, demo, [...options.notices, ...opened, ...spaceNotices(options.dataDir)])
  const units = new Units(city.data.units, lastFixes(db))

  const notify = (notice: Notice): void => {
    station = { ...station, notices: [...station.notices.filter((n) => n.code !== notice.code), { ...notice, since: Date.now() }] }
    publisher.changed('station')
  }
  const damaged = (why: string): void => {
    markDamaged(options.dataDir, why)
    notify({ code: 'database-damaged', params: { why } })
  }
  const backedUp = (answer: BackupAnswer): void => {
    log[answer.ok ? 'info' : 'error'](answer, 'backup')
    if (answer.ok) {
      const [first, ...others] = answer.files.faults
      if (first !== undefined) notify({ code: 'files-damaged', params: { n: String(others.length + 1), first } })
      return
    }
    if (answer.code === 'damaged') damaged(answer.message)
    else notify({ code: 'backup-failed', params: { dir: backupDir, why: answer.message } })
  }
  const stopBackups = scheduleBackups({ file: join(options.dataDir, DATABASE), dir: backupDir, everyHours: settings.backup.everyHours, keep: settings.backup.keep }, backedUp)

  const longReads = new LongReads(
    () => ({ file: join(options.dataDir, DATABASE), resourcesDir: options.resourcesDir, cityName: base.name, grids: registry.shipped.grids, departments: [...city.departments], appraisal: settings.appraisal }),
    (error) => log.error({ err: error }, 'the thread of long reads died'),
  )
  const files = caseFiles({ db, dir: join(options.dataDir, FILES), limits: settings.attachments, now: Date.now, onError: (error) => log.error({ err: error }, 'a file could not be kept') })
  const alarms = new Alarms({ db, settings: settings.alarms, changed: () => publisher.changed('alarms'), onError: (error) => log.error({ err: error }, 'an alarm could not be raised') }, Date.now())
  const random = randomPool()
  let stopped = false
  const newId = (): string => uuidV7(Date.now(), random(10))
  const departments = new Set(city.departments.map((d) => d.id))
  const notifyMoved = { listener: (_moved: readonly CaseMoved[]): void => undefined }
  const commander = makeCommander({
    db,
    station: settings.station,
    stationNumber: stationNumber(settings.station),
    get codes() {
      return registry.codes
    },
    departments,
    inCity: (at) => city.contains(at),
    gridAt: (at) => city.gridAt(at),
    files: { file: (hash) => files.store.describe(hash), limits: files.limits },
    now: Date.now,
    newId,
    lastHlc: parseHlc(lastHlc(db, settings.station) ?? '') ?? { wall: 0, count: 0 },
    project: (stream, events, folded) => projectStream(db, projections, stream, events, folded),
    onCommitted: (events) => {
      head.committed(events.length)
      if (events.some((e) => isCaseStream(e.stream))) publisher.changed('cases')
      registry.refresh(db)
      if (events.some((e) => e.stream.startsWith('codes/'))) publisher.changed('codes')
      if (cameras.refresh(db)) publisher.changed('cameras')
      if (events.some((e) => e.stream.startsWith(ALERT_STREAM))) publisher.changed('alerts')
      if (events.some((e) => e.stream.startsWith(CALL_STREAM))) publisher.changed('calls')
      if (events.some((e) => e.stream.startsWith(HANDOVER_STREAM))) publisher.changed('handovers')
      alarms.committed(events, Date.now())
      for (const offer of alarmsIn(events, { db, facts, cameras: cameras.rows, now: Date.now() })) wall.offer(offer)
      rest.committed()
      if (simulator) notifyMoved.listener(movedCases(db, events))
    },
    onError: (error) => {
      log.error({ err: error }, 'a command could not be written')
      if (!stopped) registry.refresh(db)
      if (isDamage(error)) damaged(String(error))
    },
    isDiskFull,
  })
  const audit = makeAudit({ commander, newId, now: Date.now })
  const claims = new Claims({ now: Date.now, changed: () => publisher.changed('claims') })
  const stationActor: Actor = { id: `station:${settings.station}`, name: settings.station, roles: [] }
  const pins = new PinGuard({ db, commander, newId, now: Date.now, station: stationActor })
  const desk = new Desk({ db, audit, pins, claims, operator: settings.operator, lockAfterMinutes: settings.lockAfterMinutes, appRun: options.appRun, now: Date.now, changed: () => publisher.changed('desk'), onError: (error) => log.error({ err: error }, 'who sits here could not be kept') })
  const submit = submitClaimed(commander, claims)
  const settle = async (): Promise<void> => {
    try {
      const cases = await reckonAgain(db, projections, () => stopped)
      if (cases > 0) log.info({ cases }, 'open cases were reckoned again')
      publisher.changed('cases')
    } catch (error) {
      log.error({ err: error }, 'open cases could not be reckoned again; the next start does it')
    }
  }
  const codeDesk: CodeDesk = { registry, commander, departments, newId, now: Date.now, owe: (since) => owesReckoning(db, since), settle }
  const sheets = new SheetFiles()
  const exportDir = join(options.dataDir, 'exports')
  const codeSheets: CodeSheetDesk = { desk: codeDesk, files: sheets, departments: city.departments, audit, exportDir }
  const cameraDesk: CameraDesk = { registry: cameras, commander, files: sheets, allow: mediaAllow(settings), newId, now: Date.now }
  const imports = new CaseImports({ files: sheets, commander, places: reportPlaces(city), audit, changed: () => publisher.changed('imports') })
  const rest = restServices({ db, station: settings.station, facts, codeAdmin: codeAdminOf(codeSheets), city, commander, submit, claims, audit, longReads, files, now: Date.now })
  const recordings = openRecordings(join(options.dataDir, RECORDINGS))

  const simulator = demo
    ? demoSimulator({ city, facts, commander, inHand: (caseId) => station.selection.selectedCase === caseId || claims.of(caseId) !== undefined, positions: (positions) => {
        units.move(positions, Date.now())
        publisher.changed('units')
      } })
    : undefined

  const wall = new WallKeeper({
    db,
    now: Date.now,
    changed: () => publisher.changed('wall'),
    onUnreadable: (fact, why) => log.error({ fact, why }, 'a kept scene, tour or salvo can no longer be read; it is left in the database'),
  })
  const machines = new WallMachines(() => publisher.changed('wall'))
  const setStation = (command: Exclude<StationCommand, WallCommand>): void => {
    station = evolveStation(station, command)
    publisher.changed(command.type === 'simulator.set' ? 'station' : 'wall')
    if (command.type === 'simulator.set') simulator?.set(station.simulator.on, station.simulator.speed)
  }
  const lists = new StationLists(db)
  const shippedPhrases = loadPhrases(options.resourcesDir)
  const duty = makeDuty({ db, commander, lists, alarms, publisher, newId, signedIn: () => desk.state !== 'open', now: Date.now })
  const carry = makeCarry({ db, desk, wall, claims, accounts: { db, commander, desk, pins, departments, newId, now: Date.now }, codes: codeSheets, cameras: cameraDesk, imports, audit, submit, duty, eraseReporter: async (caseId, actor) => {
    const erased = await eraseReporter(caseId, actor, { db, commander, projections, newId, now: Date.now })
    publisher.changed('cases')
    return erased
  }, setStation, tellCall: (told) => tellCall(told, { db, commander, recordings, submit, actor: () => desk.actor ?? stationActor, ...callersOf({ db, facts, directory: () => directory }) }) })
  const guard = <A, T>(work: (asked: A) => Promise<Result<T>>) => async (asked: A): Promise<Result<T>> => {
    try {
      return await work(asked)
    } catch (error) {
      log.error({ err: error }, 'a request failed')
      return isDiskFull(error) ? fail('disk-full', 'the data disk is full; nothing was written') : fail('internal', String(error))
    }
  }
  const command = guard(carry)

  const directory = directoryRows(settings.directory, { departments: city.departments, streets: city.areas.filter(({ code }) => code.length === 9), units: city.data.units }, demo)
  const personalSeen = (caseId: string, number: string): void => void (desk.actor && audit(desk.actor, 'case-seen', { caseId, number }))
  const compute = (spec: ViewSpec) =>
    computeView(spec, { db, facts, city, cameras, directory, units: () => units.rows(), station, wall, machines, webPages: settings.webPages, stationId: settings.station, desk, lists, shippedPhrases, claims, calendar: registry.calendarHistory.current, importHead: (upload) => imports.head(upload), personalSeen, now: Date.now() })
  const shared = shareViews(compute)

  const stopTicks = startTicks(db, publisher, units, log, () => {
    desk.tick()
    alarms.tick(Date.now())
    claims.sweep()
  })
  const stopRetention = keepRecordings({ db, commander, recordings, keepDays: settings.voice.keepRecordingsDays, actor: stationActor, log })
  await noteShipped(registry, commander, Date.now)
  void settle()
  if (simulator) {
    void beginDemo(db, simulator, station.simulator, log).then((follow) => {
      notifyMoved.listener = follow
      station = { ...station, simulator: { ...station.simulator, filling: false } }
      publisher.changed('station')
    })
  }

  const answer = async (given: AnsweredElsewhere): Promise<Result<unknown>> => {
    if (!isLongQuery(given)) return answerQuery(given, db, city, facts, registry)
    const read = await longReads.ask({ ask: 'query', query: given, now: Date.now() })
    return read.ok ? ok(withClaims(read.value, claims.all(), db, facts)) : read
  }
  const query = guard(makeAsk({ db, desk, audit, answer, codes: codeSheets, cameras: cameraDesk, imports, recordings, exportDir, now: Date.now }))
  const file = guard(makeAskFile({ db, desk, audit, files, sheets }))
  return {
    open: (connection) => openSession(connection, { command, query, file, compute: shared, publisher, onError: (error) => log.error({ err: error }, 'a request failed') }),
    submit: command,
    rest,
    machines,
    stop: () => {
      stopped = true
      stopTicks()
      stopBackups()
      stopRetention()
      simulator?.stop()
      wall.stop()
      longReads.stop()
      alarms.note()
      files.stop()
      head.stop()
      db.close()
      unlock()
    },
  }
}

/** A station's number in case numbers, from the digits at the end of its name. */
const stationNumber = (station: string): number => Number(/(\d{1,2})$/.exec(station)?.[1] ?? 1)
