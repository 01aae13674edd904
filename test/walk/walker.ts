/** Posts that a request acts in, and for which department. */
export interface As {
  readonly role?: string
  readonly department?: string
  readonly operator?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

export interface Sent {
  readonly method?: string
  readonly body?: unknown
  readonly raw?: string | Uint8Array
  readonly type?: string
  readonly as?: As
  readonly headers?: Readonly<Record<string, string>>
}

/** The first thing that was not as it should be. */
export class Surprise extends Error {}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Field of an answer as text; '' when it is none. */
export const text = (answer: Answer, field: string): string => {
  const value = answer.body[field]
  return typeof value === 'string' ? value : ''
}

/** A list in an answer, its entries as records. */
export const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isRecord) : [])

export const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {})

/** Walks by HTTP calls, says each step, and stops at the first surprise. */
export class Walker {
  readonly #base: string
  readonly #key: string
  /** Codes of all refusals that were met. */
  readonly refusals = new Set<string>()
  steps = 0

  constructor(base: string, key: string) {
    this.#base = base
    this.#key = key
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`)
  }

  head(title: string): void {
    this.say(`\n${title}`)
  }

  async call(path: string, { method, body, raw, type, as = {}, headers = {} }: Sent = {}): Promise<Answer> {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const answer = await fetch(`${this.#base}${path}`, {
      method: method ?? (sent === undefined ? 'GET' : 'POST'),
      headers: {
        ...(this.#key === '' ? {} : { authorization: `Bearer ${this.#key}` }),
        ...(sent === undefined ? {} : { 'content-type': type ?? 'application/json' }),
        ...(as.role === undefined ? {} : { 'x-role': as.role }),
        ...(as.department === undefined ? {} : { 'x-department': as.department }),
        ...(as.operator === undefined ? {} : { 'x-operator': as.operator }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: typeof sent === 'string' ? sent : Buffer.from(sent) }),
      signal: AbortSignal.timeout(30_000),
    })
    const content = await answer.text()
    return { status: answer.status, headers: answer.headers, text: content, body: parsed(content) }
  }

  /** Calls, and is surprised by any other status. */
  async expect(what: string, status: number, path: string, sent: Sent = {}): Promise<Answer> {
    const answer = await this.call(path, sent)
    if (answer.status !== status) throw new Surprise(`${what}: ${status} was due, came ${answer.status} ${answer.text.slice(0, 600)}`)
    this.#done(`${what} → ${status}${typeof answer.body['stage'] === 'string' ? ` ${answer.body['stage']}` : ''}`)
    return answer
  }

  /** Calls for a refusal: its status, its code, and that it says why as a problem. */
  async refused(what: string, status: number, code: string, path: string, sent: Sent = {}): Promise<Answer> {
    const answer = await this.call(path, sent)
    const problem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json')
    if (answer.status !== status || answer.body['code'] !== code || !problem || text(answer, 'detail') === '') {
      throw new Surprise(`${what}: the refusal ${status} ${code} was due, came ${answer.status} ${answer.text.slice(0, 600)}`)
    }
    this.refusals.add(code)
    const lawful = Array.isArray(answer.body['lawful']) ? `; lawful instead: ${answer.body['lawful'].join(', ') || 'nothing'}` : ''
    this.#done(`${what} → refused ${status} ${code}${lawful}`)
    return answer
  }

  /** The first event of a stream of server-sent events, as text. */
  async firstEvent(path: string): Promise<string> {
    const answer = await fetch(`${this.#base}${path}`, { headers: { authorization: `Bearer ${this.#key}`, accept: 'text/event-stream' }, signal: AbortSignal.timeout(10_000) })
    if (!answer.ok || !answer.body) throw new Surprise(`${path}: no stream, ${answer.status}`)
    let seen = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      seen += chunk
      if (/^data: .*\n\n/m.test(seen)) break
    }
    return seen
  }

  /** Something that must hold. */
  must(what: string, holds: boolean, seen?: unknown): void {
    if (!holds) throw new Surprise(`${what}: it does not hold${seen === undefined ? '' : `; seen ${JSON.stringify(seen).slice(0, 600)}`}`)
    this.#done(what)
  }

  #done(line: string): void {
    this.steps += 1
    this.say(`  ${String(this.steps).padStart(3)}  ${line}`)
  }
}

function parsed(content: string): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(content))
  } catch {
    return {}
  }
}
