import type { DemoNumber } from './demo-call.ts'

/** Tones of the far ends lie here, Hz: inside what PCMU carries, apart from dial and ring tones. */
const LOWEST_HZ = 500
const HIGHEST_HZ = 1_900

/**
 * What the demo's numbers do: 81xx answers with a tone chosen at random for each call, 8199 echoes, 82xx is busy,
 * 83xx rings and is not answered. `random` from 0 to 1.
 */
export function demoNumber(dialled: string, ringMs: number, random: () => number): DemoNumber | undefined {
  if (dialled === '8199') return { does: 'answer', after: ringMs, sound: { what: 'echo' } }
  if (/^81\d\d$/.test(dialled)) return { does: 'answer', after: ringMs, sound: { what: 'tone', hz: Math.round(LOWEST_HZ + random() * (HIGHEST_HZ - LOWEST_HZ)) } }
  if (/^82\d\d$/.test(dialled)) return { does: 'busy' }
  if (/^83\d\d$/.test(dialled)) return { does: 'ring' }
  return undefined
}
