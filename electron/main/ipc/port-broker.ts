import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron'
import type { LostReason, PortMessage, PortName } from '../../contract/bridge.ts'

/** Gives one end of a channel to a process. */
export type Connect = (windowId: string, port: MessagePortMain) => void

/** What a page was told last of a process, so that a page that loads later hears the same. */
interface Line {
  connect: Connect | undefined
  reason: LostReason
}

const STARTING: LostReason = { code: 'restarting', detail: 'starting' }

/**
 * Opens a port from each page to core, to media and to the call window, as far as the page needs them, and then leaves the path. A page that reloads, and
 * every page when a process came back, gets a new port.
 */
export class PortBroker {
  readonly #pages = new Map<string, { readonly page: WebContents; readonly names: readonly PortName[] }>()
  readonly #lines: Record<PortName, Line> = { core: { connect: undefined, reason: STARTING }, media: { connect: undefined, reason: STARTING }, call: { connect: undefined, reason: STARTING } }

  /** The page listens: it gets ports to those of `names` that serve, and hears of those that do not. */
  pageReady(windowId: string, page: WebContents, names: readonly PortName[]): void {
    this.#pages.set(windowId, { page, names })
    for (const name of names) this.#tell(name, windowId, page)
  }

  pageGone(windowId: string): void {
    this.#pages.delete(windowId)
  }

  serves(name: PortName, connect: Connect): void {
    this.#lines[name].connect = connect
    this.#tellAll(name)
  }

  lost(name: PortName, reason: LostReason): void {
    this.#lines[name] = { connect: undefined, reason }
    this.#tellAll(name)
  }

  #tellAll(name: PortName): void {
    for (const [id, { page, names }] of this.#pages) if (names.includes(name)) this.#tell(name, id, page)
  }

  #tell(name: PortName, windowId: string, page: WebContents): void {
    if (page.isDestroyed()) return
    const { connect, reason } = this.#lines[name]
    if (!connect) {
      page.postMessage('port', { wufeng: 'lost', name, reason } satisfies PortMessage)
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    connect(windowId, port1)
    page.postMessage('port', { wufeng: 'port', name } satisfies PortMessage, [port2])
  }
}
