/** What a window remembers of the alarms that it has sounded. */
export interface Sounded {
  /** Key of the newest alarm that was sounded. */
  readonly upTo: number
  /** When it last made a sound, epoch ms. */
  readonly at: number
}

/**
 * What to do when the newest open alarm is `newest`: nothing, a sound now, or one after `waitMs`, so that a storm is one
 * sound. The same alarm never sounds twice, also after the window was loaded again.
 */
export function paceOf(sounded: Sounded, newest: number, now: number, apart: number): { readonly waitMs: number } | null {
  if (newest <= sounded.upTo) return null
  return { waitMs: Math.max(0, sounded.at + apart - now) }
}
