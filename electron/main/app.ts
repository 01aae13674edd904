import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { z } from 'zod'
import { KeptLogin, OrderRequest, SavedFile, WindowFact } from '../contract/bridge.ts'
import { ok } from '../contract/error.ts'
import { checkSettings, readSettings, type Notice, type Settings } from '../contract/settings.ts'
import type { Log } from '../platform/log.ts'
import { pmtilesFault } from '../platform/pmtiles-check.ts'
import { readSettingsText } from '../platform/settings-file.ts'
import type { AppArguments } from './app-arguments.ts'
import { CameraFeed } from './ipc/camera-feed.ts'
import { CoreLine } from './ipc/core-line.ts'
import { startCoreProcess, type CoreRunning } from './ipc/core-process.ts'
import { startWallLink, type WallLink } from './ipc/wall-link.ts'
import { startDemoCameras } from './ipc/demo-cameras.ts'
import { startMediaProcess, type MediaRunning } from './ipc/media-process.ts'
import { PortBroker } from './ipc/port-broker.ts'
import { Supervisor, type Ended } from './ipc/supervisor.ts'
import { Logins } from './logins.ts'
import { writeReport, type Once } from './once.ts'
import { prepareOnce } from './once-run.ts'
import { OrderPrinter } from './windows/order-printer.ts'
import { saveFile } from './save-file.ts'
import { serveApp } from './security/app-protocol.ts'
import { lockDown } from './security/lockdown.ts'
import { WebPages } from './security/web-pages.ts'
import { answerWindow } from './security/window-ipc.ts'
import { Voice } from './voice.ts'
import { planOf, readWallMemory, rememberWall, writeWallMemory, type WallMemory } from './windows/display-memory.ts'
import { preloadPath, WindowSet } from './windows/window-set.ts'

const OUT = import.meta.dirname
const ROOT = join(OUT, '..', '..')

/** Wires processes, ports and windows together and keeps them running. */
export class App {
  readonly #args: AppArguments
  readonly #log: Log
  readonly #settings: Settings
  readonly #notices: Notice[]
  readonly #broker = new PortBroker()
  readonly #line = new CoreLine()
  readonly #supervisors: Supervisor[] = []
  #core: CoreRunning | undefined
  /** Set instead of a core of its own where this machine belongs to another one's wall. */
  #link: WallLink | undefined
  #media: MediaRunning | undefined
  #demoPort = 0
  readonly #logins: Logins
  readonly #cameras: CameraFeed
  #memory: WallMemory
  #windows: WindowSet | undefined
  #once: Once | undefined
  readonly #voice: Voice
  readonly #webPages: WebPages

  constructor(args: AppArguments, log: Log) {
    this.#args = args
    this.#log = log
    const file = args.settingsFile ?? join(args.dataDir, 'settings.yaml')
    const given = args.settingsFile !== undefined || existsSync(file)
    const { settings, notices } = given ? readSettings(file, readSettingsText(file)) : { settings: checkSettings({}).settings, notices: [] }
    this.#settings = settings
    // Core reads the same file and finds the same faults; main hands over only what it alone sees.
    for (const notice of notices) process.stderr.write(`settings ${notice.params['file'] ?? ''} line ${notice.params['line'] ?? '?'}: ${notice.params['path'] ?? ''} ${notice.params['message'] ?? ''}; the rest is used\n`)
    this.#notices = []
    this.#memory = readWallMemory(this.#memoryFile)
    this.#logins = new Logins(join(args.dataDir, 'logins.json'))
    this.#cameras = new CameraFeed(settings, this.#logins)
    this.#settingsFile = given ? file : undefined
    this.#webPages = new WebPages(settings.webPages, log)
    this.#voice = new Voice({
      settings, preload: preloadPath(OUT), outDir: OUT, broker: this.#broker, log,
      ringMs: args.once ? 0 : undefined,
      madeUpMicrophone: args.once !== undefined,
      onDemoAnswer: (call) => this.#once?.demoAnswered(call),
    })
  }

  /** Names this run: a core that is started again under it finds the same person signed in. */
  readonly #run = randomUUID()
  readonly #settingsFile: string | undefined

  get #memoryFile(): string {
    return join(this.#args.dataDir, 'wall.json')
  }

  start(): void {
    lockDown(this.#log, this.#voice.rights, this.#webPages, (page) => this.#cameras.mayCapture && page !== null && this.#windows?.find(page) !== undefined)
    serveApp({ pagesDir: join(ROOT, 'out', 'renderer'), baseMap: this.#baseMap(), connect: this.#voice.connect })
    for (const fault of this.#cameras.faults) this.#notices.push({ code: 'camera-problem', params: { camera: fault.id, message: fault.message } })
    if (this.#settings.wallOf === null) this.#notices.push(...this.#voice.start())
    this.#superviseCore()
    this.#superviseMedia()
    this.#superviseDemoCameras()
    this.#openWindows()
    this.#followWall()
    this.#cameras.follow(this.#line, () => this.#sendCameras())
    if (this.#args.once) {
      this.#once = prepareOnce({ line: this.#line, voice: this.#voice, windows: () => this.#windows, settings: this.#settings, dataDir: this.#args.dataDir, outDir: OUT, runtime: this.#args.runtime, sinceStart })
      void this.#runOnce(this.#once, this.#args.once)
    }
  }

  /** The app ends: nothing is started or opened again. */
  stop(): void {
    this.#windows?.end()
    for (const supervisor of this.#supervisors) supervisor.stop()
    this.#voice.stop()
  }

  showConsole(): void {
    this.#windows?.showConsole()
  }

  /** The operator's base map if it is one, else the demo's, else none. */
  #baseMap(): string | undefined {
    const own = this.#settings.baseMap
    const demo = this.#args.demoDir === undefined ? undefined : join(this.#args.demoDir, 'city', 'city.pmtiles')
    if (own !== null) {
      const fault = pmtilesFault(own)
      if (fault === undefined) return own
      this.#notices.push({ code: 'base-map-unusable', params: { file: own, message: fault } })
    }
    return this.#settings.demo && demo !== undefined && existsSync(demo) ? demo : undefined
  }

  #supervise(supervisor: Supervisor): void {
    this.#supervisors.push(supervisor)
    supervisor.start()
  }

  /** Core of this machine, or the way to the one whose wall this machine's displays belong to. */
  #startCore(ready: () => void, ended: (how: Ended) => void): CoreRunning {
    const { wallOf } = this.#settings
    if (wallOf === null) return startCoreProcess({ outDir: OUT, args: this.#coreArgs(), runDir: join(this.#args.dataDir, 'run'), node: this.#args.node, ready, ended })
    this.#link = startWallLink({ outDir: OUT, wallOf, ready, ended })
    this.#link.tellDisplays(this.#windows?.displays() ?? [])
    return this.#link
  }

  #coreArgs(): string[] {
    const { dataDir, demoDir } = this.#args
    const city = this.#settings.demo && demoDir !== undefined ? ['--city', join(demoDir, 'city')] : []
    const settings = this.#settingsFile === undefined ? [] : ['--settings', this.#settingsFile]
    return ['--data', dataDir, '--resources', join(ROOT, 'resources'), '--log', join(dataDir, 'logs'), '--notices', JSON.stringify(this.#notices), '--app-run', this.#run, ...city, ...settings]
  }

  #superviseCore(): void {
    this.#supervise(
      new Supervisor({
        name: 'core',
        log: this.#log,
        start: (ready, ended) => (this.#core = this.#startCore(ready, ended)),
        onReady: () => {
          this.#broker.serves('core', (_id, port) => this.#core?.connect(port))
          this.#line.open((port) => this.#core?.connect(port))
        },
        onLost: (reason) => {
          if (reason.code !== 'restarting') process.stderr.write(`${reason.detail}\n`)
          this.#broker.lost('core', reason)
          this.#line.lost()
        },
      }),
    )
  }

  #superviseMedia(): void {
    this.#supervise(
      new Supervisor({
        name: 'media',
        log: this.#log,
        start: (ready, ended) => (this.#media = startMediaProcess({ outDir: OUT, exportsDir: join(this.#args.dataDir, 'exports'), ready, ended, turned: (turns) => void this.#cameras.turned(this.#line, turns), blame: (ids) => this.#cameras.quarantine.blame(ids) })),
        onReady: () => {
          this.#sendCameras()
          this.#broker.serves('media', (id, port) => this.#media?.connect(id, port))
        },
        onLost: (reason) => this.#broker.lost('media', reason),
      }),
    )
  }

  #superviseDemoCameras(): void {
    const { demoDir } = this.#args
    const loopsDir = demoDir === undefined ? undefined : join(demoDir, 'cameras')
    if (!this.#settings.demo || loopsDir === undefined || !existsSync(loopsDir)) return
    this.#supervise(
      new Supervisor({
        name: 'demo-cameras',
        log: this.#log,
        start: (ready, ended) =>
          startDemoCameras({
            outDir: OUT,
            loopsDir,
            port: this.#demoPort,
            ready: (cameras, port) => {
              this.#demoPort = port
              this.#cameras.demo = cameras
              ready()
            },
            ended,
          }),
        onReady: () => this.#sendCameras(),
        onLost: () => undefined,
      }),
    )
  }

  #sendCameras(): void {
    this.#media?.setCameras(this.#cameras.message())
  }

  #openWindows(): void {
    const windows = new WindowSet({
      preload: preloadPath(OUT),
      language: this.#args.language ?? this.#settings.language,
      planOf: (display) => planOf(this.#memory, display),
      numbers: this.#memory.numbers,
      onNumbers: (numbers) => this.#remember({ ...this.#memory, numbers }),
      onGone: (id) => this.#broker.pageGone(id),
      webViews: this.#webPages.any,
      follows: this.#settings.wallOf?.firstDisplay ?? null,
      onDisplays: (displays) => this.#link?.tellDisplays(displays),
      log: this.#log,
    })
    this.#windows = windows
    const orders = new OrderPrinter({ preload: preloadPath(OUT), onGone: (id) => this.#broker.pageGone(id), log: this.#log })
    const findShown = (event: Electron.IpcMainInvokeEvent): BrowserWindow | undefined => windows.find(event.sender)?.window
    const find = (event: Electron.IpcMainInvokeEvent): BrowserWindow | undefined => findShown(event) ?? this.#voice.find(event.sender)
    const findAny = (event: Electron.IpcMainInvokeEvent): BrowserWindow | undefined => find(event) ?? orders.find(event.sender)?.window
    answerWindow('window:ready', z.undefined(), findAny, this.#log, (window) => {
      const order = orders.find(window.webContents)
      if (order) return this.#broker.pageReady(order.id, window.webContents, ['core'])
      const found = windows.find(window.webContents)
      if (!found) return this.#voice.pageReady()
      windows.tellDisplays(window.webContents)
      this.#broker.pageReady(found.id, window.webContents, found.id === 'console' ? ['core', 'media', 'call'] : ['core', 'media'])
    })
    answerWindow('window:fact', WindowFact, findAny, this.#log, (window, fact) => {
      const order = orders.find(window.webContents)
      if (order) orders.fact(order.id, fact)
      const id = windows.find(window.webContents)?.id ?? order?.id ?? 'call'
      if (fact.fact === 'error') this.#log.error({ window: id, message: fact.message }, 'an error in a page')
      else if (fact.fact !== 'tiles') this.#log.info({ window: id, ...fact, sinceStart: sinceStart() }, 'page')
      this.#once?.fact(id, fact)
    })
    answerWindow('window:save-file', SavedFile, findShown, this.#log, (window, file) => saveFile(window, file, this.#log))
    answerWindow('window:print-order', OrderRequest, findShown, this.#log, (window, order) => orders.make(window, order))
    answerWindow('window:logins', z.undefined(), find, this.#log, () => ok(this.#logins.list()))
    answerWindow('window:keep-login', KeptLogin, findShown, this.#log, (_window, login) => {
      const kept = this.#cameras.keepLogin(login)
      if (kept.ok) this.#sendCameras()
      return kept
    })
    answerWindow('window:toggle-wall', z.undefined(), find, this.#log, () => windows.toggleWall())
    windows.start()
  }

  #remember(memory: WallMemory): void {
    if (JSON.stringify(memory) === JSON.stringify(this.#memory)) return
    this.#memory = memory
    if (!writeWallMemory(this.#memoryFile, memory)) this.#log.warn({ file: this.#memoryFile }, 'the wall could not be remembered')
  }

  /** Main keeps the last wall plan, so that a window opened while core is away shows what it should. */
  #followWall(): void {
    this.#line.watch({ view: 'wall' }, (view) => this.#remember(rememberWall(this.#memory, view)))
  }

  async #runOnce(once: Once, { json, picture }: NonNullable<AppArguments['once']>): Promise<void> {
    const report = await once.run(picture)
    writeReport(report, json)
    for (const what of report.missing) process.stderr.write(`did not happen: ${what}\n`)
    this.stop()
    app.exit(report.missing.length === 0 ? 0 : 1)
  }
}

/** Ms since this process was started. */
const sinceStart = (): number => Math.round(Date.now() - (process.getCreationTime() ?? performance.timeOrigin))
