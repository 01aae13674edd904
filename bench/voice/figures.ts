import { processTree, readProc } from '../../test/builders/processes.ts'
import type { VoiceConsole } from '../../test/voice/console.ts'

/** Linux counts a process's time in these, a second. */
const TICKS = 100

/** Processor time of the whole app while something runs, in percent of a core. */
export async function cpuWhile(desk: VoiceConsole, run: () => Promise<unknown>): Promise<number> {
  const [before, began] = [ticksOf(desk), performance.now()]
  await run()
  return ((ticksOf(desk) - before) / TICKS / ((performance.now() - began) / 1_000)) * 100
}

/** utime and stime of every process of the app (proc(5): the 12th and 13th after the name). */
const ticksOf = (desk: VoiceConsole): number =>
  processTree(desk.run.app.pid ?? 0).reduce((sum, pid) => {
    const fields = readProc(pid, 'stat').replace(/^.*\) /, '').split(' ')
    return sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }, 0)

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
