export interface RunUser {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

export function runUser(): RunUser | undefined
export function asUser(user: RunUser | undefined, command: string, args: readonly string[], onParentDeath?: string): [string, string[]]
export function privateFolder(folder: string, user: RunUser | undefined): string
export function firstRefused(user: RunUser, paths: readonly string[], right?: 'r' | 'w'): string | undefined
