import { useEffect, useState } from 'react'
import { z } from 'zod'
import { DisplayKey } from '../../electron/contract/wall.ts'
import { useNow } from './clock.ts'

/** What a wall window says of itself once a second: which display, when (epoch ms), its camera tiles and how many of them move. */
const Beat = z.object({ display: DisplayKey, at: z.number(), tiles: z.number(), moving: z.number() })
export type Beat = z.infer<typeof Beat>

const CHANNEL = 'wufeng-wall'
const EVERY = 1_000
/** Without a word for so long a window counts as dead, ms. */
export const DEAD_AFTER = 3_500

/** Tells the console that this window lives; `read` counts its tiles. */
export function beat(display: DisplayKey, read: () => { readonly tiles: number; readonly moving: number }): void {
  const channel = new BroadcastChannel(CHANNEL)
  setInterval(() => channel.postMessage({ display, at: Date.now(), ...read() } satisfies Beat), EVERY)
}

/** The last word of each wall window of this machine; `since`: from when they were listened to, epoch ms. */
export interface WallBeats {
  readonly since: number
  readonly last: ReadonlyMap<DisplayKey, Beat>
}

/** Listens to the wall windows of this machine. */
export function useWallBeats(): WallBeats {
  const [beats, setBeats] = useState<WallBeats>(() => ({ since: Date.now(), last: new Map() }))
  useNow(EVERY)
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const parsed = Beat.safeParse(data)
      if (parsed.success) setBeats(({ since, last }) => ({ since, last: new Map(last).set(parsed.data.display, parsed.data) }))
    }
    return () => channel.close()
  }, [])
  return beats
}
