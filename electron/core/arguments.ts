import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkSettings, Notice, readSettings, type Settings } from '../contract/settings.ts'
import { FatalError } from '../platform/fatal.ts'
import { readSettingsText } from '../platform/settings-file.ts'

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
  notices: { type: 'string' },
  'no-demo': { type: 'boolean', default: false },
} as const

const USAGE = 'core --data DIR [--settings FILE] [--city DIR] [--resources DIR] [--socket PATH] [--log DIR] [--no-demo]'

/** Reads the command line; throws FatalError `bad-arguments` with the usage when it does not fit. */
export function readArguments(argv: readonly string[], defaultResources: string): CoreArguments {
  const values = parse(argv)
  const { settings, notices } = values.settings === undefined ? { settings: checkSettings({}).settings, notices: [] } : readSettings(values.settings, readSettingsText(values.settings))
  return {
    dataDir: resolve(values.data ?? join(homedir(), '.local', 'share', 'wufeng')),
    resourcesDir: resolve(values.resources ?? defaultResources),
    cityDir: values.city === undefined ? undefined : resolve(values.city),
    socket: values.socket,
    logDir: values.log,
    settings: values['no-demo'] ? { ...settings, demo: false } : settings,
    notices: [...notices, ...given(values.notices)],
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new FatalError('bad-arguments', `${error instanceof Error ? error.message : String(error)}; usage: ${USAGE}`)
  }
}

/** Notices that whoever started core hands over, as JSON. */
function given(text: string | undefined): Notice[] {
  if (text === undefined) return []
  const parsed = z.array(Notice).safeParse(JSON.parse(text))
  if (!parsed.success) throw new FatalError('bad-arguments', `--notices must be a JSON list of notices: ${parsed.error.message}`)
  return parsed.data
}
