import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What a benchmark is given: fewer and shorter runs when `quick`, and its own arguments. */
export interface BenchOptions {
  readonly quick: boolean
  readonly rows: number | undefined
}

/** A benchmark answers its figures; what they mean stands beside it and in docs/benchmarks.md. */
export type Bench = (options: BenchOptions) => Promise<Readonly<Record<string, unknown>>>

const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'string' }, rows: { type: 'string' } }, allowPositionals: true })
const [name = ''] = positionals
const known = readdirSync(import.meta.dirname).filter((f) => f.endsWith('.bench.ts')).map((f) => f.slice(0, -'.bench.ts'.length))
if (!known.includes(name)) {
  process.stderr.write(`usage: npm run bench -- NAME [--quick] [--rows N] [--json FILE]; NAME is one of ${known.join(', ')}\n`)
  process.exit(2)
}
const { bench } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as { readonly bench: Bench }
const figures = await bench({ quick: values.quick, rows: values.rows === undefined ? undefined : Number(values.rows) })
const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? '', memoryGb: Math.round(totalmem() / 2 ** 30), arch: arch(), node: process.version }
const text = `${JSON.stringify({ bench: name, date: new Date().toISOString().slice(0, 10), quick: values.quick, machine, ...figures }, null, 2)}\n`
const file = values.json === undefined ? join(import.meta.dirname, 'results', `${name}.json`) : resolve(process.env['INIT_CWD'] ?? '.', values.json)
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, text)
process.stdout.write(text)
