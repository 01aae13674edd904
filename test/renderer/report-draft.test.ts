import { describe, expect, it } from 'vitest'
import { Command } from '../../electron/contract/messages.ts'
import type { CodeTable, SubClass } from '../../electron/contract/case-terms.ts'
import { clearDraft, change, draftStore, findClasses, missingIn, reportOf } from '../../renderer/panels/report-form/draft.ts'

const subClass = (code: string, name: string, nameEn: string, words: string[] = []): SubClass => ({
  code, name, nameEn, department: 'd', words, initials: '', conditions: [{ code: `${code}-1`, text: '', limit: { kind: 'hours', amount: 4 }, closing: '' }],
})

const codes: CodeTable = {
  version: '1',
  event: [{ code: '01', name: '', nameEn: '', subClasses: [subClass('0101', '暴露垃圾', 'Exposed rubbish', ['臭味']), subClass('0102', '道路积水', 'Flooded road')] }],
  component: [{ code: '01', name: '', nameEn: '', subClasses: [subClass('0101', '雨水井盖', 'Storm drain cover')] }],
}

const found = (typed: string): string[] => findClasses(codes, typed, 5).map(({ kind, subClass: { name } }) => `${kind} ${name}`)

describe('a sub-class is found', () => {
  it('by its name, in either language', () => expect([found('井盖'), found('flood')]).toEqual([['component 雨水井盖'], ['event 道路积水']]))
  it('by its code, in both tables', () => expect(found('0101')).toEqual(['event 暴露垃圾', 'component 雨水井盖']))
  it('by a word that callers use, also within a longer sentence', () => expect([found('臭味'), found('楼下臭味很大')]).toEqual([['event 暴露垃圾'], ['event 暴露垃圾']]))
  it('not at all by what nobody says', () => expect(found('xyz')).toEqual([]))
})

describe('a report', () => {
  it('says what is still missing, and is a lawful command when nothing is', () => {
    clearDraft()
    expect(missingIn(draftStore.getState())).toEqual(['class', 'description', 'position'])
    expect(reportOf(draftStore.getState())).toBeUndefined()
    const [chosen] = findClasses(codes, '井盖', 1)
    change({ chosen: chosen ?? null, description: ' 井盖缺失 ', at: [121.5, 31.2], name: ' ', phone: '12345' })
    const command = Command.parse(reportOf(draftStore.getState()))
    expect(command).toMatchObject({ type: 'case.report', report: { kind: 'component', subClass: '0101', description: '井盖缺失', reporter: { phone: '12345' }, source: 'hotline' } })
  })

  it('keeps its number until it was written, so that sending twice makes one case', () => {
    clearDraft()
    const first = draftStore.getState().caseId
    change({ description: 'x' })
    expect(draftStore.getState().caseId).toBe(first)
    clearDraft()
    expect(draftStore.getState().caseId).not.toBe(first)
  })
})
