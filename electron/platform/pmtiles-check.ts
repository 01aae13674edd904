import { closeSync, openSync, readSync } from 'node:fs'

/** Why a file cannot serve as a base map; undefined when it can. Looks at the header only (PMTiles v3: 7 bytes of magic, 1 of version). */
export function pmtilesFault(file: string): string | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    const head = Buffer.alloc(127)
    const read = readSync(descriptor, head, 0, head.length, 0)
    if (read < head.length || head.toString('latin1', 0, 7) !== 'PMTiles') return 'it is no PMTiles file'
    return head[7] === 3 ? undefined : `it is PMTiles version ${head[7]}, version 3 is needed: convert it with pmtiles convert`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
