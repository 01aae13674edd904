import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

/** Cost of a hash (RFC 7914): 32 MiB and some 80 ms of one core. Each hash names the cost that it was made with. */
const COST = { N: 32_768, r: 8, p: 1 } as const
const LENGTH = 32
const SALT = 16

const derive = (pin: string, salt: Buffer, { N, r, p }: { readonly N: number; readonly r: number; readonly p: number }): Promise<Buffer> => {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => scrypt(pin, salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key))))
}

/** What is written down of a PIN: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT)
  const key = await derive(pin, salt, COST)
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${key.toString('base64')}`
}

/** Whether a PIN is the one that was hashed. With no hash it takes as long, and is not. */
export async function isPin(pin: string, hash: string | undefined): Promise<boolean> {
  const [kind, n, r, p, salt, key] = hash?.split('$') ?? []
  if (kind !== 'scrypt' || salt === undefined || key === undefined) {
    await derive(pin, Buffer.alloc(SALT), COST)
    return false
  }
  const kept = Buffer.from(key, 'base64')
  const made = await derive(pin, Buffer.from(salt, 'base64'), { N: Number(n), r: Number(r), p: Number(p) })
  return kept.length === made.length && timingSafeEqual(kept, made)
}
