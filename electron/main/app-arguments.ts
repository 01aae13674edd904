import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** How the app was started, from the command line and what the start script says in the environment. */
export interface AppArguments {
  readonly dataDir: string
  readonly settingsFile: string | undefined
  readonly language: 'zh-CN' | 'en' | undefined
  /** Run the main job once, write this JSON, end. */
  readonly once: { readonly json: string | undefined; readonly picture: boolean } | undefined
  /** Set-up's demo assets: `city/` and `cameras/`. */
  readonly demoDir: string | undefined
  /** A Node binary for core where Electron cannot carry it. */
  readonly node: string | undefined
  readonly runtime: 'official' | 'fallback' | 'env'
}

const OPTIONS = {
  data: { type: 'string' },
  settings: { type: 'string' },
  lang: { type: 'string' },
  once: { type: 'boolean', default: false },
  json: { type: 'string' },
} as const

const defaultData = (env: NodeJS.ProcessEnv): string => join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'wufeng')

/** Reads our own options; Chromium's, and the app's folder in development, are passed over. Throws with a sentence. */
export function readAppArguments(argv: readonly string[], env: NodeJS.ProcessEnv): AppArguments {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, allowPositionals: true })
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  const lang = text(values.lang)
  if (lang !== undefined && lang !== 'zh-CN' && lang !== 'en') throw new Error(`--lang ${lang}: must be zh-CN or en`)
  const runtime = env['WUFENG_RUNTIME_KIND']
  const settings = text(values.settings)
  const json = text(values.json)
  return {
    dataDir: resolve(text(values.data) ?? defaultData(env)),
    settingsFile: settings === undefined ? undefined : resolve(settings),
    language: lang,
    once: values.once === true ? { json: json === undefined ? undefined : resolve(json), picture: env['WUFENG_PICTURE'] === '1' } : undefined,
    demoDir: env['WUFENG_DEMO'],
    node: env['WUFENG_NODE'],
    runtime: runtime === 'fallback' || runtime === 'env' ? runtime : 'official',
  }
}
