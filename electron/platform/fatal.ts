/** Why a process cannot do its work; each has an exit code, so that the parent knows whether to try again. */
export const FATAL_CODES = { locked: 10, 'newer-database': 11, 'disk-full': 12, 'bad-arguments': 13, 'data-unreadable': 14 } as const

export type FatalCode = keyof typeof FATAL_CODES

/** An error that ends the process with a sentence that says what and what to do. */
export class FatalError extends Error {
  readonly code: FatalCode
  constructor(code: FatalCode, message: string) {
    super(message)
    this.name = 'FatalError'
    this.code = code
  }
}

/** The fatal code behind an exit code, if it is one. */
export const fatalOf = (exitCode: number | null): FatalCode | undefined => {
  const found = Object.entries(FATAL_CODES).find(([, n]) => n === exitCode)
  return found ? (found[0] as FatalCode) : undefined
}

/** Whether an error of the file system or SQLite says that the disk is full. */
export const isDiskFull = (error: unknown): boolean => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return code === 'ENOSPC' || code === 'EDQUOT' || code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_WRITE'
}
