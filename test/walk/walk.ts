import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { walkAttachments } from './attachments.ts'
import { walkBadInput } from './bad-input.ts'
import { Cases, learn } from './city.ts'
import { walkExchange } from './exchange.ts'
import { walkFigures } from './figures.ts'
import { walkLoop } from './loop.ts'
import { walkSideMoves } from './side-moves.ts'
import { Surprise, Walker } from './walker.ts'

/** Every refusal that the law of the flow knows, and those of the REST face itself. */
const REFUSALS = [
  'not-lawful-here', 'role-missing', 'reason-missing', 'unknown-class', 'unknown-condition', 'unknown-department', 'not-your-department', 'not-your-step', 'not-a-task', 'same-department',
  'unknown-target', 'bad-target', 'in-the-future', 'before-the-case', 'suspended', 'not-suspended', 'nothing-asked', 'already-asked', 'extended-twice', 'check-failed', 'check-not-failed',
  'already-taken', 'already-done', 'has-duplicates', 'target-not-closed', 'nothing-to-recall', 'outside-city', 'conflict', 'not-found', 'malformed', 'too-large', 'unauthorized',
  'method-not-allowed', 'unsupported-media-type', 'precondition-failed', 'key-reused', 'file-type',
]

/** `npm run walk -- --port P [--host H] [--key K]`: walks the whole loop by HTTP calls; ends with 1 at the first surprise. */
async function run(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' }, key: { type: 'string' } } })
  if (values.port === undefined) throw new Surprise('usage: npm run walk -- --port P [--host H] [--key K]')
  const key = values.key ?? demoKey(values.port)
  const walker = new Walker(`http://${values.host}:${values.port}`, key)
  const since = Date.now()
  walker.head('What is here')
  const cases = new Cases(walker, await learn(walker))
  const loop = await walkLoop(cases)
  const moved = await walkSideMoves(cases)
  await walkAttachments(cases)
  await walkBadInput(cases)
  await walkFigures(cases, since, { loop, ...moved })
  await walkExchange(cases, key)
  walker.head('Done')
  const missing = REFUSALS.filter((code) => !walker.refusals.has(code))
  walker.must(`all ${REFUSALS.length} refusals were met, each with its reason`, missing.length === 0, missing)
  walker.say(`\nwalked ${walker.steps} steps without a surprise`)
}

/** The key that a core with `--demo` on this port left for its user. */
function demoKey(port: string): string {
  const cache = process.env['WUFENG_CACHE'] ?? join(import.meta.dirname, '..', '..', '.cache')
  const file = join(cache, 'demo', `api-${port}.key`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Surprise(`no key: give one with --key, or start core with --demo, which leaves its key in ${file}`)
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`\nsurprise: ${error instanceof Surprise ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
