import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkSettings, Notice, readSettings, type ApiKey, type ApiSettings, type Settings } from '../contract/settings.ts'
import { FatalError } from '../platform/fatal.ts'
import { readSettingsText } from '../platform/settings-file.ts'
import { readKeyFile } from '../sources/rest/keys.ts'

/** How core was started. */
export interface CoreArguments {
  readonly dataDir: string
  readonly resourcesDir: string
  readonly cityDir: string | undefined
  readonly socket: string | undefined
  readonly logDir: string | undefined
  readonly settings: Settings
  readonly notices: readonly Notice[]
  /** Names the run of the app that this core serves. */
  readonly appRun: string | undefined
  /** Where and for whom the REST face is served; undefined: not at all. */
  readonly api: ApiArguments | undefined
  /** `--demo` was given: the demo city is wanted, wherever it is, and a key may be made up. */
  readonly demo: boolean
}

export interface ApiArguments {
  readonly port: number
  readonly host: string
  readonly keys: readonly ApiKey[]
}

const OPTIONS = {
  data: { type: 'string' },
  settings: { type: 'string' },
  resources: { type: 'string' },
  city: { type: 'string' },
  socket: { type: 'string' },
  log: { type: 'string' },
  notices: { type: 'string' },
  'app-run': { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  keys: { type: 'string' },
  demo: { type: 'boolean', default: false },
  'no-demo': { type: 'boolean', default: false },
} as const

const USAGE = 'core --data DIR [--settings FILE] [--city DIR] [--resources DIR] [--socket PATH] [--log DIR] [--port P [--host H] [--keys FILE]] [--demo | --no-demo]'

/** Reads the command line; throws FatalError `bad-arguments` with the usage when it does not fit. */
export function readArguments(argv: readonly string[], defaultResources: string): CoreArguments {
  const values = parse(argv)
  const { settings, notices } = values.settings === undefined ? { settings: checkSettings({}).settings, notices: [] } : readSettings(values.settings, readSettingsText(values.settings))
  if (values.demo && values['no-demo']) throw new FatalError('bad-arguments', `--demo and --no-demo cannot be had together; usage: ${USAGE}`)
  return {
    dataDir: resolve(values.data ?? join(homedir(), '.local', 'share', 'wufeng')),
    resourcesDir: resolve(values.resources ?? defaultResources),
    cityDir: values.city === undefined ? undefined : resolve(values.city),
    socket: values.socket,
    logDir: values.log,
    settings: values['no-demo'] ? { ...settings, demo: false } : values.demo ? { ...settings, demo: true } : settings,
    notices: [...notices, ...given(values.notices)],
    appRun: values['app-run'],
    api: apiArguments(values, settings.api),
    demo: values.demo,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new FatalError('bad-arguments', `${error instanceof Error ? error.message : String(error)}; usage: ${USAGE}`)
  }
}

/** The command line goes before the settings; keys of both count. */
function apiArguments(values: ReturnType<typeof parse>, settings: ApiSettings): ApiArguments | undefined {
  const port = values.port === undefined ? settings.port : portOf(values.port)
  if (port === null) return undefined
  return { port, host: values.host ?? settings.host, keys: [...settings.keys, ...(values.keys === undefined ? [] : readKeyFile(values.keys))] }
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new FatalError('bad-arguments', `--port must be a number from 0 (any free one) to 65535, not ${text}; usage: ${USAGE}`)
}

/** Notices that whoever started core hands over, as JSON. */
function given(text: string | undefined): Notice[] {
  if (text === undefined) return []
  const parsed = z.array(Notice).safeParse(JSON.parse(text))
  if (!parsed.success) throw new FatalError('bad-arguments', `--notices must be a JSON list of notices: ${parsed.error.message}`)
  return parsed.data
}
