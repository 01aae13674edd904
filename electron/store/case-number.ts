import type { ReadHandle } from './database.ts'

/** The case that bears a number. */
export const caseIdByNumber = (db: ReadHandle, number: string): string | undefined => db.get<{ id: string }>('SELECT id FROM case_row WHERE number = ? LIMIT 1', number)?.id
