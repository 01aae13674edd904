import { BrowserWindow, type WebContents } from 'electron'
import type { OrderRequest, WindowFact } from '../../contract/bridge.ts'
import { fail, ok, type Result } from '../../contract/error.ts'
import type { Log } from '../../platform/log.ts'
import { saveFile } from '../save-file.ts'
import { APP_ORIGIN } from '../security/content-policy.ts'

export interface OrderPrinterOptions {
  readonly preload: string
  readonly onGone: (windowId: string) => void
  readonly log: Log
}

interface Sheet {
  readonly id: string
  readonly window: BrowserWindow
  readonly settle: (result: Result<null>) => void
}

/** A page that has not drawn its sheet by then will not, ms. */
const DRAW_MS = 20_000
/** Orders that are made at a time. */
const MAX_SHEETS = 4

/** Makes dispatch orders: each is drawn by a sandboxed page of its own that nobody sees, which asks core for its case like any window. */
export class OrderPrinter {
  readonly #options: OrderPrinterOptions
  readonly #sheets = new Map<string, Sheet>()
  #made = 0

  constructor(options: OrderPrinterOptions) {
    this.#options = options
  }

  find(page: WebContents): Sheet | undefined {
    return [...this.#sheets.values()].find(({ window }) => !window.isDestroyed() && window.webContents === page)
  }

  /** What the page of a sheet says: it stands, or why it cannot. */
  fact(id: string, fact: WindowFact): void {
    const sheet = this.#sheets.get(id)
    if (fact.fact === 'ready') sheet?.settle(ok(null))
    if (fact.fact === 'error') sheet?.settle(fail('not-printed', fact.message, { params: { why: fact.message.slice(0, 200) } }))
  }

  async make(parent: BrowserWindow, order: OrderRequest): Promise<Result<{ readonly done: boolean }>> {
    if (this.#sheets.size >= MAX_SHEETS) return fail('too-many', `${MAX_SHEETS} orders are being made already`)
    const { id, window, drawn } = this.#open(order)
    try {
      const ready = await drawn
      if (!ready.ok) return ready
      return order.way === 'pdf' ? await this.#save(parent, window, order) : await onPaper(window)
    } finally {
      this.#sheets.delete(id)
      this.#options.onGone(id)
      if (!window.isDestroyed()) window.destroy()
    }
  }

  #open({ caseId, lang, reporter }: OrderRequest): { readonly id: string; readonly window: BrowserWindow; readonly drawn: Promise<Result<null>> } {
    const id = `order-${++this.#made}`
    const window = new BrowserWindow({
      show: false,
      width: 900,
      height: 1_200,
      webPreferences: { preload: this.#options.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, backgroundThrottling: false, spellcheck: false },
    })
    const drawn = new Promise<Result<null>>((settle) => {
      this.#sheets.set(id, { id, window, settle })
      const late = setTimeout(() => settle(fail('not-printed', `the order was not drawn within ${DRAW_MS} ms`, { params: { why: `${DRAW_MS / 1000} s` } })), DRAW_MS)
      window.on('closed', () => clearTimeout(late))
      window.webContents.on('render-process-gone', (_event, { reason }) => settle(fail('not-printed', `the page of the order ended: ${reason}`, { params: { why: reason } })))
      const query = new URLSearchParams({ caseId, lang, reporter: String(reporter) })
      window.loadURL(`${APP_ORIGIN}/windows/order.html?${query.toString()}`).catch((error: unknown) => settle(fail('not-printed', String(error), { params: { why: String(error) } })))
    })
    return { id, window, drawn }
  }

  async #save(parent: BrowserWindow, window: BrowserWindow, { number }: OrderRequest): Promise<Result<{ readonly done: boolean }>> {
    const bytes = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
    const saved = await saveFile(parent, { name: `${number}.pdf`, bytes: new Uint8Array(bytes) }, this.#options.log)
    return saved.ok ? ok({ done: saved.value.saved }) : saved
  }
}

/** Hands the page to the system's print dialog; giving up there is no error. */
const onPaper = (window: BrowserWindow): Promise<Result<{ readonly done: boolean }>> =>
  new Promise((resolve) => {
    window.webContents.print({ silent: false, printBackground: true }, (success, why) => {
      if (success) resolve(ok({ done: true }))
      else if (/cancel/i.test(why)) resolve(ok({ done: false }))
      else resolve(fail('not-printed', why, { params: { why } }))
    })
  })
