import type { Core } from './core.ts'

/** The part of Electron's MessagePortMain that is used here. */
export interface SessionPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
}

/** The part of a utility process's parent port that is used here. */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly SessionPort[] }) => void): void
}

/** Serves a session on every port that main hands over. */
export function servePorts(parent: ParentPort, core: Core): void {
  parent.on('message', ({ ports: [port] }) => {
    if (!port) return
    const session = core.open({ send: (answer) => port.postMessage(answer) })
    port.on('message', ({ data }) => session.receive(data))
    port.on('close', () => session.close())
    port.start()
  })
}
