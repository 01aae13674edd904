import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type H264Loop, cutLoop } from './h264-loop.ts'
import { LIST_FILE, type DemoLoop, LoopList } from './loop-list.ts'

/** The loops of a folder; each is read when it is first wanted and then kept (about 1.5 MB). */
export class LoopShelf {
  readonly #dir: string
  readonly #loops: ReadonlyMap<string, DemoLoop>
  readonly #read = new Map<string, Promise<H264Loop>>()

  /** Throws where the folder has no valid list. */
  constructor(dir: string) {
    this.#dir = dir
    const { loops } = LoopList.parse(JSON.parse(readFileSync(join(dir, LIST_FILE), 'utf8')))
    this.#loops = new Map(loops.map((loop) => [loop.id, loop]))
  }

  get cameras(): DemoLoop[] {
    return [...this.#loops.values()]
  }

  camera(id: string): DemoLoop | undefined {
    return this.#loops.get(id)
  }

  /** Rejects where the file can't be read or is damaged; the next call tries again. */
  loop(camera: DemoLoop): Promise<H264Loop> {
    const known = this.#read.get(camera.id)
    if (known) return known
    const reading = readFile(join(this.#dir, camera.file)).then(cutLoop)
    this.#read.set(camera.id, reading)
    reading.catch(() => this.#read.delete(camera.id))
    return reading
  }
}
