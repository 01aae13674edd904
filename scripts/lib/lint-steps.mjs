import { join } from 'node:path'
import { nodeBinary, root } from './paths.mjs'
import { run } from './run.mjs'

const tool = (path) => join(root, 'node_modules', path)

/** What lint consists of: each step's name and the arguments for Node. */
export const lintSteps = [
  { name: 'oxlint', args: [tool('oxlint/bin/oxlint'), '--quiet'] },
  { name: 'layers', args: [join(root, 'scripts/check-layers.mjs')] },
  ...['domain', 'node', 'web', 'e2e'].map((part) => ({ name: `types of ${part}`, args: [tool('typescript/bin/tsc'), '-p', `tsconfig.${part}.json`] })),
]

/** Runs every step, also after a failure, and says how each went. Answers the counts. */
export async function runLint() {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const step of lintSteps) {
    const { code, tail } = await run(nodeBinary, step.args, { cwd: root, quiet: true, keep: 200_000 })
    if (code === 0) counts.passed++
    else counts.failed++
    process.stdout.write(code === 0 ? `lint: ${step.name} ok\n` : `lint: ${step.name} failed\n${tail}\n`)
  }
  return counts
}
