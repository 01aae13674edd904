import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { CameraSource, DEFAULT_CAMERAS, type DemoCamera, type DemoLoop, LIST_FILE, LoopList } from './loop-list.ts'
import { LoopAnswer, type LoopOrder } from './make-loop.ts'
import { HOURS } from './paint/light.ts'
import { FRAME_RATE } from './picture.ts'
import { kindFor, loopSecondsOf } from './scenes/scene-kinds.ts'
import { findFont } from './text-mask.ts'

export type MakeOptions = {
  dir: string
  cameras: readonly DemoCamera[]
  /** Frames of every loop instead of the kind's own length; a multiple of 25. */
  frames?: number
  width?: number
  height?: number
  /** Processes at once; as many as there are processors where absent. */
  workers?: number
}

/**
 * Makes the loops of all cameras that `dir` doesn't hold yet as they should be, and its list
 * (`cameras.json`). Loops of cameras that are no longer listed are removed. Rejects with the first
 * camera that could not be made; what was made before stays and counts next time.
 */
export async function makeLoops({ dir, cameras, frames, width = 704, height = 576, workers = availableParallelism() }: MakeOptions): Promise<{ made: number; kept: number }> {
  mkdirSync(dir, { recursive: true })
  const recipe = recipeHash()
  const orders = cameras.map((camera, i) => orderFor(camera, i, { dir, frames, width, height }))
  const stamped = orders.map((order) => ({ order, loop: loopOf(order, recipe) }))
  const held = new Map(readList(dir).map((loop) => [loop.id, loop]))
  const missing = stamped.filter(({ loop }) => held.get(loop.id)?.stamp !== loop.stamp || !existsSync(join(dir, loop.file)))
  const done = new Set(stamped.filter((one) => !missing.includes(one)).map(({ loop }) => loop.id))
  const queue = [...missing]
  const keepList = () => writeList(dir, stamped.map(({ loop }) => loop).filter((loop) => done.has(loop.id)))
  try {
    await Promise.all(Array.from({ length: Math.min(workers, missing.length) }, () => work(queue, (loop) => done.add(loop.id))))
  } finally {
    if (missing.length > 0 || held.size !== done.size) keepList()
  }
  sweep(dir, stamped.map(({ loop }) => loop.file))
  return { made: missing.length, kept: stamped.length - missing.length }
}

/** The file's name carries its stamp, so that a server that is running keeps what it has read. */
function loopOf(order: LoopOrder, recipe: string): DemoLoop {
  const { camera, frames } = order
  const stamp = createHash('sha256').update(JSON.stringify([recipe, { ...order, dir: '', file: '' }])).digest('hex').slice(0, 16)
  const loop = { ...camera, file: `${camera.id}.${stamp}.h264`, frames, stamp }
  order.file = loop.file
  return loop
}

type Sizes = { dir: string; frames: number | undefined; width: number; height: number }

function orderFor(camera: DemoCamera, i: number, { dir, frames, width, height }: Sizes): LoopOrder {
  const kind = kindFor(camera.name)
  return { camera, kind, hour: hourFor(kind, i), width, height, frames: frames ?? loopSecondsOf(kind) * FRAME_RATE, dir, file: '' }
}

/** Hours go round, so that neighbours differ; a market is loveliest when its lamps are lit. */
function hourFor(kind: string, i: number): LoopOrder['hour'] {
  if (kind === 'market' && i % 2 === 1) return 'dusk'
  return HOURS[(i + Math.floor(i / HOURS.length)) % HOURS.length] ?? 'noon'
}

/** One process after the queue; native code that crashes takes down its process only. */
async function work(queue: Array<{ order: LoopOrder; loop: DemoLoop }>, done: (loop: DemoLoop) => void): Promise<void> {
  const worker = fork(fileURLToPath(new URL('./make-worker.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  try {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const { order, loop } = job
      await new Promise<void>((settle, refuse) => {
        worker.once('exit', (code, signal) => refuse(new Error(`camera ${loop.id}: the encoder's process ended (${signal ?? code})`)))
        worker.once('message', (said) => {
          const answer = LoopAnswer.parse(said)
          if (answer.ok) settle()
          else refuse(new Error(`camera ${loop.id}: ${answer.error}`))
        })
        worker.send(order)
      })
      worker.removeAllListeners('exit')
      done(loop)
    }
  } finally {
    if (worker.connected) worker.disconnect()
  }
}

/** Changes with everything that a loop's pictures come from. */
function recipeHash(): string {
  const hash = createHash('sha256').update(findFont() ?? 'no font')
  const here = fileURLToPath(new URL('.', import.meta.url))
  for (const file of [...['barcode', 'caption', 'loop-encoder', 'make-loop', 'picture', 'text-mask'].map((name) => `${name}.ts`), ...filesIn(here, 'paint'), ...filesIn(here, 'scenes')]) {
    const path = join(here, file)
    if (existsSync(path)) hash.update(file).update(readFileSync(path))
  }
  return hash.digest('hex')
}

const filesIn = (root: string, folder: string): string[] => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort().map((name) => `${folder}/${name}`) : [])

function readList(dir: string): DemoLoop[] {
  try {
    return LoopList.parse(JSON.parse(readFileSync(join(dir, LIST_FILE), 'utf8'))).loops
  } catch {
    return []
  }
}

function writeList(dir: string, loops: readonly DemoLoop[]): void {
  const path = join(dir, LIST_FILE)
  writeFileSync(`${path}.part`, `${JSON.stringify({ version: 1, loops }, null, 1)}\n`)
  renameSync(`${path}.part`, path)
}

/** Removes loops that the list no longer names; only files that look like ours. */
function sweep(dir: string, keep: readonly string[]): void {
  for (const name of readdirSync(dir)) {
    if (/\.[0-9a-f]{16}\.h264(\.part)?$/.test(name) && !keep.includes(name)) rmSync(join(dir, name))
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, city: { type: 'string' }, frames: { type: 'string' }, size: { type: 'string' } } })
  if (values.out === undefined) throw new Error('usage: make.ts --out DIR [--city city.json] [--frames N] [--size 704x576]')
  const cameras = values.city === undefined ? DEFAULT_CAMERAS : CameraSource.parse(JSON.parse(readFileSync(values.city, 'utf8')))
  const [width = 704, height = 576] = (values.size ?? '704x576').split('x').map(Number)
  const began = performance.now()
  const { made, kept } = await makeLoops({ dir: resolve(values.out), cameras, width, height, ...(values.frames === undefined ? {} : { frames: Number(values.frames) }) })
  process.stdout.write(`demo cameras: ${made} made, ${kept} kept in ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
