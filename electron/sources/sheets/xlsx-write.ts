import writeExcelFile from 'write-excel-file/node'

/** What XML cannot hold is left out; all cells are text, so that codes keep their zeros and nothing is a formula. */
const cellOf = (value: string) => ({ value: value.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''), type: String })

/** Rows as an XLSX workbook of one sheet. */
export const writeXlsx = (rows: readonly (readonly string[])[]): Promise<Buffer> => writeExcelFile(rows.map((row) => row.map(cellOf))).toBuffer()
