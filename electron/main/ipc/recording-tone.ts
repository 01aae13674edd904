import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

const Tone = z.object({ hz: z.number().nullable() })
const LIMIT_MS = 30_000

/** The strongest frequency on the other side's channel of a recording, Hz, found by a process of its own; null when it cannot be read. */
export const toneOfRecording = (outDir: string, file: string): Promise<number | null> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(outDir, 'recording-tone.js'), file], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeout: LIMIT_MS }, (error, stdout) => {
      const tone = error ? undefined : Tone.safeParse(parseJson(stdout))
      resolve(tone?.success ? tone.data.hz : null)
    })
  })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
