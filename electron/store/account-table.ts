import { Role } from '../domain/role.ts'
import type { Account } from '../domain/account.ts'
import type { ReadHandle, WriteHandle } from './database.ts'

interface AccountColumns {
  readonly id: string
  readonly name: string
  readonly roles: string
  readonly department: string | null
  readonly language: string | null
  readonly disabled: number
}

const COLUMNS = 'id, name, roles, department, language, disabled'

const toAccount = ({ id, name, roles, department, language, disabled }: AccountColumns): Account => ({
  id,
  name,
  roles: roles.split(',').flatMap((role) => Role.safeParse(role).data ?? []),
  department,
  language: language === 'zh-CN' || language === 'en' ? language : null,
  disabled: disabled === 1,
})

/** Accounts that there may be. */
export const MAX_ACCOUNTS = 500

/** All accounts by their login. */
export const listAccounts = (db: ReadHandle): Account[] => db.all<AccountColumns>(`SELECT ${COLUMNS} FROM account ORDER BY id LIMIT ${MAX_ACCOUNTS}`).map(toAccount)

/** The account of a login, large or small letters alike. */
export const readAccount = (db: ReadHandle, id: string): Account | undefined => {
  const row = db.get<AccountColumns>(`SELECT ${COLUMNS} FROM account WHERE id = ?`, id)
  return row && toAccount(row)
}

/** Adds an account, or changes what the administrator sets of one; its PIN stays. */
export function writeAccount(db: WriteHandle, { id, name, roles, department, language, disabled }: Account, pin?: string): void {
  db.run(
    `INSERT INTO account (id, name, roles, department, language, disabled, pin) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, department = excluded.department, language = excluded.language, disabled = excluded.disabled`,
    id, name, roles.join(','), department, language, disabled ? 1 : 0, pin ?? '',
  )
}

/** Sets the hash of a PIN; wrong tries are forgotten. */
export const writePin = (db: WriteHandle, id: string, pin: string): void => void db.run('UPDATE account SET pin = ?, wrong = 0, wrong_at = 0 WHERE id = ?', pin, id)

/** The hash of an account's PIN, and how many wrong ones were tried in a row, the last when. */
export interface PinState {
  readonly pin: string
  readonly wrong: number
  readonly wrongAt: number
}

export const readPin = (db: ReadHandle, id: string): PinState | undefined => db.get<PinState>('SELECT pin, wrong, wrong_at AS wrongAt FROM account WHERE id = ?', id)

/** Notes how many wrong PINs in a row an account has had. */
export const writeWrong = (db: WriteHandle, id: string, wrong: number, at: number): void => void db.run('UPDATE account SET wrong = ?, wrong_at = ? WHERE id = ?', wrong, at, id)

/** An account as it is stored. */
export interface StoredAccount extends AccountColumns {
  readonly pin: string
  readonly wrong: number
  readonly wrong_at: number
}

/** Takes an account over as another database held it, in place of the one that is here. */
export const takeAccount = (db: WriteHandle, { id, name, roles, department, language, disabled, pin, wrong, wrong_at: at }: StoredAccount): void =>
  void db.run('INSERT OR REPLACE INTO account (id, name, roles, department, language, disabled, pin, wrong, wrong_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', id, name, roles, department, language, disabled, pin, wrong, at)
