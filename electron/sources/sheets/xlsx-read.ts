import { unzipSync, zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import type { Sheet } from './decode.ts'
import { SheetError } from './sheet-error.ts'

/** All parts of a workbook together, unpacked, bytes. */
const MAX_UNPACKED = 32 * 1024 * 1024
/** The same where a thread of its own reads it. */
export const MAX_UNPACKED_APART = 96 * 1024 * 1024
const MAX_PARTS = 200
const MAX_COLUMNS = 64

const unreadable = (why: string): SheetError => new SheetError('malformed', `this is no workbook that can be read: ${why}`, 'file')

/** The first sheet of a workbook; see {@link readXlsxSheets}. */
export const readXlsx = async (bytes: Buffer, maxRows: number): Promise<string[][]> => (await readXlsxSheets(bytes, maxRows))[0]?.rows ?? []

/**
 * The sheets of an XLSX workbook as rows of text. What would grow beyond bounds when unpacked, or spreads its
 * cells wider or longer than `maxRows`, is refused before it is read. Dates come as `2026-11-25 09:00:00`, wall time.
 */
export async function readXlsxSheets(bytes: Buffer, maxRows: number, maxUnpacked = MAX_UNPACKED): Promise<Sheet[]> {
  const parts = unpack(bytes, maxUnpacked)
  for (const [name, part] of Object.entries(parts)) if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) checkSpread(Buffer.from(part).toString('latin1'), maxRows)
  try {
    const sheets = await readXlsxFile(Buffer.from(zipSync(parts, { level: 0 })), { trim: true, parseNumber: (text: string) => text })
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) }))
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error))
  }
}

/** The XML parts of a workbook, unpacked into buffers of the size that each part says it has; one that has more fails. */
function unpack(bytes: Buffer, maxUnpacked: number): Record<string, Uint8Array> {
  let total = 0
  let count = 0
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(xml|rels)$/.test(name)) return false
        total += originalSize
        count += 1
        if (total > maxUnpacked || count > MAX_PARTS) throw new SheetError('too-large', `the workbook is larger than ${maxUnpacked / 1024 / 1024} MiB when unpacked, or has more than ${MAX_PARTS} parts`, 'file')
        return true
      },
    })
  } catch (error) {
    if (error instanceof SheetError) throw error
    throw unreadable(error instanceof Error ? error.message : String(error))
  }
}

/** A cell far out would make a sheet as large as its place says. */
function checkSpread(xml: string, maxRows: number): void {
  for (const [, letters = '', digits = ''] of xml.matchAll(/\br="([A-Za-z]{1,8})(\d{1,12})"/g)) {
    const column = [...letters.toUpperCase()].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0)
    if (column > MAX_COLUMNS || Number(digits) > maxRows + 1) throw new SheetError('too-large', `cell ${letters}${digits} lies beyond ${maxRows} rows and ${MAX_COLUMNS} columns`, `cell ${letters}${digits}`)
  }
  for (const [, digits = ''] of xml.matchAll(/<(?:\w+:)?row\b[^>]*?\br="(\d{1,12})"/g)) {
    if (Number(digits) > maxRows + 1) throw new SheetError('too-large', `row ${digits} lies beyond ${maxRows} rows`, `row ${digits}`)
  }
}

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 19).replace('T', ' ')
  return String(cell)
}
