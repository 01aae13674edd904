import { join } from 'node:path'
import { app, BrowserWindow, screen, type WebContents } from 'electron'
import type { DisplayInfo, DisplayPlan } from '../../contract/bridge.ts'
import type { Log } from '../../platform/log.ts'
import { APP_ORIGIN } from '../security/content-policy.ts'
import { identityOf, planSteps, planWindows, type Display, type DisplayNumbers, type PlannedWindow } from './window-plan.ts'

export interface WindowSetOptions {
  readonly preload: string
  readonly language: 'zh-CN' | 'en'
  /** What a display showed last. */
  readonly planOf: (display: string) => DisplayPlan
  readonly numbers: DisplayNumbers
  readonly onNumbers: (numbers: DisplayNumbers) => void
  readonly onGone: (windowId: string) => void
  /** The number of the first display here where this machine belongs to another one's wall; it has no console then. */
  readonly follows: number | null
  /** Wall windows may hold web views; what may be in them is guarded elsewhere. */
  readonly webViews: boolean
  readonly onDisplays: (displays: readonly DisplayInfo[]) => void
  readonly log: Log
}

interface Open {
  readonly window: BrowserWindow
  planned: PlannedWindow
}

/** Displays that come and go in a burst are planned for once, after this, ms. */
const SETTLE_MS = 150
/** A page that crashed is loaded again after this, ms. */
const RELOAD_MS = 300

/** Keeps the windows as the plan for today's displays wants them. */
export class WindowSet {
  readonly #options: WindowSetOptions
  readonly #open = new Map<string, Open>()
  #numbers: DisplayNumbers
  #wallOnOnly = false
  #ending = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: WindowSetOptions) {
    this.#options = options
    this.#numbers = options.numbers
  }

  start(): void {
    const soon = (): void => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#apply(), SETTLE_MS)
    }
    screen.on('display-added', soon)
    screen.on('display-removed', soon)
    screen.on('display-metrics-changed', soon)
    this.#apply()
  }

  /** The app ends: windows that close from now on stay closed. */
  end(): void {
    this.#ending = true
    clearTimeout(this.#timer)
  }

  /** Opens or closes the wall window where there is only one display. */
  toggleWall(): void {
    this.#wallOnOnly = !this.#wallOnOnly
    this.#apply()
    this.#open.get('wall-1')?.window.focus()
  }

  windows(): readonly { readonly id: string; readonly planned: PlannedWindow; readonly window: BrowserWindow }[] {
    return [...this.#open].map(([id, { planned, window }]) => ({ id, planned, window }))
  }

  find(page: WebContents): { readonly id: string; readonly window: BrowserWindow } | undefined {
    for (const [id, { window }] of this.#open) if (window.webContents === page) return { id, window }
    return undefined
  }

  /** Brings the console to the front. */
  showConsole(): void {
    const console = this.#open.get('console')?.window
    if (console?.isMinimized()) console.restore()
    console?.focus()
  }

  tellDisplays(page: WebContents): void {
    if (!page.isDestroyed()) page.send('displays', this.displays())
  }

  displays(): DisplayInfo[] {
    const planned = [...this.#open.values()].map((o) => o.planned)
    return todaysDisplays().flatMap((d) => {
      const key = this.#numbers[d.identity]
      return key === undefined ? [] : [{ key, label: d.identity, bounds: { ...d.bounds }, wall: planned.some((p) => p.kind === 'wall' && p.display === key), console: planned.some((p) => p.kind === 'console' && p.display === key) }]
    }).sort((a, b) => Number(a.key) - Number(b.key))
  }

  #apply(): void {
    const displays = todaysDisplays()
    if (displays.length === 0 || this.#ending) return
    const plan = planWindows(displays, this.#numbers, this.#wallOnOnly, this.#options.follows)
    this.#numbers = plan.numbers
    this.#options.onNumbers(plan.numbers)
    const steps = planSteps(new Map([...this.#open].map(([id, { planned }]) => [id, planned])), plan.windows)
    for (const planned of steps.open) this.#openWindow(planned)
    for (const planned of steps.move) this.#moveWindow(planned)
    for (const id of steps.close) this.#closeWindow(id)
    for (const { window } of this.#open.values()) this.tellDisplays(window.webContents)
    this.#options.onDisplays(this.displays())
    this.#options.log.info({ displays: displays.length, opened: steps.open.map((w) => w.id), moved: steps.move.map((w) => w.id), closed: steps.close }, 'windows planned')
  }

  #openWindow(planned: PlannedWindow): void {
    const wall = planned.kind === 'wall'
    const window = new BrowserWindow({
      ...planned.bounds,
      frame: !wall,
      show: false,
      backgroundColor: '#0b1016',
      autoHideMenuBar: true,
      title: wall ? `无缝 ${planned.display}` : '无缝',
      skipTaskbar: wall,
      webPreferences: { preload: this.#options.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, backgroundThrottling: false, spellcheck: false, webviewTag: wall && this.#options.webViews },
    })
    window.setMenu(null)
    window.on('page-title-updated', (event) => event.preventDefault())
    this.#open.set(planned.id, { window, planned })
    const show = (): void => {
      if (window.isDestroyed()) return
      if (wall) window.showInactive()
      else window.show()
      this.#settleWindow(planned.id)
    }
    window.once('ready-to-show', show)
    if (wall) window.on('enter-full-screen', () => this.#frontConsole())
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      this.#options.log.warn({ window: planned.id, reason }, 'a page crashed and is loaded again')
      setTimeout(() => window.isDestroyed() || this.#loadAgain(window, this.#open.get(planned.id)?.planned ?? planned), RELOAD_MS)
    })
    window.on('closed', () => {
      this.#options.onGone(planned.id)
      if (this.#open.get(planned.id)?.window !== window) return
      this.#open.delete(planned.id)
      if (this.#ending) return
      // The console is the app: closing it ends it. A wall window that somebody closed comes back.
      if (planned.kind === 'console') app.quit()
      else this.#apply()
    })
    void this.#load(window, planned)
  }

  /** A page that is loaded anew takes the keyboard, which on a wall nobody would see: it stays with whoever had it. */
  async #loadAgain(window: BrowserWindow, planned: PlannedWindow): Promise<void> {
    const had = BrowserWindow.getFocusedWindow()
    await this.#load(window, planned)
    if (planned.kind === 'wall' && had !== window) this.#frontConsole()
  }

  async #load(window: BrowserWindow, planned: PlannedWindow): Promise<void> {
    await window.loadURL(this.#address(planned)).catch((error: unknown) => this.#options.log.error({ err: error, window: planned.id }, 'a page could not be loaded'))
  }

  /** Window managers place a new window where they like; it belongs where the plan says. */
  #settleWindow(id: string): void {
    const open = this.#open.get(id)
    if (!open) return
    // Chromium keeps a plain window one pixel smaller than its display; only a full-screen one covers it.
    if (open.window.isFullScreen()) open.window.setFullScreen(false)
    open.window.setBounds({ ...open.planned.bounds })
    if (open.planned.kind === 'wall') {
      open.window.setFullScreen(true)
      return
    }
    open.window.maximize()
    this.#frontConsole()
  }

  /** A wall window that has just covered its display must not take the keyboard, nor stand over the console. */
  #frontConsole(): void {
    const console = this.#open.get('console')?.window
    if (!console?.isVisible() || console.isMinimized()) return
    console.moveTop()
    console.focus()
  }

  #moveWindow(planned: PlannedWindow): void {
    const open = this.#open.get(planned.id)
    if (!open) return
    open.planned = planned
    if (planned.kind === 'console') open.window.unmaximize()
    this.#settleWindow(planned.id)
  }

  #closeWindow(id: string): void {
    const open = this.#open.get(id)
    if (!open) return
    this.#open.delete(id)
    open.window.destroy()
  }

  #address({ kind, display }: PlannedWindow): string {
    const plan = kind === 'wall' ? { plan: JSON.stringify(this.#options.planOf(display)) } : {}
    const query = new URLSearchParams({ display, lang: this.#options.language, ...plan, ...(softwareDrawn() ? { software: '1' } : {}), ...(this.#options.follows === null ? {} : { follows: '1' }) })
    return `${APP_ORIGIN}/windows/${kind}.html?${query.toString()}`
  }
}

/** Whether this machine draws WebGL in software. */
const softwareDrawn = (): boolean => app.getGPUFeatureStatus().gpu_compositing !== 'enabled'

function todaysDisplays(): Display[] {
  const primary = screen.getPrimaryDisplay().id
  const seen = new Map<string, number>()
  return screen.getAllDisplays().map((d) => {
    const base = identityOf(d.label, d.id, 0)
    const again = seen.get(base) ?? 0
    seen.set(base, again + 1)
    return { identity: identityOf(d.label, d.id, again), model: d.label, bounds: { ...d.bounds }, primary: d.id === primary }
  })
}

/** The folder of the built preload, beside main's own. */
export const preloadPath = (outDir: string): string => join(outDir, '..', 'preload', 'index.cjs')
