import { z } from 'zod'
import { type LoopOrder, makeLoop } from './make-loop.ts'

/** A worker of make.ts: makes the loops that it is sent, one at a time, and answers each. */
export const WorkerAnswer = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), error: z.string() })])

process.on('message', (order: LoopOrder) => {
  try {
    makeLoop(order)
    process.send?.({ ok: true })
  } catch (error) {
    process.send?.({ ok: false, error: error instanceof Error ? error.message : String(error) })
  }
})
process.on('disconnect', () => process.exit(0))
