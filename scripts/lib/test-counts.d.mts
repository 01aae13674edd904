export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export function countsOf(report: unknown, exitCode: number): Counts
export function sumCounts(all: readonly Counts[]): Counts
