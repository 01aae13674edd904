import { z } from 'zod'
import { DisplayInfo } from './bridge.ts'

/** A display of another machine of the wall. */
export const LinkedDisplay = DisplayInfo.omit({ console: true })
export type LinkedDisplay = z.infer<typeof LinkedDisplay>

/** Another machine that drives displays of this wall, as long as it is connected. */
export interface WallMachine {
  readonly name: string
  readonly displays: readonly LinkedDisplay[]
}

/**
 * The first frame of a connection from another machine of the wall. `machine`: it lives and has these displays, said again
 * every {@link LINK_BEAT_MS} and answered by {@link LinkAlive}; `session`: what follows is a window's session that may only watch.
 */
export const LinkHello = z.discriminatedUnion('link', [
  z.object({ link: z.literal('machine'), name: z.string().min(1).max(64), displays: z.array(LinkedDisplay).max(16) }).strict(),
  z.object({ link: z.literal('session') }).strict(),
])
export type LinkHello = z.infer<typeof LinkHello>

export const LinkAlive = z.object({ link: z.literal('alive') }).strict()

export const LINK_BEAT_MS = 1_000
/** A side that hears nothing for so long takes the other for gone, ms. */
export const LINK_SILENCE_MS = 4_000
