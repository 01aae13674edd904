import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Ed25519 (RFC 8032) key pair of a station. The private half never leaves its folder. */
export interface StationKey {
  sign(text: string): string
}

const PRIVATE = 'station-key.pem'
const PUBLIC = 'station-key.pub.pem'

/** The station's key in a data folder; made there, readable by its owner alone, when there is none. */
export function stationKey(dir: string): StationKey {
  const file = join(dir, PRIVATE)
  if (!existsSync(file)) makeKey(dir)
  const key = createPrivateKey(readFileSync(file))
  return { sign: (text) => sign(null, Buffer.from(text), key).toString('base64') }
}

/** Whether a data folder has a key. */
export const hasKey = (dir: string): boolean => existsSync(join(dir, PRIVATE)) || existsSync(join(dir, PUBLIC))

function makeKey(dir: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(join(dir, PRIVATE), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  writeFileSync(join(dir, PUBLIC), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 })
}

/** Checks a signature with the key of a data folder; undefined when the folder has none. */
export function checkSignature(dir: string, text: string, signature: string): boolean | undefined {
  const key = readPublicKey(dir)
  return key && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

function readPublicKey(dir: string): KeyObject | undefined {
  for (const [file, read] of [[PRIVATE, (pem: Buffer) => createPublicKey(createPrivateKey(pem))], [PUBLIC, (pem: Buffer) => createPublicKey(pem)]] as const) {
    try {
      return read(readFileSync(join(dir, file)))
    } catch {
      // The other half may be there, or readable.
    }
  }
  return undefined
}
