import { describe, expect, it } from 'vitest'
import type { CodeTable } from '../../electron/contract/case-terms.ts'
import { codeKey, codeRows, findCodes } from '../../renderer/panels/admin/code-list.ts'

const sub = (code: string, name: string, nameEn: string, text: string) => ({ code, name, nameEn, department: 'd', words: [], initials: code === '0102' && name === '暴露垃圾' ? 'bllj' : '', conditions: [{ code: `${code}-1`, text, limit: { kind: 'urgent' as const, amount: 2 }, closing: '恢复' }] })
const codes: CodeTable = {
  version: '1',
  event: [{ code: '01', name: '市容环境', nameEn: 'Streets', subClasses: [sub('0102', '暴露垃圾', 'Exposed rubbish', '成堆垃圾')] }],
  component: [{ code: '01', name: '公用设施', nameEn: 'Utilities', subClasses: [sub('0102', '上水井盖', 'Water cover', '丢失')] }],
}
const rows = codeRows(codes)
const found = (typed: string): string[] => findCodes(rows, typed).map(codeKey)

describe('the code table', () => {
  it('lists events before components, each by its own key', () => expect(rows.map(codeKey)).toEqual(['event-0102', 'component-0102']))
  it('shows all when nothing is typed', () => expect(found('  ')).toHaveLength(2))
  it.each([
    ['0102', 2],
    ['RUBBISH', 1],
    ['井盖 丢失', 1],
    ['bllj', 1],
    ['井盖 垃圾', 0],
    ['市容', 1],
  ])('finds %s in %i rows', (typed, n) => expect(found(typed)).toHaveLength(n))
})
