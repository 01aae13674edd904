import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { startExchange } from './exchange.ts'
import { demoNumber } from './numbers.ts'

/**
 * The demo's telephone exchange as a process: `node entry.ts [--port P] [--key K] [--ring-ms MS]`. Prints one JSON line
 * `{"port", "key"}` when it listens, and one `{"call": {"callId", "dialled", "sentHz"}}` for each call that it answers. Ends
 * with code 0 on SIGTERM, SIGINT or when its standard input closes; with 1 and a line on stderr where it can't start.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, key: { type: 'string' }, 'ring-ms': { type: 'string', default: '1200' } } })
  const port = Number(values.port)
  const ringMs = Number(values['ring-ms'])
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || !(ringMs >= 0)) throw new Error('usage: entry.ts [--port 0–65535] [--key KEY] [--ring-ms MS]')
  const key = values.key ?? randomBytes(16).toString('hex')
  const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
  const exchange = await startExchange({ port, key, numberOf: (dialled) => demoNumber(dialled, ringMs, Math.random), onAnswered: (call) => say({ call }) })
  const end = () => void exchange.close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.stdin.once('end', end)
  process.stdin.once('close', end)
  process.stdin.on('error', end)
  process.stdin.resume()
  process.stdout.on('error', end)
  say({ port: exchange.port, key })
}

main().catch((error: unknown) => {
  process.stderr.write(`demo exchange: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
