import { z } from 'zod'
import { Step } from '../domain/case-flow.ts'

/** What can go wrong with a request; each has a sentence in both languages in the window's dictionary. */
export const ErrorCode = z.enum([
  'malformed',
  'unknown-operation',
  'too-large',
  'too-many',
  'not-found',
  'conflict',
  'not-lawful-here',
  'role-missing',
  'unknown-class',
  'unknown-condition',
  'unknown-department',
  'not-your-department',
  'in-the-future',
  'before-the-case',
  'reason-missing',
  'not-your-step',
  'not-a-task',
  'same-department',
  'unknown-target',
  'bad-target',
  'suspended',
  'not-suspended',
  'nothing-asked',
  'already-asked',
  'extended-twice',
  'check-failed',
  'check-not-failed',
  'already-taken',
  'already-done',
  'has-duplicates',
  'target-not-closed',
  'nothing-to-recall',
  'file-unknown',
  'file-type',
  'file-too-large',
  'file-missing',
  'picture-too-large',
  'already-attached',
  'too-many-files',
  'upload-broken',
  'not-saved',
  'not-printed',
  'outside-city',
  'locked',
  'not-signed-in',
  'pin-wrong',
  'pin-wait',
  'pin-weak',
  'login-taken',
  'last-admin',
  'no-accounts',
  'department-needed',
  'claimed',
  'list-full',
  'handover-waits',
  'handover-taken',
  'handover-own',
  'no-line',
  'already-calling',
  'too-few',
  'conference-full',
  'screen-held',
  'not-on-wall',
  'built-in-scene',
  'too-many-scenes',
  'scene-in-use',
  'bad-scene',
  'version-changed',
  'version-taken',
  'unknown-version',
  'changes-the-past',
  'bad-table',
  'bad-file',
  'camera-address',
  'camera-changed',
  'disk-full',
  'core-down',
  'forbidden',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** An error as it crosses processes. `message` is English for logs; people read `code` with `params` in their language. */
export const AppError = z.object({
  code: ErrorCode,
  message: z.string(),
  params: z.record(z.string(), z.string()).default({}),
  /** The field or message part that is wrong, as a path. */
  where: z.string().optional(),
  /** Steps that the sender could take instead. */
  lawful: z.array(Step).optional(),
})
export type AppError = z.infer<typeof AppError>

/** Every answer across a process border. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (code: ErrorCode, message: string, more: Partial<Omit<AppError, 'code' | 'message'>> = {}): { ok: false; error: AppError } => ({
  ok: false,
  error: { code, message, params: {}, ...more },
})
