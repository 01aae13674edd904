import Database from 'better-sqlite3'
import fc from 'fast-check'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { verifyChains, verifyTail } from '../../electron/store/chain-check.ts'
import { openReader } from '../../electron/store/database.ts'
import { appendEvent, chainHead } from '../../electron/store/event-log.ts'
import { loopEvents } from '../builders/case-builder.ts'
import { freshStore, storeFolder } from '../builders/store-builder.ts'

const COLUMNS = ['id', 'stream', 'parents', 'hlc', 'type', 'version', 'occurred_at', 'recorded_at', 'actor', 'body', 'hash'] as const
let dir: string

beforeEach(() => {
  dir = storeFolder()
  const db = freshStore(dir)
  db.transaction(() => {
    for (const e of loopEvents('c')) appendEvent(db, e)
    for (const e of loopEvents('d', 4)) appendEvent(db, { ...e, id: `x-${e.id}`, parents: e.parents.map((p) => `x-${p}`), station: 'hall-2' })
  })
  db.close()
})

const tamper = (work: (db: Database.Database) => void): void => {
  const db = new Database(join(dir, 'wufeng.sqlite'))
  db.exec('DROP TRIGGER IF EXISTS event_no_update; DROP TRIGGER IF EXISTS event_no_delete')
  work(db)
  db.close()
}

const broken = () => {
  const db = openReader({ file: join(dir, 'wufeng.sqlite') })
  try {
    return verifyChains(db)
  } finally {
    db.close()
  }
}

describe('the hash chain', () => {
  it('shows a flipped bit anywhere in what an event says, and names the event', () => {
    expect(broken()).toBeUndefined()
    const raw = new Database(join(dir, 'wufeng.sqlite'), { readonly: true })
    const rows = raw.prepare<[], Record<string, unknown>>("SELECT * FROM event WHERE station = 'hall-1'").all()
    raw.close()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.constantFrom(...COLUMNS), fc.nat({ max: 10_000 }), fc.integer({ min: 0, max: 7 }), (seq, column, at, bit) => {
        const before = rows[seq - 1]?.[column]
        const bytes = Buffer.isBuffer(before) ? Buffer.from(before) : Buffer.from(String(before))
        const place = at % bytes.length
        bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
        const after = Buffer.isBuffer(before) ? bytes : typeof before === 'number' ? Number(bytes.toString()) : bytes.toString()
        if (typeof before === 'number' && !Number.isSafeInteger(after)) return
        if (after === before || (column === 'id' && rows.some((r) => r['id'] === after))) return
        tamper((db) => db.prepare(`UPDATE event SET ${column} = ? WHERE station = 'hall-1' AND station_seq = ?`).run(after, seq))
        const found = broken()
        tamper((db) => db.prepare(`UPDATE event SET ${column} = ? WHERE station = 'hall-1' AND station_seq = ?`).run(before, seq))
        expect(found).toEqual({ station: 'hall-1', stationSeq: seq, why: 'changed' })
      }),
      { numRuns: 200 },
    )
    expect(broken()).toBeUndefined()
  })

  it('shows a row that is gone and one that belongs elsewhere, in whichever station', () => {
    tamper((db) => db.exec("DELETE FROM event WHERE station = 'hall-2' AND station_seq = 2"))
    expect(broken()).toEqual({ station: 'hall-2', stationSeq: 2, why: 'missing' })
  })

  it('is checked from its end without a walk along all of it', () => {
    const db = openReader({ file: join(dir, 'wufeng.sqlite') })
    expect(verifyTail(db, 'hall-1', 3)).toBeUndefined()
    expect(verifyTail(db, 'nobody', 3)).toBeUndefined()
    expect(chainHead(db, 'hall-1').seq).toBe(8)
    db.close()
    tamper((raw) => raw.exec("UPDATE event SET type = 'case.noted' WHERE station = 'hall-1' AND station_seq = 7"))
    const again = openReader({ file: join(dir, 'wufeng.sqlite') })
    expect(verifyTail(again, 'hall-1', 3)).toEqual({ station: 'hall-1', stationSeq: 7, why: 'changed' })
    expect(verifyTail(again, 'hall-1', 1)).toBeUndefined()
    again.close()
  })

  it('goes on after an event that was undone as if it had not been', () => {
    const db = freshStore()
    const [first, second, third] = loopEvents('c')
    if (!first || !second || !third) throw new Error('three events')
    db.transaction(() => appendEvent(db, first))
    expect(() => db.transaction(() => {
      appendEvent(db, second)
      throw new Error('undone')
    })).toThrow('undone')
    db.transaction(() => {
      expect(() => db.savepoint(() => {
        appendEvent(db, second)
        throw new Error('undone')
      })).toThrow('undone')
      appendEvent(db, third)
      expect(appendEvent(db, third)).toBe(false)
    })
    db.transaction(() => appendEvent(db, second))
    expect(verifyChains(db)).toBeUndefined()
    expect(chainHead(db, 'hall-1').seq).toBe(3)
    db.close()
  })
})
