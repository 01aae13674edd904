import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { fail } from '../contract/error.ts'
import { openReader } from '../store/database.ts'
import { LongRead, LongReadBase, longReader } from './long-read.ts'
import type { LongReadAnswer } from './long-reads.ts'

/** A worker thread that answers long reads one by one, so that core's one writer is not held up. */
const Asked = z.object({ id: z.number(), read: LongRead })

const base = LongReadBase.parse(workerData)
const read = longReader(openReader({ file: base.file }), base)

parentPort?.on('message', (message: unknown) => {
  const { id, read: asked } = Asked.parse(message)
  parentPort?.postMessage({ id, result: attempt(asked) } satisfies LongReadAnswer)
})

function attempt(asked: LongRead): LongReadAnswer['result'] {
  try {
    return read(asked)
  } catch (error) {
    return fail('internal', error instanceof Error ? error.message : String(error))
  }
}
