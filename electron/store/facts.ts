import type { ReadHandle, WriteHandle } from './database.ts'

/** Small facts of this database: station, run count, what is shown. */
export const readFact = (db: ReadHandle, name: string): string | undefined => db.get<{ value: string }>('SELECT value FROM fact WHERE name = ?', name)?.value

export const writeFact = (db: WriteHandle, name: string, value: string): void =>
  void db.run('INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value)
