import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startDemoServer } from './rtsp-server.ts'

/**
 * The demo cameras as a process: `node entry.ts --dir DIR [--port P] [--host H]`. Prints one JSON
 * line `{"port", "cameras": [{"id", "name", "url"}]}` when it listens. Ends with code 0 on SIGTERM,
 * SIGINT or when its standard input closes, so that it never outlives its parent; with 1 and a line
 * on stderr where it can't start.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string' }, port: { type: 'string', default: '0' }, host: { type: 'string', default: '127.0.0.1' } } })
  const port = Number(values.port)
  if (values.dir === undefined || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error('usage: entry.ts --dir DIR [--port 0–65535] [--host 127.0.0.1]')
  const server = await startDemoServer({ dir: resolve(values.dir), port, host: values.host })
  const end = () => void server.close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.stdin.once('end', end)
  process.stdin.once('close', end)
  process.stdin.on('error', end)
  process.stdin.resume()
  process.stdout.on('error', end)
  process.stdout.write(`${JSON.stringify({ port: server.port, cameras: server.cameras })}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`demo cameras: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
