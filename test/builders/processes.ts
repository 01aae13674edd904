import { readFileSync, readdirSync } from 'node:fs'

/** A text of /proc, empty when the process is gone or not ours to read. */
export function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

/** A process and all that came from it, by parent. */
export function processTree(root: number): number[] {
  const parents = new Map(readdirSync('/proc').filter((d) => /^\d+$/.test(d)).map((d): [number, number] => [Number(d), Number(/^PPid:\s+(\d+)/m.exec(readProc(Number(d), 'status'))?.[1] ?? 0)]))
  const tree = [root]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}

/** Proportional memory (PSS) of a process and all that came from it, by what they are in the app; the largest first. */
export function memoryOf(root: number): { pid: number; kind: string; pssMb: number }[] {
  return processTree(root).map((pid) => {
    const line = readProc(pid, 'cmdline').replaceAll('\0', ' ')
    const kind = /utility-sub-type=(\S+)/.exec(line)?.[1] ?? /--type=(\S+)/.exec(line)?.[1] ?? (line.includes('core.js') ? 'core' : line.includes('cameras.js') ? 'demo cameras' : 'main')
    return { pid, kind, pssMb: Math.round(Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024) }
  }).filter((m) => m.pssMb > 0).sort((a, b) => b.pssMb - a.pssMb)
}
