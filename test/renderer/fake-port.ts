import type { CorePort } from '../../renderer/client/core-client.ts'

export interface Sent {
  readonly op: string
  readonly id: number
  readonly [field: string]: unknown
}

/** Core's end of a port, by hand: what was sent, and a way to answer. */
export class FakePort implements CorePort {
  readonly sent: Sent[] = []
  onmessage: ((event: MessageEvent) => void) | null = null

  postMessage(message: unknown): void {
    this.sent.push(message as Sent)
  }

  /** Core says something. */
  say(message: unknown): void {
    this.onmessage?.(new MessageEvent('message', { data: message }))
  }

  all(op: string): Sent[] {
    return this.sent.filter((message) => message.op === op)
  }

  last(op: string): Sent {
    const found = this.all(op).at(-1)
    if (!found) throw new Error(`nothing of kind ${op} was sent`)
    return found
  }
}

/** A view with one row per name. */
export const viewOf = (...names: string[]) => ({ head: { count: names.length }, rows: Object.fromEntries(names.map((name) => [name, { name }])), order: names })
