import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'

/** A table with a head row: each further row with its line (from 1) and its cells by the head's names. */
export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[]
  /** Why nothing, or nothing more, could be read; `line` 0 is the whole file. */
  readonly problem: { readonly line: number; readonly message: string } | null
}

/** Rows after the head that are read; what lies behind is named. */
const MAX_ROWS = 4_096
const MAX_BYTES = 8 * 1024 * 1024

/** Reads a CSV file (RFC 4180) in UTF-8 or, as Chinese spreadsheets write it, GB 18030. Never throws. */
export function readTableFile(file: string, beside: string): Table {
  try {
    const bytes = readFileSync(isAbsolute(file) ? file : join(dirname(beside), file))
    if (bytes.length > MAX_BYTES) return { head: [], rows: [], problem: { line: 0, message: 'is larger than 8 MB' } }
    return tableOf(decode(bytes))
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 0
    return { head: [], rows: [], problem: { line, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` } }
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

type CsvLine = { readonly record: string[]; readonly info: { readonly lines: number } }

/** With `info` each row comes with the line on which it ends, which the types of csv-parse leave out. */
const isCsvLine = (value: unknown): value is CsvLine => typeof value === 'object' && value !== null && 'record' in value && 'info' in value

function tableOf(text: string): Table {
  const lines: unknown[] = parse(text, { bom: true, trim: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 64 * 1024, to: MAX_ROWS + 2 })
  const [first, ...rest] = lines.filter(isCsvLine)
  const head = first?.record ?? []
  const rows = rest.slice(0, MAX_ROWS).map(({ record, info }) => ({ line: info.lines, cells: Object.fromEntries(head.map((name, i) => [name, record[i] ?? ''])) }))
  return { head, rows, problem: rest.length > MAX_ROWS ? { line: rest[MAX_ROWS]?.info.lines ?? 0, message: `there are more than ${MAX_ROWS} rows; the rest is not read` } : null }
}
