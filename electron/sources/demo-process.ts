/** What a demo process that serves prints once, and how it ends. */
export interface DemoServing {
  readonly line: unknown
  readonly close: () => Promise<void>
}

/** Prints a JSON line for whoever started this process. */
export const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

/**
 * Runs a demo server as a process: prints its line when it serves; ends with code 0 on SIGTERM, SIGINT or when its
 * standard input closes, so that it never outlives its parent; with 1 and a line on stderr where it can't start.
 */
export async function runDemo(name: string, start: () => Promise<DemoServing>): Promise<void> {
  try {
    const { line, close } = await start()
    const end = () => void close().then(() => process.exit(0))
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    process.stdin.once('end', end)
    process.stdin.once('close', end)
    process.stdin.on('error', end)
    process.stdin.resume()
    process.stdout.on('error', end)
    say(line)
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
