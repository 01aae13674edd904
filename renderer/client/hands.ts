import { useEffect } from 'react'
import { core } from './core.ts'

/** A hand at the console is told of so often at most, ms. */
const TELL_EVERY = 15_000
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells core that somebody is at the console, so that it does not lock; only while `watched`. */
export function useHands(watched: boolean): void {
  useEffect(() => {
    if (!watched) return
    let told = Number.NEGATIVE_INFINITY
    const tell = (): void => {
      const now = performance.now()
      if (now - told < TELL_EVERY) return
      told = now
      void core.command({ type: 'desk.active' })
    }
    for (const sign of SIGNS) window.addEventListener(sign, tell, { capture: true, passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true })
    }
  }, [watched])
}
