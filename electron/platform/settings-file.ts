import { readFileSync } from 'node:fs'
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import { type Table, readTableFile } from './table-file.ts'

/** Something in a settings file that could not be used, with its line (from 1; 0 = the whole file). */
export interface SettingsProblem {
  readonly line: number
  readonly path: string
  readonly message: string
}

/** A settings file as read: its plain value, what was wrong with its writing, and the line of any path. */
export interface SettingsText {
  readonly value: unknown
  readonly problems: readonly SettingsProblem[]
  lineOf(path: readonly PropertyKey[]): number
  /** Reads a table that the settings name, beside them unless its path is absolute. */
  tableOf(file: string): Table
}

/** Reads a YAML (or JSON) settings file. Never throws: what can't be read is a problem, and the value is then empty. */
export function readSettingsText(file: string): SettingsText {
  const tableOf = (name: string): Table => readTableFile(name, file)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { value: {}, problems: [{ line: 0, path: '', message: `cannot be read: ${why}` }], lineOf: () => 0, tableOf }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((e) => ({ line: lines.linePos(e.pos[0]).line, path: '', message: e.message }))
    return { value: {}, problems, lineOf: () => 0, tableOf }
  }
  return { value: document.toJS() ?? {}, problems: [], lineOf: (path) => lineOf(document, lines, path), tableOf }
}

/** The line of the deepest part of the path that stands in the file; of a name, the line that it is written on. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let line = 1
  for (const part of path) {
    const found: unknown = isMap(node) ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part)) : isSeq(node) ? node.items[Number(part)] : undefined
    if (found === undefined) break
    const at: unknown = isPair(found) ? found.key : found
    if (isNode(at) && at.range) line = lines.linePos(at.range[0]).line
    node = isPair(found) ? found.value : found
  }
  return line
}
