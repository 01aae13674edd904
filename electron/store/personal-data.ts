import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'
import { Reporter, type ReporterRef } from '../domain/case-event.ts'
import type { ReadHandle, WriteHandle } from './database.ts'
import { readFact, writeFact } from './facts.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
/** NIST SP 800-38D: a nonce of 96 bits, a tag of 128. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Secret of this database that people are named with. */
export const PERSONAL_SECRET = 'personal-secret'

/** What is known of who reported a case; `erased` when it was, and nothing but that can be told any more. */
export interface KnownReporter extends Reporter {
  readonly erased?: true
}

/**
 * Names a person for the events: the same for every report from one telephone number, and telling nothing of it; one of
 * its own for each report without a number. Empty for somebody who said nothing.
 */
export function personOf(db: WriteHandle, { name = '', phone = '' }: Reporter): ReporterRef {
  if (name === '' && phone === '') return {}
  const digits = phone.replaceAll(/\D/g, '')
  return { person: digits === '' ? randomBytes(KEY_BYTES / 2).toString('base64url') : named(secretOf(db), digits) }
}

/** Ids of the cases that somebody with this telephone number reported, the newest first where ids tell their time. */
export function newestCasesOf(db: ReadHandle, phone: string, limit: number): string[] {
  const secret = readFact(db, PERSONAL_SECRET)
  const digits = phone.replaceAll(/\D/g, '')
  if (secret === undefined || digits === '') return []
  return db.all<{ case_id: string }>('SELECT case_id FROM personal WHERE person = ? ORDER BY case_id DESC LIMIT ?', named(secret, digits), limit).map((row) => row.case_id)
}

/** Half of a digest says nothing of the secret that it began with. */
const named = (secret: string, digits: string): string => hash('sha256', `${secret} ${digits}`, 'buffer').subarray(0, KEY_BYTES / 2).toString('base64url')

function secretOf(db: WriteHandle): string {
  const known = db.memo.get(PERSONAL_SECRET) ?? readFact(db, PERSONAL_SECRET)
  if (typeof known === 'string') {
    db.memo.set(PERSONAL_SECRET, known)
    return known
  }
  const made = randomBytes(KEY_BYTES).toString('base64')
  writeFact(db, PERSONAL_SECRET, made)
  return made
}

/** Seals what a person said of themselves in the report of a case. Must run in the transaction of the report's event. */
export function sealReporter(db: WriteHandle, caseId: string, person: string, reporter: Reporter): void {
  const key = keyOf(db, person)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(caseId))
  const text = Buffer.concat([cipher.update(JSON.stringify(reporter), 'utf8'), cipher.final()])
  db.run('INSERT INTO personal (case_id, person, sealed) VALUES (?, ?, ?)', caseId, person, Buffer.concat([nonce, cipher.getAuthTag(), text]))
  db.memo.set(justSealed(caseId), reporter)
}

/** The key of a person; a new one for who is new here, or was erased. */
function keyOf(db: WriteHandle, person: string): Buffer {
  const row = db.get<{ key: Buffer }>('INSERT INTO person (id, key) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET key = coalesce(key, excluded.key) RETURNING key', person, randomBytes(KEY_BYTES))
  if (!row) throw new Error(`no key was kept for the person ${person}`)
  return row.key
}

const justSealed = (caseId: string): string => `reporter/${caseId}`

/** Who reported a case whose events are projected now: what was sealed in this transaction need not be opened again. */
export function reporterToProject(db: WriteHandle, caseId: string, ref: ReporterRef): KnownReporter {
  const sealed = Reporter.safeParse(db.memo.get(justSealed(caseId)))
  if (!db.memo.delete(justSealed(caseId)) || !sealed.success) return reporterOf(db, caseId, ref)
  return sealed.data
}

/** Who reported a case. Throws when what is sealed was changed. */
export function reporterOf(db: ReadHandle, caseId: string, { person }: ReporterRef): KnownReporter {
  if (person === undefined) return {}
  const row = db.get<{ key: Buffer | null; sealed: Buffer }>('SELECT p.key, s.sealed FROM personal s JOIN person p ON p.id = s.person WHERE s.case_id = ?', caseId)
  if (!row?.key) return { erased: true }
  const [nonce, tag, text] = [row.sealed.subarray(0, NONCE_BYTES), row.sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES), row.sealed.subarray(NONCE_BYTES + TAG_BYTES)]
  const decipher = createDecipheriv(CIPHER, row.key, nonce).setAAD(Buffer.from(caseId)).setAuthTag(tag)
  return Reporter.parse(JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')))
}

/** Erases all that is kept of a person, with the key that sealed it; answers the cases that it was part of. */
export function erasePerson(db: WriteHandle, person: string): string[] {
  const cases = db.all<{ case_id: string }>('SELECT case_id FROM personal WHERE person = ?', person).map((row) => row.case_id)
  db.run('DELETE FROM personal WHERE person = ?', person)
  db.run('UPDATE person SET key = NULL WHERE id = ?', person)
  return cases
}

/** What is kept of people, as it is kept. */
export interface SealedPeople {
  /** Without a key they were erased. */
  readonly people: readonly { readonly id: string; readonly key: Buffer | null }[]
  readonly sealed: readonly { readonly caseId: string; readonly person: string; readonly sealed: Buffer }[]
}

/** Takes what another copy of this database keeps of people: who is new, and who was erased there. Answers the cases that changed by it. */
export function takePeople(db: WriteHandle, { people, sealed }: SealedPeople): string[] {
  const erased = people.filter((p) => p.key === null).flatMap((p) => erasePerson(db, p.id))
  for (const { id, key } of people) db.run('INSERT INTO person (id, key) VALUES (?, ?) ON CONFLICT (id) DO NOTHING', id, key)
  const known = new Set(people.map((p) => p.id))
  const taken = sealed.filter(({ caseId, person, sealed: bytes }) => known.has(person) && db.run('INSERT INTO personal (case_id, person, sealed) VALUES (?, ?, ?) ON CONFLICT (case_id) DO NOTHING', caseId, person, bytes).changes > 0)
  return [...erased, ...taken.map(({ caseId }) => caseId)]
}
