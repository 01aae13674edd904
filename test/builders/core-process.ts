import { spawn, type ChildProcess } from 'node:child_process'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { createInterface } from 'node:readline'
import { FileRequest, type FileRequestInput, type FileTypes, type TakenIn } from '../../electron/contract/attachment.ts'
import { Answer, type Command, type Request } from '../../electron/contract/messages.ts'
import type { SheetPut } from '../../electron/contract/sheet.ts'
import { applyKeyed, type Keyed } from '../../electron/contract/keyed.ts'
import { encodeFrame, frameReader } from '../../electron/platform/frames.ts'
import { WALL_IDENTITY, WALL_TLS } from '../../electron/platform/wall-tls.ts'
import type { Result } from '../../electron/contract/error.ts'
import type { ViewName, ViewSpec, ViewTypes } from '../../electron/contract/views.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** A core process of its own, started from the sources. */
export interface CoreProcess {
  readonly child: ChildProcess
  readonly socket: string
  /** What it printed, line by line. */
  readonly lines: readonly string[]
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
}

/** Starts core on a data folder and waits until it serves, or ends. */
export async function startCoreChild(dataDir: string, more: readonly string[] = ['--no-demo']): Promise<CoreProcess> {
  const socket = join(dataDir, 'core.sock')
  const child = spawn(process.execPath, [join(ROOT, 'electron/core/entry.ts'), '--data', dataDir, '--socket', socket, ...more], { stdio: ['pipe', 'pipe', 'pipe'] })
  const lines: string[] = []
  const ended = new Promise<number | string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code ?? -1)))
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      resolve()
    })
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line))
    void ended.then(() => resolve())
  })
  return { child, socket, lines, ended }
}

/** A line to core's socket as a window has one. */
export class CoreLink {
  readonly #socket: Socket
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  readonly #views = new Map<number, { view: Keyed<unknown, unknown> | undefined; seqs: number[] }>()
  readonly #listeners = new Set<() => void>()
  readonly answers: Answer[] = []
  #next = 1
  open = true

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', frameReader((message) => this.#receive(Answer.parse(message))))
    socket.on('close', () => {
      this.open = false
      for (const listener of this.#listeners) listener()
    })
    socket.on('error', () => undefined)
  }

  static connect(path: string): Promise<CoreLink> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(path)
      socket.once('error', reject)
      socket.once('connect', () => resolve(new CoreLink(socket)))
    })
  }

  /** The line of another machine's window, over the wall's port. */
  static overWall(port: number, key: string): Promise<CoreLink> {
    return new Promise((resolve, reject) => {
      const socket = connectTls({ ...WALL_TLS, host: '127.0.0.1', port, checkServerIdentity: () => undefined, pskCallback: () => ({ psk: Buffer.from(key), identity: WALL_IDENTITY }) })
      socket.once('error', reject)
      socket.once('secureConnect', () => {
        const link = new CoreLink(socket)
        link.raw({ link: 'session' })
        resolve(link)
      })
    })
  }

  /** Sends anything at all, well formed or not. */
  raw(message: unknown): void {
    this.#socket.write(encodeFrame(message))
  }

  bytes(bytes: Buffer): void {
    this.#socket.write(bytes)
  }

  close(): void {
    this.#socket.destroy()
  }

  /** Sends a command; undefined when the line was cut before an answer came. */
  command(command: Command): Promise<Result<{ caseId: string; number: string; eventIds: string[] }> | undefined> {
    return this.#ask((id) => ({ op: 'command', id, command }))
  }

  /** A chunk of a table file. */
  sheetPut(file: SheetPut): Promise<Result<{ offset: number }> | undefined> {
    return this.#ask((id) => ({ op: 'file', id, file }))
  }

  query(query: Extract<Request, { op: 'query' }>['query']): Promise<Result<{ hits: { what: string; id: string; title: string }[] }> | undefined> {
    return this.#ask((id) => ({ op: 'query', id, query }))
  }

  /** A request about a file. */
  file<F extends FileRequestInput>(file: F): Promise<Result<FileTypes[F['type']]> | undefined> {
    return this.#ask((id) => ({ op: 'file', id, file: FileRequest.parse(file) }))
  }

  /** Sends a file in chunks of `size`, from where core says that it stands; answers what core made of it. */
  async upload(upload: string, bytes: Uint8Array, size = 256 * 1024): Promise<Result<TakenIn> | undefined> {
    const begun = await this.file({ type: 'upload.begin', upload, bytes: bytes.length })
    if (!begun?.ok) return begun
    for (let offset = begun.value.offset; offset < bytes.length; ) {
      const sent = await this.file({ type: 'upload.chunk', upload, offset, data: Buffer.from(bytes.subarray(offset, offset + size)).toString('base64') })
      if (!sent?.ok) return sent
      offset = sent.value.offset
    }
    return this.file({ type: 'upload.end', upload, bytes: bytes.length })
  }

  /** Watches a view; `ack` false plays a window that has stopped to read. */
  watch<V extends ViewName>(spec: Extract<ViewSpec, { view: V }>, ack = true): { readonly id: number; readonly seqs: readonly number[]; view(): ViewTypes[V] | undefined } {
    const id = this.#next++
    const held: { view: Keyed<unknown, unknown> | undefined; seqs: number[] } = { view: undefined, seqs: [] }
    this.#views.set(id, held)
    if (!ack) this.#silent.add(id)
    this.raw({ op: 'watch', id, spec })
    return { id, seqs: held.seqs, view: () => held.view as ViewTypes[V] | undefined }
  }

  readonly #silent = new Set<number>()

  ack(id: number, seq: number): void {
    this.raw({ op: 'ack', id, seq })
  }

  /** Waits until the condition holds, looking again at every answer; throws after the bound, ms. */
  until(condition: () => boolean, bound = 5_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!condition()) return
        clearTimeout(timer)
        this.#listeners.delete(look)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#listeners.delete(look)
        reject(new Error(`not so within ${bound} ms: ${condition.toString()}`))
      }, bound)
      this.#listeners.add(look)
      look()
    })
  }

  async #ask<T>(make: (id: number) => Request): Promise<Result<T> | undefined> {
    const id = this.#next++
    let answer: Answer | undefined
    this.#waiting.set(id, (a) => (answer = a))
    this.raw(make(id))
    await this.until(() => answer !== undefined || !this.open, 20_000)
    if (answer?.op === 'done') return { ok: true, value: answer.value as T }
    if (answer?.op === 'error') return { ok: false, error: answer.error }
    return undefined
  }

  #receive(answer: Answer): void {
    this.answers.push(answer)
    this.#waiting.get(answer.id)?.(answer)
    const held = this.#views.get(answer.id)
    if (held && answer.op === 'snapshot') held.view = answer.view
    if (held?.view && answer.op === 'patch') held.view = applyKeyed(held.view, answer.patch)
    if (held && (answer.op === 'snapshot' || answer.op === 'patch')) {
      held.seqs.push(answer.seq)
      if (!this.#silent.has(answer.id)) this.ack(answer.id, answer.seq)
    }
    for (const listener of this.#listeners) listener()
  }
}
