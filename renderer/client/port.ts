import { PortName, type LostReason, type PortMessage } from '../../electron/contract/bridge.ts'
import { bridge } from './bridge.ts'

/** Called with each new port of a process, and with null and the reason when the process behind the last one is away. */
export type PortListener = (port: MessagePort | null, reason: LostReason | null) => void

/** A message about one of the ports that this page uses itself. */
const isPortMessage = (data: unknown): data is Extract<PortMessage, { readonly name: PortName }> =>
  typeof data === 'object' && data !== null && 'wufeng' in data && (data.wufeng === 'port' || data.wufeng === 'lost') && 'name' in data && PortName.safeParse(data.name).success

const listeners: Record<PortName, Set<PortListener>> = { core: new Set(), media: new Set(), call: new Set() }
const current: Record<PortName, MessagePort | null> = { core: null, media: null, call: null }
const reasons: Record<PortName, LostReason | null> = { core: null, media: null, call: null }
let listening = false

function receive(event: MessageEvent<unknown>): void {
  if (event.source !== window || !isPortMessage(event.data)) return
  const { wufeng, name } = event.data
  const port = wufeng === 'port' ? (event.ports[0] ?? null) : null
  if (current[name] !== port) current[name]?.close()
  current[name] = port
  reasons[name] = event.data.wufeng === 'lost' ? event.data.reason : null
  for (const listener of listeners[name]) listener(port, reasons[name])
}

/**
 * Listens for the ports of a process; the port that is there now is given at once. The listener owns
 * the port's `onmessage`, so one process has one listener a page.
 */
export function onPort(name: PortName, listener: PortListener): () => void {
  listeners[name].add(listener)
  if (current[name] || reasons[name]) listener(current[name], reasons[name])
  return () => listeners[name].delete(listener)
}

/** Starts to listen and asks main for ports. The window's entry calls it once, after its listeners stand. */
export function startPorts(): void {
  if (listening) return
  listening = true
  window.addEventListener('message', receive)
  void bridge().ready()
}
