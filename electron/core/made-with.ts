import { z } from 'zod'
import { Department } from '../domain/reference.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { readFact, writeFact } from '../store/facts.ts'

/** What the projections of a database were made with besides its events; kept so that a rebuild uses the same. */
const MadeWith = z.object({ cityDir: z.string().optional(), resourcesDir: z.string(), departments: z.array(Department) })
export type MadeWith = z.infer<typeof MadeWith>

const FACT = 'made-with'

export function noteMadeWith(db: WriteHandle, made: { readonly cityDir: string | undefined; readonly resourcesDir: string; readonly departments: readonly Department[] }): void {
  const text = JSON.stringify(made)
  if (readFact(db, FACT) !== text) writeFact(db, FACT, text)
}

/** Undefined when core never ran on this database. */
export function readMadeWith(db: ReadHandle): MadeWith | undefined {
  const text = readFact(db, FACT)
  return text === undefined ? undefined : MadeWith.safeParse(JSON.parse(text)).data
}
