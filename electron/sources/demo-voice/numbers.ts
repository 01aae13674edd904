import type { DemoCaller } from './call-in.ts'
import type { DemoNumber } from './demo-call.ts'

/** Tones of the far ends lie here, Hz: inside what PCMU carries, apart from dial and ring tones. */
const LOWEST_HZ = 500
const HIGHEST_HZ = 1_900

/** Who calls back, by the number that was dialled. */
const CALLERS: Readonly<Record<string, Omit<DemoCaller, 'sound'>>> = {
  '8400': { number: '13800002211' },
  '8401': { number: '8102' },
  '8402': { number: '8100', through: true },
  '8410': { number: '110' },
}

/**
 * What the demo's numbers do: 81xx, 86xx and 87xx answer with a tone chosen at random for each call, 8199 echoes, 82xx is busy,
 * 83xx rings and is not answered, 84xx calls back: 8400 as a citizen, 8401 as a department, 8402 as an all-call, 8410 as the
 * emergency line. `random` from 0 to 1.
 */
export function demoNumber(dialled: string, ringMs: number, random: () => number): DemoNumber | undefined {
  if (dialled === '8199') return { does: 'answer', after: ringMs, sound: { what: 'echo' } }
  const sound = { what: 'tone', hz: Math.round(LOWEST_HZ + random() * (HIGHEST_HZ - LOWEST_HZ)) } as const
  if (/^8[167]\d\d$/.test(dialled)) return { does: 'answer', after: ringMs, sound }
  const caller = CALLERS[dialled]
  if (caller) return { does: 'call-back', after: ringMs, caller: { ...caller, sound } }
  if (/^82\d\d$/.test(dialled)) return { does: 'busy' }
  if (/^83\d\d$/.test(dialled)) return { does: 'ring' }
  return undefined
}
