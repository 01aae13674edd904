import { readCsv } from './csv.ts'
import { geoJsonRows } from './geojson-rows.ts'
import { SheetError } from './sheet-error.ts'
import { MAX_UNPACKED_APART, readXlsxSheets } from './xlsx-read.ts'

/** A sheet by its name, as rows of text; row 1 holds the heads. A CSV or a GeoJSON is one without a name. */
export interface Sheet {
  readonly name: string
  readonly rows: string[][]
}

const starts = (bytes: Uint8Array, ...with_: readonly number[]): boolean => with_.every((byte, i) => bytes[i] === byte)

/** Reads a file that is a workbook (XLSX) a GeoJSON, or text with commas, semicolons or tabs in UTF-8, UTF-16 or GB 18030, whatever it is called. Large ones are for a thread of their own. */
export async function decodeSheets(bytes: Buffer, maxRows: number): Promise<Sheet[]> {
  if (starts(bytes, 0x50, 0x4b)) return readXlsxSheets(bytes, maxRows, MAX_UNPACKED_APART)
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new SheetError('malformed', 'this is a workbook of the old kind (.xls): save it as .xlsx or as CSV', 'file')
  const text = textOf(bytes)
  if (/^\ufeff?\s*\{/.test(text)) return [{ name: '', rows: geoJsonRows(text.replace(/^\ufeff/, ''), maxRows) }]
  const heads = text.slice(0, text.search(/[\r\n]|$/))
  const delimiter = [',', '\t', ';', '，'].reduce((best, mark) => (heads.split(mark).length > heads.split(best).length ? mark : best))
  return [{ name: '', rows: readCsv(text, maxRows, delimiter) }]
}

/** Text in one of the encodings that offices send. */
export function textOf(bytes: Uint8Array): string {
  if (starts(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // The next encoding may fit.
    }
  }
  throw new SheetError('malformed', 'this is neither a workbook (.xlsx) nor text in UTF-8 or GB 18030 (GBK)', 'file')
}
