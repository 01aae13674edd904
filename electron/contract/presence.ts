import { z } from 'zod'

/** What a server says of a number (RFC 4235): in no call, being called or calling, in a call. A number of which nothing is known is in no list. */
export const PresenceState = z.enum(['idle', 'ringing', 'talking'])
export type PresenceState = z.infer<typeof PresenceState>

/** Numbers that are asked about at once at most, by all windows together. */
export const MAX_PRESENCE = 64

/** Windows ask again within this for what they show, ms; it is forgotten after twice as long. */
export const PRESENCE_ASK_MS = 15_000

/** Lamps by number. */
export const PresenceBoard = z.record(z.string().max(64), PresenceState)
export type PresenceBoard = z.infer<typeof PresenceBoard>
