import { chmodSync, copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs'
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { nodeBinary, readJson, readText, root, shortHash } from './paths.mjs'
import { firstRefused } from './run-user.mjs'
import { say } from './say.mjs'

/** Where root's runs keep what the unprivileged user needs to reach. */
export const systemCache = '/var/cache/wufeng'

/**
 * Where the app is run from: {base, electron, node, demo}. The clone itself where the user can read it; otherwise
 * (a clone under /root, say, or made with umask 077) a copy under /var/cache, hard-linked where modes allow it and
 * made anew when its sources change. The clone's own modes are left alone.
 */
export function reachableApp({ runtime, demo, stamp }, user) {
  const here = { base: root, electron: runtime.path, node: nodeBinary, demo }
  const ofClone = ['package.json', 'out/main/index.js', 'node_modules/zod/package.json'].map((path) => join(root, path))
  const samples = [...ofClone, runtime.path, nodeBinary, join(demo, 'city')]
  if (!user || firstRefused(user, samples) === undefined) return here
  const base = join(systemCache, `app-${shortHash(root)}`)
  const copy = {
    base,
    electron: join(base, 'electron-runtime', basename(runtime.path)),
    node: join(base, 'node_modules/node/bin/node'),
    demo: join(base, 'demo'),
  }
  const wanted = `${stamp} ${root} 1`
  if (readText(join(base, '.stamp')) !== wanted) makeCopy({ base, runtime, demo, wanted, user })
  return copy
}

function makeCopy({ base, runtime, demo, wanted, user }) {
  say(`${root} can't be read by ${user.name}: placing what the app needs in ${base}`)
  mkdirSync(systemCache, { recursive: true, mode: 0o755 })
  const part = `${base}.${process.pid}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { mode: 0o755 })
  for (const path of ['package.json', 'out/main', 'out/preload', 'out/renderer', 'resources', 'node_modules/node/bin', ...productionPackages()]) {
    copyReadable(join(root, path), join(part, path))
  }
  copyReadable(dirname(runtime.path), join(part, 'electron-runtime'))
  copyReadable(demo, join(part, 'demo'))
  writeFileSync(join(part, '.stamp'), wanted)
  rmSync(base, { recursive: true, force: true })
  renameSync(part, base)
}

/** The folders of node_modules that the built app may load: those that the lock file does not mark as for development. */
function productionPackages() {
  const packages = Object.entries(readJson(join(root, 'package-lock.json')).packages)
  const wanted = packages.filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev && !entry.devOptional)
  const paths = wanted.map(([path]) => path)
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))
}

function copyReadable(from, to) {
  const stat = lstatSync(from, { throwIfNoEntry: false })
  if (!stat) return
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
  if (stat.isDirectory()) {
    mkdirSync(to, { recursive: true, mode: 0o755 })
    for (const name of readdirSync(from)) copyReadable(join(from, name), join(to, name))
  } else if (stat.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
  else if (stat.isFile()) linkOrCopy(from, to, stat.mode)
}

function linkOrCopy(from, to, mode) {
  const wanted = (mode & 0o777) | 0o444 | (mode & 0o100 ? 0o111 : 0)
  if ((mode & 0o777) === wanted) {
    try {
      return linkSync(from, to)
    } catch {
      // Another file system: copied below.
    }
  }
  copyFileSync(from, to)
  chmodSync(to, wanted)
}
