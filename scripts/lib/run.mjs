import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, createReadStream, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { delimiter, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** PATH without node_modules/.bin folders: npm must not run on a Node that it is about to replace. */
export function systemPath(path = process.env.PATH ?? '') {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)
}

/** The full path of a command on the PATH or in the folders where Debian keeps what only root's PATH names. */
export function which(command) {
  const folders = [...systemPath().split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin']
  for (const folder of folders) {
    const file = join(folder, command)
    if (isExecutable(file)) return file
  }
  return undefined
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Runs a quick command and gives its stdout, or undefined if it failed or is not there. */
export function output(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, timeout: 30_000, ...options })
  return done.status === 0 ? done.stdout : undefined
}

/**
 * Runs a command to its end, its output going to our stderr.
 * Answers {code, tail}: exit code (-1 if it could not start or was ended by a signal) and the end of its output (4 kB, or `keep`).
 */
export function run(command, args, { timeoutMs, quiet = false, keep = 4096, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, ...options })
    let tail = ''
    const take = (chunk) => {
      tail = (tail + chunk).slice(-keep)
      if (!quiet) process.stderr.write(chunk)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', (error) => resolve({ code: -1, tail: error.message }))
    child.on('close', (code) => resolve({ code: code ?? -1, tail }))
  })
}

/** The SHA-256 of a file of any size, in hex. */
export async function fileSha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
