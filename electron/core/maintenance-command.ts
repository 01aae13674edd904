import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkSettings, readSettings } from '../contract/settings.ts'
import { FATAL_CODES, FatalError } from '../platform/fatal.ts'
import { readSettingsText } from '../platform/settings-file.ts'
import type { ReadHandle } from '../store/database.ts'
import type { Projection } from '../store/projection.ts'
import { indexCity, NO_CITY, readCity } from './city-index.ts'
import { readMadeWith } from './made-with.ts'
import { DATABASE } from './maintenance.ts'
import { CodeRegistry, shippedCodes } from './code-registry.ts'
import { caseFacts, projectionsOf } from './rebuild.ts'
import { gridsOfCity } from '../domain/grid-table.ts'

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources')

/** What the commands of maintenance share, and what is their own. */
const OPTIONS = {
  data: { type: 'string' }, settings: { type: 'string' }, city: { type: 'string' }, resources: { type: 'string' },
  head: { type: 'string', multiple: true, default: [] as string[] }, to: { type: 'string' }, keep: { type: 'string' }, from: { type: 'string' }, exact: { type: 'boolean', default: false }, reset: { type: 'string' },
} as const

/** A command's arguments, read. */
export interface MaintenanceArguments {
  readonly data: string
  readonly file: string
  readonly backupDir: string
  readonly keep: number
  readonly station: string
  readonly heads: readonly string[]
  readonly from: string | undefined
  readonly exact: boolean
  readonly reset: string | undefined
  /** The projections as core makes them: with the city and departments that it last ran with, unless others are named. */
  readonly projections: (db: ReadHandle | undefined) => readonly Projection[]
}

/** Reads a maintenance command's line. Throws FatalError `bad-arguments` with its usage. */
export function maintenanceArguments(argv: readonly string[], usage: string): MaintenanceArguments {
  const values = parse(argv, usage)
  const data = resolve(values.data ?? join(homedir(), '.local', 'share', 'wufeng'))
  const settings = values.settings === undefined ? checkSettings({}).settings : readSettings(values.settings, readSettingsText(values.settings)).settings
  const keep = Number(values.keep ?? settings.backup.keep)
  if (!Number.isSafeInteger(keep) || keep < 1) throw new FatalError('bad-arguments', `--keep must be a whole number from 1; usage: ${usage}`)
  return {
    data,
    file: join(data, DATABASE),
    backupDir: resolve(values.to ?? settings.backup.dir ?? join(data, 'backups')),
    keep,
    station: settings.station,
    heads: values.head.map((f) => resolve(f)),
    from: values.from === undefined ? undefined : resolve(values.from),
    exact: values.exact,
    reset: values.reset,
    projections: (db) => {
      const made = db && readMadeWith(db)
      const cityDir = values.city === undefined ? made?.cityDir : resolve(values.city)
      const departments = values.settings === undefined ? (made?.departments ?? []) : settings.departments
      const base = cityDir === undefined ? NO_CITY : readCity(cityDir)
      const registry = new CodeRegistry(shippedCodes(values.resources === undefined ? (made?.resourcesDir ?? RESOURCES) : resolve(values.resources), gridsOfCity(base)))
      return projectionsOf(caseFacts(registry, indexCity(base, departments, () => registry.gridHistory)), registry)
    },
  }
}

function parse(argv: readonly string[], usage: string) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new FatalError('bad-arguments', `${error instanceof Error ? error.message : String(error)}; usage: ${usage}`)
  }
}

/** Throws FatalError when there is no database. */
export function needDatabase({ file, data }: MaintenanceArguments, usage: string): void {
  if (!existsSync(file)) throw new FatalError('bad-arguments', `there is no database in ${data}; usage: ${usage}`)
}

export const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Runs a command and ends with its exit code; an error is a sentence on stderr. */
export async function runMaintenance(work: (argv: readonly string[]) => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await work(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = error instanceof FatalError ? FATAL_CODES[error.code] : 1
  }
}
