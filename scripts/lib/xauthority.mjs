import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, writeFileSync } from 'node:fs'

/** FamilyWild of Xau.h: the entry fits every host name and display. */
const familyWild = 0xffff

/** An X authority file with one fresh cookie, in the format of libXau, good for any display that is started with it. */
export function cookieFile(cookie = randomBytes(16)) {
  const family = Buffer.alloc(2)
  family.writeUInt16BE(familyWild)
  return Buffer.concat([family, counted(''), counted(''), counted('MIT-MAGIC-COOKIE-1'), counted(cookie)])
}

function counted(value) {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Writes the file for one user alone. */
export function writeCookie(file, content, user) {
  writeFileSync(file, content, { mode: 0o600 })
  chmodSync(file, 0o600)
  if (user) chownSync(file, user.uid, user.gid)
}
