import { z } from 'zod'
import { QueueFilter } from './queue-filter.ts'
import { QueueLens } from './queue-lens.ts'

/** Digit keys that a saved view may be given; the others are those of the lenses. */
export const VIEW_DIGITS = ['5', '6', '7', '8', '9', '0'] as const
export const ViewDigit = z.enum(VIEW_DIGITS)
export type ViewDigit = z.infer<typeof ViewDigit>

/** Id of something that the station keeps. */
export const KeptId = z.string().regex(/^[\w-]{1,64}$/)

/** A queue that somebody named: a lens with its filters. Kept by the station for all who sit there. */
export const SavedView = z.object({ id: KeptId, name: z.string().trim().min(1).max(40), lens: QueueLens, filter: QueueFilter, digit: ViewDigit.nullable() }).strict()
export type SavedView = z.infer<typeof SavedView>

/** A station keeps so many saved views. */
export const MAX_SAVED_VIEWS = 60
