/** A reason to stop that the reader can act on: printed without a stack. */
export class PlainError extends Error {}

/** One short line about what is being done. Goes to stderr: stdout belongs to the app. */
export function say(line) {
  process.stderr.write(`wufeng: ${line}\n`)
}

/** Runs a script's main function; a PlainError becomes its sentence and exit code 1. */
export async function runMain(main) {
  try {
    const code = await main()
    if (code !== undefined) process.exitCode = code
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    for (const line of error.message.split('\n')) say(line)
    process.exitCode = 1
  }
}
