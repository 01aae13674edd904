import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference } from '../../renderer/panels/merge-view/difference.ts'
import { mergeCommand, rightTo, turned, unmergeCommand } from '../../renderer/panels/merge-view/merge-plan.ts'

describe('the difference of two descriptions', () => {
  it('marks what only one of them says', () => {
    const { left, right } = difference('云湖大道，露天焚烧垃圾', '再次来电：云湖大道，露天焚烧树叶')
    expect(left.filter((piece) => !piece.same).map((piece) => piece.text)).toEqual(['垃圾'])
    expect(right.filter((piece) => !piece.same).map((piece) => piece.text)).toEqual(['再次来电：', '树叶'])
  })

  it('loses nothing, and says the same of what is shared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), (a, b) => {
        const { left, right } = difference(a, b)
        const all = (pieces: readonly { text: string }[]): string => pieces.map((piece) => piece.text).join('')
        const shared = (pieces: readonly { text: string; same: boolean }[]): string => all(pieces.filter((piece) => piece.same))
        expect([all(left), all(right)]).toEqual([a, b])
        expect(shared(left)).toBe(shared(right))
      }),
    )
  })

  it('is nothing for one text twice', () => expect(difference('路面破损', '路面破损').left).toEqual([{ text: '路面破损', same: true }]))
})

describe('a merge', () => {
  it('takes the other in, or goes into it', () => {
    expect(mergeCommand('own', 'other', 'into-own', '', 'lawful')).toEqual({ type: 'case.merge', caseId: 'other', into: 'own', note: '' })
    expect(mergeCommand('own', 'other', turned('into-own'), 'n', 'lawful')).toEqual({ type: 'case.merge', caseId: 'own', into: 'other', note: 'n' })
  })

  it('says its reason twice in an emergency', () => {
    expect(mergeCommand('own', 'other', 'into-own', 'flood', 'emergency')).toMatchObject({ note: 'flood', emergency: 'flood' })
    expect(unmergeCommand('other', 'wrong', 'lawful')).toEqual({ type: 'case.unmerge', caseId: 'other', note: 'wrong' })
  })

  it('is a right of the post, of a duty officer with a reason, or of nobody', () => {
    const head = { lawful: [], next: [{ step: 'merge', role: 'call-taker' }] } as const
    expect(rightTo('merge', { lawful: ['merge'], next: [] }, undefined)).toBe('lawful')
    expect(rightTo('merge', head, { roles: ['duty-officer'] })).toBe('emergency')
    expect(rightTo('merge', head, { roles: ['dispatcher'] })).toBe('none')
    expect(rightTo('merge', { lawful: [], next: [] }, { roles: ['duty-officer'] })).toBe('none')
  })
})
