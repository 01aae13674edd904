import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ReadHandle } from './database.ts'
import type { ChainHead } from './event-log.ts'
import { checkSignature, hasKey, type StationKey } from './station-key.ts'

/** Where a station's chain ended at an instant, signed by the station; kept outside the database, so that a cut tail shows. */
export const SignedHead = z.object({ station: z.string().min(1), seq: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.number().int(), signature: z.string() })
export type SignedHead = z.infer<typeof SignedHead>

const FILE = 'head.json'
/** Heads that were set aside because the database did not reach them any more; they are checked until somebody removes them. */
const SET_ASIDE = /^head-\d{8}-\d{6}\.json$/

const signedText = ({ station, seq, hash, at }: Omit<SignedHead, 'signature'>): string => JSON.stringify(['wufeng-head', station, seq, hash, at])

function headText(key: StationKey, station: string, { seq, hash }: ChainHead, at: number): string {
  const head = { station, seq, hash: hash.toString('hex'), at }
  return `${JSON.stringify({ ...head, signature: key.sign(signedText(head)) })}\n`
}

/** Writes the head so that a crash leaves the old one or the new one, never half of one. */
export function writeHeadNow(dir: string, key: StationKey, station: string, head: ChainHead, at: number): void {
  const file = join(dir, FILE)
  const descriptor = openSync(`${file}.new`, 'w', 0o644)
  try {
    writeSync(descriptor, headText(key, station, head, at))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${file}.new`, file)
}

/** As {@link writeHeadNow}, without holding up what else there is to do. */
export async function writeHead(dir: string, key: StationKey, station: string, head: ChainHead, at: number): Promise<void> {
  const file = join(dir, FILE)
  const handle = await open(`${file}.new`, 'w', 0o644)
  try {
    await handle.writeFile(headText(key, station, head, at))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.new`, file)
}

/** Puts the head aside under the date, so that a later one does not overwrite what it proves. */
export const setHeadAside = (dir: string, stamp: string): void => renameSync(join(dir, FILE), join(dir, `head-${stamp}.json`))

/** What is wrong with a chain's end. `cut`: events up to `to` were there and are not any more. */
export type HeadFault =
  | { readonly why: 'cut'; readonly file: string; readonly station: string; readonly from: number; readonly to: number }
  | { readonly why: 'replaced'; readonly file: string; readonly station: string; readonly seq: number }
  | { readonly why: 'unreadable' | 'forged'; readonly file: string }
  | { readonly why: 'no-head' | 'no-key' }

/** Compares every signed head of a data folder with the database; undefined when all fit. */
export function checkHeads(db: ReadHandle, dir: string, more: readonly string[] = []): HeadFault | undefined {
  const anyEvent = db.get('SELECT 1 FROM event LIMIT 1') !== undefined
  const names = readdirSync(dir).filter((name) => name === FILE || SET_ASIDE.test(name))
  if (!names.includes(FILE) && anyEvent) return { why: 'no-head' }
  if (names.length > 0 && !hasKey(dir)) return { why: 'no-key' }
  for (const file of [...names.map((name) => join(dir, name)), ...more]) {
    const fault = checkHead(db, dir, file)
    if (fault) return fault
  }
  return undefined
}

function checkHead(db: ReadHandle, dir: string, file: string): HeadFault | undefined {
  const head = readHead(file)
  if (!head) return { why: 'unreadable', file }
  if (!checkSignature(dir, signedText(head), head.signature)) return { why: 'forged', file }
  if (head.seq === 0) return undefined
  const found = db.get<{ hash: Buffer }>('SELECT hash FROM event WHERE station = ? AND station_seq = ?', head.station, head.seq)
  if (found) return found.hash.toString('hex') === head.hash ? undefined : { why: 'replaced', file, station: head.station, seq: head.seq }
  const last = db.get<{ n: number | null }>('SELECT max(station_seq) AS n FROM event WHERE station = ?', head.station)?.n ?? 0
  return { why: 'cut', file, station: head.station, from: last + 1, to: head.seq }
}

/** The last event of a station that its signed head knows of; undefined without a head of this station. */
export function lastSigned(dir: string, station: string): number | undefined {
  const head = readHead(join(dir, FILE))
  return head?.station === station ? head.seq : undefined
}

function readHead(file: string): SignedHead | undefined {
  try {
    return SignedHead.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}
