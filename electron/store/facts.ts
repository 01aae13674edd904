import type { ReadHandle, WriteHandle } from './database.ts'

/** Small facts of this database: station, run count, what is shown. */
export const readFact = (db: ReadHandle, name: string): string | undefined => db.get<{ value: string }>('SELECT value FROM fact WHERE name = ?', name)?.value

export const writeFact = (db: WriteHandle, name: string, value: string): void =>
  void db.run('INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value)

/** Facts whose name begins so, by name. */
export const factsUnder = (db: ReadHandle, prefix: string): readonly { readonly name: string; readonly value: string }[] =>
  db.all<{ name: string; value: string }>('SELECT name, value FROM fact WHERE substr(name, 1, ?) = ? ORDER BY name', prefix.length, prefix)

export const dropFact = (db: WriteHandle, name: string): void => void db.run('DELETE FROM fact WHERE name = ?', name)
