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
