import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runDemo, say } from '../demo-process.ts'
import { startExchange } from './exchange.ts'
import { demoNumber } from './numbers.ts'

/**
 * The demo's telephone exchange as a process: `node entry.ts [--port P] [--key K] [--ring-ms MS]`. Prints one JSON line
 * `{"port", "key"}` when it listens, and one `{"call": {"callId", "dialled", "sentHz"}}` for each call that it answers.
 */
await runDemo('demo exchange', async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, key: { type: 'string' }, 'ring-ms': { type: 'string', default: '1200' } } })
  const port = Number(values.port)
  const ringMs = Number(values['ring-ms'])
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || !(ringMs >= 0)) throw new Error('usage: entry.ts [--port 0–65535] [--key KEY] [--ring-ms MS]')
  const key = values.key ?? randomBytes(16).toString('hex')
  const exchange = await startExchange({ port, key, numberOf: (dialled) => demoNumber(dialled, ringMs, Math.random), onAnswered: (call) => say({ call }) })
  return { line: { port: exchange.port, key }, close: () => exchange.close() }
})
