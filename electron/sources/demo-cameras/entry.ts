import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runDemo } from '../demo-process.ts'
import { startDemoServer } from './rtsp-server.ts'

/**
 * The demo cameras as a process: `node entry.ts --dir DIR [--port P] [--host H]`. Prints one JSON
 * line `{"port", "cameras": [{"id", "name", "url"}]}` when it listens.
 */
await runDemo('demo cameras', async () => {
  const { values } = parseArgs({ options: { dir: { type: 'string' }, port: { type: 'string', default: '0' }, host: { type: 'string', default: '127.0.0.1' } } })
  const port = Number(values.port)
  if (values.dir === undefined || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error('usage: entry.ts --dir DIR [--port 0–65535] [--host 127.0.0.1]')
  const server = await startDemoServer({ dir: resolve(values.dir), port, host: values.host })
  return { line: { port: server.port, cameras: server.cameras }, close: () => server.close() }
})
