import { mkdirSync, openSync, closeSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cacheDir, readText } from './paths.mjs'
import { PlainError, say } from './say.mjs'

const lockFile = join(cacheDir, 'set-up.lock')
const patienceMs = 15 * 60_000

/** Runs the work while no other set-up of the same clone runs; a lock whose process is gone is taken over. */
export async function withSetUpLock(work) {
  mkdirSync(cacheDir, { recursive: true })
  const until = Date.now() + patienceMs
  for (let told = false; !take(); told = true) {
    if (!told) say('another set-up of this clone is at work; waiting for it')
    if (Date.now() > until) throw new PlainError(`the other set-up does not end; if there is none, delete ${lockFile}`)
    await wait(200)
  }
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function take() {
  if (isLeft()) rmSync(lockFile, { force: true })
  try {
    const file = openSync(lockFile, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function isLeft() {
  const pid = Number.parseInt(readText(lockFile) ?? '', 10)
  if (!Number.isInteger(pid)) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
