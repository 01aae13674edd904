import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkSettings, type Settings } from '../contract/settings.ts'
import { FatalError } from '../platform/fatal.ts'
import { readSettingsText } from '../platform/settings-file.ts'
import type { Notice } from './core.ts'

/** How core was started. */
export interface CoreArguments {
  readonly dataDir: string
  readonly resourcesDir: string
  readonly cityDir: string | undefined
  readonly socket: string | undefined
  readonly logDir: string | undefined
  readonly settings: Settings
  readonly notices: readonly Notice[]
}

const OPTIONS = {
  data: { type: 'string' },
  settings: { type: 'string' },
  resources: { type: 'string' },
  city: { type: 'string' },
  socket: { type: 'string' },
  log: { type: 'string' },
  'no-demo': { type: 'boolean', default: false },
} as const

const USAGE = 'core --data DIR [--settings FILE] [--city DIR] [--resources DIR] [--socket PATH] [--log DIR] [--no-demo]'

/** Reads the command line; throws FatalError `bad-arguments` with the usage when it does not fit. */
export function readArguments(argv: readonly string[], defaultResources: string): CoreArguments {
  const values = parse(argv)
  const { settings, notices } = readSettings(values.settings)
  return {
    dataDir: resolve(values.data ?? join(homedir(), '.local', 'share', 'wufeng')),
    resourcesDir: resolve(values.resources ?? defaultResources),
    cityDir: values.city === undefined ? undefined : resolve(values.city),
    socket: values.socket,
    logDir: values.log,
    settings: values['no-demo'] ? { ...settings, demo: false } : settings,
    notices,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new FatalError('bad-arguments', `${error instanceof Error ? error.message : String(error)}; usage: ${USAGE}`)
  }
}

/** Settings of a file, or the defaults; what can't be used is a notice with its line, and the rest is used. */
export function readSettings(file: string | undefined): { settings: Settings; notices: Notice[] } {
  if (file === undefined) return { settings: checkSettings({}).settings, notices: [] }
  const text = readSettingsText(file)
  const { settings, faults } = checkSettings(text.value)
  const notice = (line: number, path: string, message: string): Notice => ({ code: 'settings-problem', params: { file, line: String(line), path, message } })
  return {
    settings,
    notices: [
      ...text.problems.map((p) => notice(p.line, p.path, p.message)),
      ...(text.problems.length > 0 ? [] : faults.map((f) => notice(text.lineOf(f.path), f.path.map(String).join('.'), f.message))),
    ],
  }
}
