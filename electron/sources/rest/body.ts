import type { FastifyRequest } from 'fastify'
import type { RestApp } from './app.ts'
import { refuse } from './problem.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Bytes as text; refuses what is not UTF-8 and says where it stops to be. */
export function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw refuse('malformed', `the body is not UTF-8: byte ${firstBad(bytes)} does not fit`, { status: 400, where: 'body' })
  }
}

/** The first byte that is no UTF-8, by halving: a prefix decodes as a stream as long as nothing in it is wrong. */
function firstBad(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (good < bad) {
    const middle = (good + bad + 1) >> 1
    if (prefixFits(bytes.subarray(0, middle))) good = middle
    else bad = middle - 1
  }
  return good
}

function prefixFits(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** Where a value holds text that no UTF-8 can carry (half a surrogate pair, written as an escape); undefined when nowhere. */
export function illFormed(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, part] of Object.entries(value)) {
    const found = LONE_SURROGATE.test(name) ? path : illFormed(part, path === '' ? name : `${path}.${name}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Depth of nesting that a JSON body may have. */
const MAX_DEPTH = 32

function tooDeep(text: string): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (inText) {
      if (c === '\\') i += 1
      else if (c === '"') inText = false
    } else if (c === '"') inText = true
    else if (c === '{' || c === '[') depth += 1
    else if (c === '}' || c === ']') depth -= 1
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** Reads a JSON body: UTF-8, not too deep, no way to a prototype. */
function parseJson(bytes: Uint8Array): unknown {
  const text = utf8(bytes)
  if (text.trim() === '') throw refuse('malformed', 'the body is empty where JSON is expected', { status: 400, where: 'body' })
  if (tooDeep(text)) throw refuse('malformed', `the body is nested deeper than ${MAX_DEPTH}`, { status: 400, where: 'body' })
  let value: unknown
  try {
    value = JSON.parse(text, (name, part: unknown) => {
      if (name === '__proto__') throw refuse('malformed', 'a field cannot have the name __proto__', { status: 400, where: 'body' })
      return part
    })
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse('malformed', `the body is not JSON: ${error.message}`, { status: 400, where: 'body' })
    throw error
  }
  const where = /\\u[dD][89a-fA-F]/.test(text) ? illFormed(value) : undefined
  if (where !== undefined) throw refuse('malformed', 'half of a surrogate pair stands alone', { status: 400, where: where === '' ? 'body' : where })
  return value
}

/** Refuses a query whose escapes are not UTF-8, and keeps answers from being taken for what they are not. */
export function guardRequests(app: RestApp): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    const query = request.url.indexOf('?')
    if (query < 0) return
    try {
      decodeURIComponent(request.url.slice(query + 1))
    } catch {
      throw refuse('malformed', 'the query holds an escape that is not UTF-8', { status: 400, where: 'query' })
    }
  })
}

/** Which kinds of body are read, each by routes that name it; others are answered with 415. */
export function readBodies(app: RestApp): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request: FastifyRequest, body: Buffer, done) => settle(done, () => parseJson(body)))
}

/** Gives a parser's value or its refusal to Fastify. */
export function settle(done: (error: Error | null, body?: unknown) => void, read: () => unknown): void {
  let value: unknown
  try {
    value = read()
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)))
    return
  }
  done(null, value)
}
