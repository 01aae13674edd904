import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { nodeBinary, readJson, readText, root, writeWhole } from './paths.mjs'
import { output, run, systemPath } from './run.mjs'
import { PlainError, say } from './say.mjs'

const neededNode = 24
const stampFile = join(root, 'node_modules/.wufeng-stamp')
const npmEnv = () => ({ ...process.env, PATH: systemPath(), npm_config_update_notifier: 'false' })

/** Installs what package-lock.json names, and Node 24, unless they are there already. */
export async function installNpmPackages() {
  const lock = readText(join(root, 'package-lock.json'))
  if (lock === undefined) throw new PlainError('package-lock.json is missing: this is no complete clone')
  const stamp = createHash('sha256').update(lock).digest('hex')
  if (readText(stampFile) === stamp && nodeMajor() >= neededNode) return
  if (!isInstalled(JSON.parse(lock), readJson(join(root, 'node_modules/.package-lock.json')))) {
    say('installing npm packages (npm ci)')
    await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'check the connection to the npm registry')
  }
  if (nodeMajor() < neededNode) {
    say(`installing Node ${neededNode} (npm rebuild node)`)
    await npm(['rebuild', 'node', '--ignore-scripts=false'], 'check the connection to the npm registry')
  }
  if (nodeMajor() < neededNode) {
    throw new PlainError(
      `node_modules/.bin/node is not Node ${neededNode}: the install script of the npm package "node" did not run.\n` +
        'Run: npm rebuild node --ignore-scripts=false --foreground-scripts',
    )
  }
  writeWhole(stampFile, stamp)
}

async function npm(args, advice) {
  const { code } = await run('npm', args, { cwd: root, env: npmEnv() })
  if (code !== 0) throw new PlainError(`npm ${args[0]} failed: ${advice}, then start again`)
}

/** The major version of the Node that npm brought; 0 if there is none. */
function nodeMajor() {
  return Number.parseInt(output(nodeBinary, ['-p', 'process.versions.node'])?.split('.')[0] ?? '0', 10)
}

/**
 * Whether npm's own note of what it installed (node_modules/.package-lock.json) says the same as the lock file,
 * so that a package added with `npm i` costs no second install.
 */
export function isInstalled(lock, installed, machine = { os: process.platform, cpu: process.arch }) {
  if (!installed) return false
  const have = installed.packages ?? {}
  const want = lock.packages ?? {}
  const same = (path) => have[path]?.version === want[path]?.version && have[path]?.integrity === want[path]?.integrity
  const extra = Object.keys(have).some((path) => !want[path])
  if (extra) return false
  return Object.entries(want).every(([path, entry]) => path === '' || same(path) || (!have[path] && isForOthers(entry, machine)))
}

/** An optional package that npm leaves out here: made for another system, or never reachable by name. */
function isForOthers(entry, machine) {
  if (!entry.optional) return false
  const listed = (list, own) => !list || list.includes(own)
  const fits = listed(entry.os, machine.os) && listed(entry.cpu, machine.cpu) && !entry.libc?.includes('musl')
  return !fits || !(entry.os || entry.cpu)
}
