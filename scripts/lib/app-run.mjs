import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './say.mjs'

const graceMs = 10_000
/** How long what the app started may outlive it. */
const afterMs = 3_000

/**
 * Runs the app to its end: its output is ours, our signals are its signals (a second one, or 10 s, end it hard).
 * @param {{command: string, args: string[], env: object, cwd: string}} command from `appCommand`
 * @param {{onReady?: () => Promise<void>, limitMs?: number}} options `onReady` is called when the app prints
 *   WUFENG-ONCE-READY; when it is done the app reads the line `picture-taken` on its stdin.
 * @returns {Promise<{code: number, timedOut: boolean, error?: Error}>}
 */
export function runApp({ command, args, env, cwd }, { onReady, limitMs } = {}) {
  return new Promise((resolve) => {
    const stdio = onReady ? ['pipe', 'pipe', 'inherit'] : ['ignore', 'inherit', 'inherit']
    const app = spawn(command, args, { env, cwd, stdio, detached: true })
    const result = { code: 1, timedOut: false, error: undefined }
    const forget = forwardSignals(app)
    const limit = limitMs && setTimeout(() => stopLate(app, result), limitMs)
    if (onReady) watchReady(app, onReady, result)
    app.on('error', (error) => finish(1, error))
    app.on('exit', async (code, signal) => {
      await endLeftovers(app)
      finish(code ?? signalCode(signal))
    })
    function finish(code, error = result.error) {
      clearTimeout(limit)
      forget()
      resolve({ ...result, code, error })
    }
  })
}

function watchReady(app, onReady, result) {
  app.stdin.on('error', () => undefined)
  let asked = false
  createInterface({ input: app.stdout }).on('line', async (line) => {
    if (line !== 'WUFENG-ONCE-READY') return process.stdout.write(`${line}\n`)
    if (asked) return
    asked = true
    try {
      await onReady()
      app.stdin.write('picture-taken\n')
    } catch (error) {
      result.error = error
      app.kill('SIGTERM')
    }
  })
}

/** The app leads a process group of its own: what is left in it after its end is ended too. */
async function endLeftovers(app) {
  for (const until = Date.now() + afterMs; Date.now() < until; await wait(50)) if (!signalGroup(app, 0)) return
  say('the app left processes behind; ending them')
  signalGroup(app, 'SIGKILL')
}

function signalGroup(app, signal) {
  try {
    return process.kill(-app.pid, signal)
  } catch {
    return false
  }
}

function stopLate(app, result) {
  result.timedOut = true
  app.kill('SIGTERM')
  setTimeout(() => app.kill('SIGKILL'), graceMs).unref()
}

function forwardSignals(app) {
  let sent = false
  const forward = (signal) => {
    app.kill(sent ? 'SIGKILL' : signal)
    if (!sent) setTimeout(() => app.kill('SIGKILL'), graceMs).unref()
    sent = true
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return () => signals.forEach((signal) => process.off(signal, forward))
}

function signalCode(signal) {
  return { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1
}
