import { readFileSync, statSync } from 'node:fs'

/**
 * How machines of one wall talk: TLS 1.2 with a pre-shared key (RFC 5489, RFC 7905), so that both sides prove that they know it and
 * nobody else reads along. These are the suites that OpenSSL and Electron's BoringSSL both have.
 */
export const WALL_TLS = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'ECDHE-PSK-CHACHA20-POLY1305' } as const
export const WALL_IDENTITY = 'wufeng-wall'

const LEAST = 32

/** Reads a key that only its owner may read, at least 32 characters; throws a sentence that says what to do. */
export function readWallKey(file: string): Buffer {
  const { mode } = statSync(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600 it`)
  const key = readFileSync(file, 'utf8').trim()
  if (key.length < LEAST) throw new Error(`${file} holds fewer than ${LEAST} characters: make one with openssl rand -hex 32`)
  return Buffer.from(key, 'utf8')
}
