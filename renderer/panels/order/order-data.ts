import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import type { ClockReading, Task } from '../../../electron/contract/case-terms.ts'
import type { CaseHead, TimelineRow } from '../../../electron/contract/views.ts'
import { isPicture } from '../attachments/file-words.ts'

/** Pictures that an order shows at most. */
const MAX_PHOTOS = 4

/** The dispatch that is in force: the last that was not taken back. */
export const lastDispatch = (rows: readonly TimelineRow[]): TimelineRow | undefined => rows.findLast((r) => r.type === 'case.dispatched' && !r.recalled)

/** What the department should see of the place, and how many files are left out. */
export function photosOf({ attachments }: Pick<CaseHead, 'attachments'>): { readonly photos: readonly AttachmentRow[]; readonly more: number } {
  const photos = attachments.filter((a) => isPicture(a.mediaType) && a.kind !== 'handling' && a.kind !== 'check').slice(0, MAX_PHOTOS)
  return { photos, more: attachments.length - photos.length }
}

/** How the due time is said: by when, that it stands still, that it is past, or when it was done. `at` epoch ms. */
export function dueOf(clock: ClockReading | null, handledAt: number | undefined, now: number): { readonly said: 'by' | 'over' | 'done'; readonly at: number } | { readonly said: 'paused' } | null {
  if (handledAt !== undefined) return { said: 'done', at: handledAt }
  if (!clock) return null
  if (clock.dueAt === null) return { said: 'paused' }
  return { said: clock.dueAt < now ? 'over' : 'by', at: clock.dueAt }
}

/** When the last department was done; undefined while one is not. */
export const handledAt = (tasks: readonly Task[]): number | undefined =>
  tasks.length > 0 && tasks.every((t) => t.handledAt !== undefined) ? Math.max(...tasks.map((t) => t.handledAt ?? 0)) : undefined
