/** A reason to stop that the reader can act on: printed without a stack. */
export class PlainError extends Error {}

/** One short line about what is being done. Goes to stderr: stdout belongs to the app. */
export function say(line) {
  process.stderr.write(`wufeng: ${line}\n`)
}

const systemReasons = {
  ENOSPC: 'the disk is full: free some space (a first start takes about 2 GB) and start again',
  EDQUOT: 'the disk quota is used up: free some space and start again',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
}

/** What the system refused, as a sentence with the path; undefined for any other error. */
function ofSystem(error) {
  const reason = systemReasons[error?.code]
  return reason && `${error.path ?? error.syscall}: ${reason}`
}

/** Runs a script's main function; a PlainError becomes its sentence and exit code 1. */
export async function runMain(main) {
  try {
    const code = await main()
    if (code !== undefined) process.exitCode = code
  } catch (error) {
    const message = error instanceof PlainError ? error.message : ofSystem(error)
    if (message === undefined) throw error
    for (const line of message.split('\n')) say(line)
    process.exitCode = 1
  }
}
