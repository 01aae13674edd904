#!/usr/bin/env node
import { resolve } from 'node:path'
import { directoryOfTable } from '../contract/directory.ts'
import { readTableFile } from '../platform/table-file.ts'

/** `npm run directory -- FILE`: says which rows of a telephone directory can't be used, and why; 1 where there are any. */
const [file] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('usage: npm run directory -- FILE.csv\n')
  process.exit(2)
}
const here = process.env['INIT_CWD'] ?? '.'
const { entries, faults } = directoryOfTable(readTableFile(resolve(here, file), here), new Set())
for (const { line, column, message } of faults) process.stdout.write(`line ${line}${column === '' ? '' : `, ${column}`}: ${message}\n`)
process.stdout.write(`${entries.length} entries can be used, ${faults.length} problems\n`)
process.exit(faults.length > 0 ? 1 : 0)
