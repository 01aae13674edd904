import { CsvError, parse } from 'csv-parse/sync'
import { SheetError } from './sheet-error.ts'

/** Rows of a CSV text (RFC 4180; a byte order mark is dropped), `maxRows` after the head at most. */
export function readCsv(text: string, maxRows: number, delimiter = ','): string[][] {
  try {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false, delimiter, max_record_size: 64 * 1024, to: maxRows + 2, trim: true })
    if (rows.length > maxRows + 1) throw new SheetError('too-large', `there are more than ${maxRows} rows: send the rest by itself`, `row ${maxRows + 2}`)
    return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new SheetError('malformed', `this is no CSV: ${error.message}`, `line ${String(error['lines'] ?? '')}`.trim())
  }
}

/** A cell that a spreadsheet would take for a formula is made text (OWASP, CSV injection). */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text)

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows as CSV with a byte order mark, as spreadsheets need it to read Chinese. */
export const writeCsv = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map((row) => row.map((text) => cell(harmless(text))).join(',')).join('\r\n')}\r\n`
