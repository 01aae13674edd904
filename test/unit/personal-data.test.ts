import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reporter } from '../../electron/domain/case-event.ts'
import type { WriteHandle } from '../../electron/store/database.ts'
import { erasePerson, newestCasesOf, personOf, reporterOf, sealReporter, takePeople, type SealedPeople } from '../../electron/store/personal-data.ts'
import { freshStore } from '../builders/store-builder.ts'

/** Seals a reporter as a report does; answers what its event would hold. */
function seal(db: WriteHandle, caseId: string, reporter: Reporter) {
  return db.transaction(() => {
    const ref = personOf(db, reporter)
    if (ref.person !== undefined) sealReporter(db, caseId, ref.person, reporter)
    return ref
  })
}

describe('personal data of reporters', () => {
  it('comes back as it was given, and nothing of it stands in the database', () => {
    const given = fc.record({ name: fc.string({ minLength: 1, maxLength: 64 }), phone: fc.string({ minLength: 1, maxLength: 32 }) }, { requiredKeys: [] })
    const db = freshStore()
    let n = 0
    fc.assert(fc.property(given, (reporter) => {
      const caseId = `c-${n++}`
      expect(reporterOf(db, caseId, seal(db, caseId, reporter))).toEqual(reporter)
    }), { numRuns: 60 })
    seal(db, 'x', { name: '王女士', phone: '13900001111' })
    const kept = JSON.stringify(db.all('SELECT hex(sealed) AS sealed, person FROM personal'))
    for (const text of ['王女士', '13900001111']) expect(kept).not.toContain(Buffer.from(text).toString('hex').toUpperCase())
  })

  it('names one telephone number as one person, however it is written, and everybody else apart', () => {
    const db = freshStore()
    const refs = [{ phone: '138 0000-2211' }, { name: '张', phone: '13800002211' }, { phone: '13800002212' }, { name: '张' }, { name: '张' }].map((reporter, i) => seal(db, `c-${i}`, reporter).person)
    expect(refs[0]).toBe(refs[1])
    expect(new Set(refs).size).toBe(4)
    expect(personOf(db, {})).toEqual({})
    expect(newestCasesOf(db, '1380000-2211', 10)).toEqual(['c-1', 'c-0'])
    expect(newestCasesOf(db, '', 10)).toEqual([])
  })

  it('is gone for good when it is erased, and a person who reports again is known from then on', () => {
    const db = freshStore()
    const before = seal(db, 'c-1', { name: '张', phone: '1' })
    seal(db, 'c-2', { phone: '1' })
    const other = seal(db, 'c-3', { phone: '2' })
    expect(db.transaction(() => erasePerson(db, before.person ?? ''))).toEqual(['c-1', 'c-2'])
    expect(reporterOf(db, 'c-1', before)).toEqual({ erased: true })
    expect(reporterOf(db, 'c-3', other)).toEqual({ phone: '2' })
    const after = seal(db, 'c-4', { phone: '1' })
    expect(reporterOf(db, 'c-4', after)).toEqual({ phone: '1' })
    expect(reporterOf(db, 'c-1', before)).toEqual({ erased: true })
  })

  it('is taken from another copy: what is newer there, and what was erased there, which does not come back', () => {
    const all = (db: WriteHandle): SealedPeople => ({ people: db.all('SELECT id, key FROM person'), sealed: db.all('SELECT case_id AS caseId, person, sealed FROM personal') })
    const [live, backup] = [freshStore(), freshStore()]
    const kept = seal(live, 'c-1', { phone: '1' })
    const erased = seal(live, 'c-2', { phone: '2' })
    takePeople(backup, all(live))
    erasePerson(live, erased.person ?? '')
    const fresh = seal(live, 'c-3', { phone: '3' })
    expect(takePeople(backup, all(live))).toEqual(['c-2', 'c-3'])
    expect([reporterOf(backup, 'c-1', kept), reporterOf(backup, 'c-2', erased), reporterOf(backup, 'c-3', fresh)]).toEqual([{ phone: '1' }, { erased: true }, { phone: '3' }])
  })

  it('says so when what is sealed was changed, or put to another case', () => {
    const db = freshStore()
    const ref = seal(db, 'c-1', { phone: '1' })
    seal(db, 'c-2', { phone: '1', name: '张' })
    db.run("UPDATE personal SET sealed = (SELECT sealed FROM personal WHERE case_id = 'c-2') WHERE case_id = 'c-1'")
    expect(() => reporterOf(db, 'c-1', ref)).toThrow()
  })
})
