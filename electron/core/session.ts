import type { FileRequest } from '../contract/attachment.ts'
import type { SheetPut } from '../contract/sheet.ts'
import { fail, type AppError, type Result } from '../contract/error.ts'
import { Request, type Answer, type Command, type Query } from '../contract/messages.ts'
import type { Keyed } from '../contract/keyed.ts'
import type { ViewSpec } from '../contract/views.ts'
import type { Publisher} from './publisher.ts';
import { watchKey } from './publisher.ts'

/** A window's or service's line to core, whatever carries it. */
export interface Connection {
  send(answer: Answer): void
}

/** What a session may ask of core, already bound to who asks. */
export interface SessionServices {
  readonly command: (command: Command) => Promise<Result<unknown>>
  readonly query: (query: Query) => Promise<Result<unknown>>
  readonly file: (request: FileRequest | SheetPut) => Promise<Result<unknown>>
  readonly compute: (spec: ViewSpec) => Keyed<unknown, unknown>
  readonly publisher: Publisher
  readonly onError: (error: unknown) => void
}

/** A session's end of the line: feed it messages, tell it when the line is cut. */
export interface Session {
  receive(message: unknown): void
  close(): void
}

/** Views that one session may watch at a time. */
const MAX_WATCHES = 64
/** Commands and questions of one session that may be under way at a time. */
const MAX_UNDER_WAY = 128

let sessions = 0

/** Opens a session. A message of the wrong shape is answered with an error, and nothing else happens. */
export function openSession(connection: Connection, services: SessionServices): Session {
  const number = ++sessions
  const watched = new Set<number>()
  let underWay = 0
  let open = true

  const refuse = (id: number, error: AppError): void => connection.send({ op: 'error', id, error })
  const answer = (id: number, result: Result<unknown>): void => {
    if (!open) return
    if (result.ok) connection.send({ op: 'done', id, value: result.value })
    else refuse(id, result.error)
  }

  const answerLater = (id: number, work: () => Promise<Result<unknown>>): void => {
    if (underWay >= MAX_UNDER_WAY) return answer(id, fail('too-many', `more than ${MAX_UNDER_WAY} commands and questions are under way`))
    underWay += 1
    const failed = (error: unknown): Result<unknown> => {
      services.onError(error)
      return fail('internal', error instanceof Error ? error.message : String(error))
    }
    void work().catch(failed).then((result) => {
      underWay -= 1
      answer(id, result)
    })
  }

  const carryOut = (request: Request): void => {
    switch (request.op) {
      case 'command':
        return answerLater(request.id, () => services.command(request.command))
      case 'query':
        return answerLater(request.id, () => services.query(request.query))
      case 'file':
        return answerLater(request.id, () => services.file(request.file))
      case 'watch':
        if (watched.size >= MAX_WATCHES) return answer(request.id, fail('too-many', `more than ${MAX_WATCHES} views are watched`))
        services.publisher.watch(watchKey(number, request.id), request.id, request.spec, () => services.compute(request.spec), (a) => open && connection.send(a))
        watched.add(request.id)
        return
      case 'unwatch':
        watched.delete(request.id)
        return services.publisher.unwatch(watchKey(number, request.id))
      case 'ack':
        return services.publisher.ack(watchKey(number, request.id), request.id, request.seq)
    }
  }

  return {
    receive: (message) => {
      const parsed = Request.safeParse(message)
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        return refuse(idOf(message), fail('malformed', issue?.message ?? 'the message has no known shape', { where: issue?.path.map(String).join('.') ?? '' }).error)
      }
      try {
        carryOut(parsed.data)
      } catch (error) {
        services.onError(error)
        refuse(parsed.data.id, fail('internal', error instanceof Error ? error.message : String(error)).error)
      }
    },
    close: () => {
      open = false
      for (const id of watched) services.publisher.unwatch(watchKey(number, id))
      watched.clear()
    },
  }
}

const idOf = (message: unknown): number => {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : 0
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : 0
}
