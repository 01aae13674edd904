import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { ApiKey } from '../../contract/settings.ts'
import { Role } from '../../domain/role.ts'
import { FatalError } from '../../platform/fatal.ts'
import { readSettingsText } from '../../platform/settings-file.ts'

/** A new key: 256 bits, and a mark that secret scanners can find it by. */
export const newKey = (): string => `wf_${randomBytes(32).toString('base64url')}`

/** What is written down of a key. */
export const hashKey = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex')

/** Finds a key by what was presented; only hashes are compared, so that timing tells nothing of the key. */
export type KeyRing = (presented: string) => ApiKey | undefined

export function keyRing(keys: readonly ApiKey[]): KeyRing {
  const byHash = new Map(keys.map((key) => [key.sha256, key]))
  return (presented) => byHash.get(hashKey(presented))
}

/** Bits of a file's mode that let others than its user in. */
const OTHERS = 0o077

/**
 * Reads keys from a YAML or JSON file, a list as in the settings under `api.keys`. Throws FatalError
 * `bad-arguments` when others than its user may read the file, or when it does not hold keys.
 */
export function readKeyFile(file: string): ApiKey[] {
  const refuse = (why: string): FatalError => new FatalError('bad-arguments', `the keys in ${file} cannot be used: ${why}`)
  try {
    const { mode, uid } = statSync(file)
    if ((mode & OTHERS) !== 0) throw refuse(`others may read or write it (mode ${(mode & 0o777).toString(8)}): chmod 600 it`)
    if (process.getuid !== undefined && uid !== process.getuid()) throw refuse('it belongs to another user')
    readFileSync(file)
  } catch (error) {
    if (error instanceof FatalError) throw error
    throw refuse(error instanceof Error ? error.message : String(error))
  }
  const { value, problems, lineOf } = readSettingsText(file)
  const [problem] = problems
  if (problem) throw refuse(`line ${problem.line}: ${problem.message}`)
  const parsed = z.array(ApiKey).min(1).max(1_000).safeParse(value)
  if (parsed.success) return checkKeys(parsed.data, refuse)
  const [issue] = parsed.error.issues
  throw refuse(`line ${lineOf(issue?.path ?? [])}: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`)
}

function checkKeys(keys: ApiKey[], refuse: (why: string) => FatalError): ApiKey[] {
  const twice = keys.find((key, i) => keys.findIndex((k) => k.id === key.id || k.sha256 === key.sha256) !== i)
  if (twice) throw refuse(`the id or the hash of ${twice.id} is there twice`)
  return keys
}

/** The one key of a demo: it may do everything, in every post. */
export const demoKey = (key: string): ApiKey => ({
  id: 'demo', name: '演示接口', sha256: hashKey(key), scopes: ['read', 'report', 'command', 'admin'], roles: [...Role.options], perMinute: 100_000,
})
