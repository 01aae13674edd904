const FIRST_MS = 100
const LONGEST_MS = 5_000

/** Pause before the next start after so many failures in a row, ms: doubling, with up to a fifth of chance. `chance` in [0, 1). */
export const backOff = (failures: number, chance: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(failures - 1, 16))) * (1 + chance / 5))
