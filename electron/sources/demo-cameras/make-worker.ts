import { type LoopAnswer, type LoopOrder, makeLoop } from './make-loop.ts'

/** A worker of make.ts: makes the loops that it is sent, one at a time, and answers each. */
const answer = (said: LoopAnswer): void => void process.send?.(said)

process.on('message', (order: LoopOrder) => {
  try {
    makeLoop(order)
    answer({ ok: true })
  } catch (error) {
    answer({ ok: false, error: error instanceof Error ? error.message : String(error) })
  }
})
process.on('disconnect', () => process.exit(0))
