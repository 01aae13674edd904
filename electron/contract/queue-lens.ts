import { z } from 'zod'

/** Lenses of the queue: 待办 what the watcher's roles can move now, 在办 all open, 超时 overdue or about to be, 全部 all. */
export const QueueLens = z.enum(['mine', 'open', 'late', 'all'])
export type QueueLens = z.infer<typeof QueueLens>
