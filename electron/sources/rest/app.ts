import type { ZodTypeProvider } from '@fastify/type-provider-zod'
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { Scope } from '../../contract/rest.ts'
import type { ApiKey } from '../../contract/settings.ts'
import type { Actor } from '../../domain/role.ts'

/** The Fastify instance with zod as the source of its types. */
export type RestApp = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>

/** Who asks: the key that was shown, and the post it acts in. */
export interface Caller {
  readonly key: ApiKey
  readonly actor: Actor
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must be allowed for this route; `open` needs no key. */
    scope?: Scope | 'open'
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}
