import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { callerIn } from './access.ts'
import { refuse } from './problem.ts'

/** The `Idempotency-Key` of a request, undefined when it has none. */
export function idempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header)) throw refuse('malformed', 'Idempotency-Key must be 1 to 200 visible ASCII characters', { where: 'Idempotency-Key' })
  return header
}

/** A case id that a key gives a report for ever: sent twice, also across a restart, the report is one case (UUID version 8, RFC 9562). */
export function caseIdFor(keyId: string, idempotency: string): string {
  const hash = createHash('sha256').update(`report\n${keyId}\n${idempotency}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

interface Kept<T> {
  readonly fingerprint: string
  readonly answer: Promise<T>
}

/** So many answers are kept to be given again; the oldest goes first. */
const MAX_KEPT = 5_000

/** Answers that were given under an Idempotency-Key since core started: asked again, the same is answered and nothing is done twice. */
export class GivenAnswers<T> {
  readonly #kept = new Map<string, Kept<T>>()

  /** Does the work, or answers what the same request came to before. A failed one is not kept. Throws `key-reused` for another request under the same key. */
  async once(request: FastifyRequest, work: () => Promise<T>): Promise<{ readonly answer: T; readonly again: boolean }> {
    const key = idempotencyKey(request)
    if (key === undefined) return { answer: await work(), again: false }
    const name = `${callerIn(request).key.id}\n${key}`
    const fingerprint = createHash('sha256').update(JSON.stringify([request.method, request.url, request.body])).digest('base64')
    const known = this.#kept.get(name)
    if (known) {
      if (known.fingerprint !== fingerprint) throw refuse('key-reused', 'this Idempotency-Key came with another request before', { where: 'Idempotency-Key' })
      return { answer: await known.answer, again: true }
    }
    const answer = work()
    this.#keep(name, { fingerprint, answer })
    answer.catch(() => this.#kept.delete(name))
    return { answer: await answer, again: false }
  }

  #keep(name: string, kept: Kept<T>): void {
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size < MAX_KEPT) break
      this.#kept.delete(oldest)
    }
    this.#kept.set(name, kept)
  }
}
