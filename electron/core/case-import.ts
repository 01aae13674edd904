import { setImmediate } from 'node:timers/promises'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue, Query } from '../contract/messages.ts'
import { MAX_WHOLE_ROWS, type CasesImportCommand, type CasesPreview, type ImportHead, type ImportRows } from '../contract/sheet.ts'
import type { Commander } from '../commands/commander.ts'
import type { CaseCommand } from '../domain/case-command.ts'
import type { Actor } from '../domain/role.ts'
import { findColumns, shortValue, type SheetFault } from '../domain/sheet-mapping.ts'
import { RefusedError } from '../sources/rest/problem.ts'
import { reportCommand, type ReportPlaces } from '../sources/rest/report-input.ts'
import { IMPORT_FIELDS, readBody, type Column, type RowFault } from '../sources/sheets/import-rows.ts'
import type { Audit } from './audit.ts'
import type { SheetFiles } from './sheet-files.ts'

/** What imports of cases rest on. */
export interface CaseImportOptions {
  readonly files: SheetFiles
  readonly commander: Commander
  readonly places: ReportPlaces
  readonly audit: Audit
  /** Something of an import that is under way changed. */
  readonly changed: () => void
}

/** Rows of one transaction where good rows are kept; others are served in between. */
const BATCH = 200
const PREVIEW_ROWS = 2_000
const SAMPLE = 20
const MAX_NAMED = 500
/** Results that are kept, the latest. */
const MAX_KEPT = 4

type Row = readonly string[]

/** An import that was begun, and what came of it. */
interface Job {
  head: ImportHead
  readonly cases: { row: number; caseId: string; number: string }[]
  readonly faults: SheetFault[]
  readonly rows: readonly Row[]
}

const NO_JOB: ImportHead = { run: 0, state: 'none', mode: 'keep-good', dryRun: true, rows: 0, done: 0, taken: 0, faults: 0, error: null }

/** Who may report a table of cases: 受理员, 值班长, 管理员. */
const MAY_IMPORT = ['call-taker', 'duty-officer', 'admin'] as const

export const mayImport = ({ roles }: Actor): ReturnType<typeof fail> | undefined =>
  MAY_IMPORT.some((role) => roles.includes(role)) ? undefined : fail('role-missing', 'cases are imported by call-takers, duty officers and administrators', { params: { need: MAY_IMPORT.join(' / '), step: 'import' } })

/** An administrator imports as a 受理员 would report; the audit names who it was. */
const reporter = (actor: Actor): Actor => (actor.roles.includes('call-taker') || actor.roles.includes('duty-officer') ? actor : { ...actor, roles: ['call-taker'] })

const faultOf = (rows: readonly Row[], at: ReadonlyMap<Column, number>, { row, column, code, field, why }: RowFault): SheetFault => {
  const i = field === undefined ? undefined : at.get(field)
  return {
    row,
    column: (i === undefined ? undefined : rows[0]?.[i]?.trim()) || column,
    code: code === 'malformed' && field !== undefined ? `bad-${field}` : code,
    value: shortValue((i === undefined ? undefined : rows[row - 1]?.[i]?.trim()) ?? (code === 'malformed' ? why : '')),
  }
}

/** Imports of cases from files that windows sent: one at a time, in the background. */
export class CaseImports {
  readonly #options: CaseImportOptions
  readonly #jobs = new Map<string, Job>()
  #busy = false
  #runs = 0

  constructor(options: CaseImportOptions) {
    this.#options = options
  }

  /** What a file holds, its first rows, and what is wrong with the first few thousand. */
  async preview(query: Extract<Query, { type: 'cases-preview' }>): Promise<Result<CasesPreview>> {
    const found = await this.#options.files.sheet(query.upload, query.sheet)
    if (!found.ok) return found
    const { sheet, names } = found.value
    const columns = findColumns(sheet.rows[0] ?? [], IMPORT_FIELDS, query.mapping)
    const body = sheet.rows.slice(1, PREVIEW_ROWS + 1)
    const read = columns.faults.length > 0 ? undefined : readBody(body, columns.at, 2, query.crs)
    const faults = [...columns.faults, ...(read?.faults ?? []).map((f) => faultOf(sheet.rows, columns.at, f))]
    return ok({
      sheets: [...names], sheet: sheet.name, heads: [...(sheet.rows[0] ?? [])], used: [...columns.used], fields: IMPORT_FIELDS.map((f) => f.field), rows: sheet.rows.slice(1).filter((row) => row.some((c) => c.trim() !== '')).length,
      faults: faults.slice(0, MAX_NAMED), faultCount: faults.length, sample: body.slice(0, SAMPLE).map((row) => row.map(shortValue)), looked: body.length,
    })
  }

  /** Begins an import; answers as soon as it is begun. */
  async start(command: CasesImportCommand, actor: Actor): Promise<Result<CommandValue>> {
    const refused = mayImport(actor)
    if (refused) return refused
    if (this.#busy) return fail('too-many', 'another import is under way: wait for it to end')
    this.#busy = true
    const found = await this.#options.files.sheet(command.upload, command.sheet)
    if (!found.ok) {
      this.#busy = false
      return found
    }
    const { mode, dryRun } = command
    const rows = found.value.sheet.rows
    const job: Job = { head: { ...NO_JOB, run: ++this.#runs, state: 'reading', mode, dryRun, rows: rows.length - 1 }, cases: [], faults: [], rows }
    this.#jobs.delete(command.upload)
    for (const oldest of [...this.#jobs.keys()].slice(0, Math.max(0, this.#jobs.size + 1 - MAX_KEPT))) this.#jobs.delete(oldest)
    this.#jobs.set(command.upload, job)
    void this.#run(job, command, actor).finally(() => (this.#busy = false))
    return ok({ caseId: null, number: null, eventIds: [] })
  }

  head(upload: string): ImportHead {
    return this.#jobs.get(upload)?.head ?? NO_JOB
  }

  rows({ upload, part, after, limit }: Extract<Query, { type: 'import-rows' }>): ImportRows {
    const job = this.#jobs.get(upload)
    const [cases, faults] = part === 'cases' ? [job?.cases.slice(after, after + limit) ?? [], []] : [[], job?.faults.slice(after, after + limit) ?? []]
    const all = (part === 'cases' ? job?.cases.length : job?.faults.length) ?? 0
    return { cases, faults, next: after + limit < all ? after + limit : null }
  }

  /** The rows that were refused, under their heads, each with what is wrong. */
  refusedRows(upload: string, head: string, words: Readonly<Record<string, string>>): string[][] | undefined {
    const job = this.#jobs.get(upload)
    if (!job) return undefined
    const width = job.rows[0]?.length ?? 0
    const why = new Map<number, string[]>()
    for (const f of job.faults) why.set(f.row, [...(why.get(f.row) ?? []), [f.column, words[f.code] ?? f.code, f.value].filter(Boolean).join(' ')])
    const bodies = [...why].filter(([row]) => row > 1).sort(([a], [b]) => a - b).map(([row, texts]) => [...Array.from({ length: width }, (_, i) => job.rows[row - 1]?.[i] ?? ''), texts.join('; ')])
    return [[...(job.rows[0] ?? []), head], ...bodies]
  }

  #set(job: Job, part: Partial<ImportHead>): void {
    job.head = { ...job.head, ...part, taken: job.cases.length, faults: job.faults.length }
    this.#options.changed()
  }

  async #run(job: Job, command: CasesImportCommand, actor: Actor): Promise<void> {
    try {
      const failed = await this.#carry(job, command, actor)
      job.faults.sort((a, b) => a.row - b.row)
      this.#set(job, failed ? { state: 'failed', error: { code: failed.error.code, message: failed.error.message, where: failed.error.where ?? '' } } : { state: 'done' })
    } catch (error) {
      this.#set(job, { state: 'failed', error: { code: 'internal', message: error instanceof Error ? error.message : String(error), where: '' } })
    }
  }

  async #carry(job: Job, command: CasesImportCommand, actor: Actor): Promise<ReturnType<typeof fail> | undefined> {
    const columns = findColumns(job.rows[0] ?? [], IMPORT_FIELDS, command.mapping)
    job.faults.push(...columns.faults)
    const body = job.rows.slice(1)
    if (columns.faults.length > 0) return undefined
    if (body.length === 0) return fail('bad-file', 'there is no row below the heads', { where: 'row 2' })
    const whole = command.mode === 'all-or-nothing'
    if (whole && body.length > MAX_WHOLE_ROWS) return fail('too-large', `all or none goes up to ${MAX_WHOLE_ROWS} rows`, { where: 'mode', params: { max: String(MAX_WHOLE_ROWS) } })
    const write = !command.dryRun && !whole
    const ready = await this.#batches(job, command, columns.at, reporter(actor), write)
    if (whole && !command.dryRun && job.faults.length === 0) {
      this.#set(job, { state: 'writing', done: 0 })
      await this.#together(job, columns.at, ready, reporter(actor), { dryRun: false, keepGood: false })
      if (job.faults.length > 0) job.cases.splice(0)
    }
    if (!command.dryRun && job.cases.length > 0) void this.#options.audit(actor, 'cases-imported', { detail: { rows: String(body.length), taken: String(job.cases.length), refused: String(job.faults.length) } })
    return undefined
  }

  /** Reads the rows and, a batch at a time, reports them or looks what would come of it. Answers what a later report of all needs. */
  async #batches(job: Job, { upload, crs }: CasesImportCommand, at: ReadonlyMap<Column, number>, actor: Actor, write: boolean): Promise<readonly Ready[]> {
    const mark = this.#options.files.mark(upload)
    const all: Ready[] = []
    const count = job.rows.length - 1
    for (let from = 1; from <= count; from += BATCH) {
      const read = readBody(job.rows.slice(from, from + BATCH), at, from + 1, crs)
      job.faults.push(...read.faults.map((f) => faultOf(job.rows, at, f)))
      const ready = read.rows.flatMap(({ row, input }): Ready[] => {
        try {
          return [{ row, command: reportCommand(input, this.#options.places, input.caseId ?? `import-${mark}-${row}`) }]
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error
          job.faults.push(faultOf(job.rows, at, { row, column: '', code: error.refusal.code, why: error.refusal.detail, ...fieldOf(error.refusal.code, error.refusal.where) }))
          return []
        }
      })
      await this.#together(job, at, ready, actor, { dryRun: !write, keepGood: true })
      if (!write && job.head.mode === 'all-or-nothing' && !job.head.dryRun) {
        job.cases.splice(0)
        all.push(...ready)
      }
      this.#set(job, { state: write ? 'writing' : 'checking', done: Math.min(count, from + BATCH - 1) })
      await setImmediate()
    }
    return all
  }

  async #together(job: Job, at: ReadonlyMap<Column, number>, ready: readonly Ready[], actor: Actor, options: { readonly dryRun: boolean; readonly keepGood: boolean }): Promise<void> {
    const answers = await this.#options.commander.submitTogether(ready.map((r) => r.command), actor, options)
    if (!answers.ok) throw new Error(answers.error.message)
    answers.value.forEach((answer, i) => {
      const row = ready[i]?.row ?? 0
      if (answer.ok) job.cases.push({ row, caseId: answer.value.caseId ?? '', number: answer.value.number ?? '' })
      else job.faults.push(faultOf(job.rows, at, { row, column: '', code: answer.error.code, why: answer.error.message, ...fieldOf(answer.error.code, answer.error.where) }))
    })
  }
}

interface Ready {
  readonly row: number
  readonly command: CaseCommand
}

/** Fields that core's refusals are about, where they don't say. */
const FIELD_BY_CODE: Readonly<Record<string, Column>> = { 'unknown-class': 'subClass', 'in-the-future': 'occurredAt', 'outside-city': 'lng' }

const FIELD_OF: Readonly<Record<string, Column>> = { at: 'lng', caseId: 'caseId', grid: 'grid' }

function fieldOf(code: string, where: string | undefined): { readonly field?: Column } {
  const field = FIELD_OF[where?.split('.').at(-1) ?? ''] ?? FIELD_BY_CODE[code]
  return field === undefined ? {} : { field }
}
