const FIRST_MS = 500
const LONGEST_MS = 15_000

/** Pause before the n-th try to connect again, ms: doubling, bounded, spread by a random share from 0 to 1 so that many consoles do not come at once. */
export const backOff = (failures: number, random: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(10, Math.max(0, failures - 1))) * (0.5 + random / 2)
