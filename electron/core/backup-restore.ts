import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { takeAccount } from '../store/account-table.ts'
import { copyFiles, type CopiedFiles } from '../store/attachment-copy.ts'
import { placeBackup } from '../store/backup.ts'
import { openReader, openWriter, type WriteHandle } from '../store/database.ts'
import { appendEvent, chainHead, readStream } from '../store/event-log.ts'
import { readFact, writeFact } from '../store/facts.ts'
import { projectStream, readyProjections, type Projection } from '../store/projection.ts'
import { caseStream } from '../domain/case-event.ts'
import { PERSONAL_SECRET, takePeople } from '../store/personal-data.ts'
import { salvageAccounts, salvageEvents, salvageFacts, salvagePeople } from '../store/salvage.ts'
import { checkHeads, lastSigned, writeHeadNow } from '../store/signed-head.ts'
import { stationKey } from '../store/station-key.ts'
import { rebuild } from './rebuild.ts'

export interface RestoreOptions {
  readonly dir: string
  /** The database's place; nothing is there yet. */
  readonly file: string
  /** The old database, whose events are taken as far as they can be read; undefined takes the backup alone. */
  readonly aside: string | undefined
  /** Undefined when there is none: all comes from the old database. */
  readonly backup: string | undefined
  readonly station: string
  readonly projections: readonly Projection[]
  readonly stamp: string
}

/** Events taken from the old database, and events that are known to have been there and could not be had. */
export interface Restored {
  readonly added: number
  readonly lost: number
}

/** Makes a database from a backup and what can be read of the old one, in that order, and brings its projections up to date. */
export function restoreDatabase({ dir, file, aside, backup, station, projections, stamp }: RestoreOptions): Restored {
  if (backup !== undefined) placeBackup(backup, file)
  const db = openWriter({ file })
  try {
    const { added, unreadable, streams } = aside === undefined ? { added: 0, unreadable: 0, streams: new Set<string>() } : takeEvents(db, aside)
    if (aside !== undefined) {
      takeAccounts(db, aside)
      const kept = takePersonal(db, aside)
      for (const caseId of kept) streams.add(caseStream(caseId))
    }
    if (backup === undefined) {
      if (aside !== undefined) takeFacts(db, aside)
      rebuild(db, projections)
    } else {
      projectAll(db, projections, streams)
    }
    const behind = (lastSigned(dir, station) ?? 0) - chainHead(db, station).seq
    if (checkHeads(db, dir) !== undefined) {
      retireHead(dir, stamp)
      writeHeadNow(dir, stationKey(dir), station, chainHead(db, station), Date.now())
    }
    return { added, lost: Math.max(unreadable, behind, 0) }
  } finally {
    db.close()
  }
}

/** Brings back, from beside the backups, the files that the database names and that are missing or changed. */
export async function restoreFiles({ file, from, to }: { readonly file: string; readonly from: string; readonly to: string }): Promise<CopiedFiles> {
  const db = openReader({ file })
  try {
    return await copyFiles(db, from, to, { recheck: true })
  } finally {
    db.close()
  }
}

function takeEvents(db: WriteHandle, aside: string): { added: number; unreadable: number; streams: Set<string> } {
  const streams = new Set<string>()
  let added = 0
  let unreadable = 0
  const after = db.get<{ n: number | null }>('SELECT max(seq) AS n FROM event')?.n ?? 0
  for (const page of salvageEvents(aside, after)) {
    unreadable += page.unreadable
    db.transaction(() => {
      for (const event of page.events) {
        if (!appendEvent(db, event)) continue
        added += 1
        streams.add(event.stream)
      }
    })
  }
  return { added, unreadable, streams }
}

/** Accounts are in no event: those of the old database are newer than a backup's. */
function takeAccounts(db: WriteHandle, aside: string): void {
  const accounts = salvageAccounts(aside)
  db.transaction(() => {
    for (const account of accounts) takeAccount(db, account)
  })
}

/** Personal data beyond the backup, and erasures; with the secret that people are named with. */
function takePersonal(db: WriteHandle, aside: string): readonly string[] {
  return db.transaction(() => {
    for (const { name, value } of salvageFacts(aside)) if (name === PERSONAL_SECRET && readFact(db, name) === undefined) writeFact(db, name, value)
    return takePeople(db, salvagePeople(aside))
  })
}

function takeFacts(db: WriteHandle, aside: string): void {
  for (const { name, value } of salvageFacts(aside)) if (readFact(db, name) === undefined) writeFact(db, name, value)
}

function projectAll(db: WriteHandle, projections: readonly Projection[], streams: ReadonlySet<string>): void {
  readyProjections(db, projections)
  const waiting = [...streams]
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 1_000)
    db.transaction(() => {
      for (const stream of batch) projectStream(db, projections, stream, readStream(db, stream))
    })
  }
}

/** Moves the signed head out of the way where the restored log no longer reaches it. */
function retireHead(dir: string, stamp: string): void {
  const head = join(dir, 'head.json')
  if (existsSync(head)) renameSync(head, join(dir, `head-before-restore-${stamp}.json`))
}
