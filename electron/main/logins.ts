import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'
import type { KeptLogin, LoginList } from '../contract/bridge.ts'
import type { Login } from '../contract/camera-registry.ts'

/** Logins that are kept at most. */
const MAX_LOGINS = 256

const Kept = z.record(z.string(), z.object({ user: z.string(), secret: z.string(), sealed: z.boolean() }))
type Kept = z.infer<typeof Kept>

/**
 * Users and passwords of cameras by a name of their own, in a file that only this user may read. Passwords are sealed
 * by the system's keychain (safeStorage); where there is none the file's mode alone guards them, which `list` says.
 */
export class Logins {
  readonly #file: string
  #kept: Kept

  constructor(file: string) {
    this.#file = file
    this.#kept = readKept(file)
  }

  list(): LoginList {
    return { logins: Object.entries(this.#kept).map(([name, { user }]) => ({ name, user })), sealed: safeStorage.isEncryptionAvailable(), full: this.#full }
  }

  get #full(): boolean {
    return Object.keys(this.#kept).length >= MAX_LOGINS
  }

  /** The login of a name; undefined where there is none, or the keychain does not open it any more. */
  find(name: string): Login | undefined {
    const kept = Object.hasOwn(this.#kept, name) ? this.#kept[name] : undefined
    if (!kept) return undefined
    try {
      const bytes = Buffer.from(kept.secret, 'base64')
      return { user: kept.user, password: kept.sealed ? safeStorage.decryptString(bytes) : bytes.toString('utf8') }
    } catch {
      return undefined
    }
  }

  /** Keeps a login, in place of one of the same name; false where there are too many. Throws where the file can't be written. */
  keep({ name, user, password }: KeptLogin): boolean {
    if (this.#full && !Object.hasOwn(this.#kept, name)) return false
    const sealed = safeStorage.isEncryptionAvailable()
    const secret = (sealed ? safeStorage.encryptString(password) : Buffer.from(password, 'utf8')).toString('base64')
    this.#write({ ...this.#kept, [name]: { user, secret, sealed } })
    return true
  }

  #write(kept: Kept): void {
    const part = `${this.#file}.part`
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 })
    writeFileSync(part, JSON.stringify(kept), { mode: 0o600 })
    chmodSync(part, 0o600)
    renameSync(part, this.#file)
    this.#kept = kept
  }
}

function readKept(file: string): Kept {
  if (!existsSync(file)) return {}
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}
