import { describe, expect, it } from 'vitest'
import { commandsOf, draftOf, lackOf } from '../../renderer/panels/admin/account-draft.ts'
import { locale as auditWords } from '../../renderer/panels/admin/audit-locale.ts'
import { aboutWords } from '../../renderer/panels/admin/audit-words.ts'
import { fill, formatIn } from '../../renderer/ui/i18n.tsx'
import { common } from '../../renderer/ui/locales/common.ts'
import { findPeople, loginOf } from '../../renderer/panels/sign-in/find-people.ts'

const PEOPLE = [{ id: 'admin', name: '王建国' }, { id: 'lin', name: '林静' }, { id: 'lin2', name: '林海' }]

describe('who is meant at the sign-in', () => {
  it('is found by login first, then by name', () => {
    expect(findPeople(PEOPLE, 'LIN', 9).map((person) => person.id)).toEqual(['lin', 'lin2'])
    expect(findPeople(PEOPLE, '海', 9).map((person) => person.id)).toEqual(['lin2'])
    expect(findPeople(PEOPLE, '', 2)).toHaveLength(2)
  })

  it('is the one typed whole, else the only one who fits, else what was typed', () => {
    expect(['lin', '林静', '建', 'l', 'nobody', ''].map((typed) => loginOf(PEOPLE, typed))).toEqual(['lin', 'lin', 'admin', 'l', 'nobody', ''])
  })
})

describe('an account being filled in', () => {
  const account = { id: 'lin', name: '林静', roles: ['call-taker' as const], department: null, language: null, disabled: false }

  it('says what it lacks, in the order of its fields', () => {
    const fresh = draftOf(null, true)
    const told = { first: true, own: false }
    expect(lackOf(fresh, told)).toBe('login')
    expect(lackOf({ ...fresh, id: 'a' }, told)).toBe('name')
    expect(lackOf({ ...fresh, id: 'a', name: '王', roles: ['dispatcher'] }, told)).toBe('first-admin')
    const named = { ...fresh, id: 'a', name: '王' }
    expect(lackOf(named, told)).toBe('pin')
    expect(lackOf({ ...named, pin: '1234', again: '1234' }, told)).toBe('pin-weak')
    expect(lackOf({ ...named, pin: '4071', again: '4072' }, told)).toBe('pin-again')
    expect(lackOf({ ...named, pin: '4071', again: '4071' }, told)).toBeUndefined()
    expect(lackOf({ ...draftOf(account, false), roles: ['department'] }, { first: false, own: false })).toBe('department')
    expect(lackOf({ ...draftOf(account, false), pin: '4071', again: '4071' }, { first: false, own: true })).toBe('old')
  })

  it('is saved by what changed alone: nothing, the person, the PIN, or both', () => {
    const draft = draftOf(account, false)
    expect(commandsOf(draft, false)).toEqual([])
    expect(commandsOf({ ...draft, pin: '4071' }, true)).toEqual([{ type: 'account.set-pin', id: 'lin', pin: '4071', old: '' }])
    expect(commandsOf({ ...draft, disabled: true, pin: '4071' }, false).map((command) => command.type)).toEqual(['account.change', 'account.set-pin'])
    expect(commandsOf({ ...draft, department: 'water' }, false)).toEqual([])
  })
})

describe('an audit record in words', () => {
  const words = { t: (key: keyof typeof auditWords.zh) => fill(auditWords.zh[key]), c: (key: Extract<keyof typeof common.zh, string>) => fill(common.zh[key]), format: formatIn('zh-CN') }
  const row = { id: '1', at: 0, person: 'admin', name: '王', act: 'account-changed' as const, caseId: null, number: null, account: 'lin', detail: {} }

  it('names posts, fixed terms and instants in the language of the moment, and leaves the rest as it is', () => {
    expect(aboutWords({ ...row, detail: { roles: 'call-taker dispatcher', disabled: 'true', name: '林 静' } }, words)).toBe('lin · 岗位 受理员 / 派遣员 · 停用 是 · 姓名 林 静')
    expect(aboutWords({ ...row, account: null, number: '20261125-01-00001', detail: { from: '2026-11-24T16:00:00.000Z', how: 'idle', unheard: 'of' } }, words)).toBe('20261125-01-00001 · 自 11月25日 00:00 · 方式 无人操作 · unheard of')
  })
})
