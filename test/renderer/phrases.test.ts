import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PhraseKind } from '../../electron/contract/phrase.ts'
import { loadPhrases, phrasesView } from '../../electron/core/phrases.ts'
import { findPhrases, withPhrase } from '../../renderer/panels/phrases/phrase-list.ts'

const SHIPPED = loadPhrases(join(import.meta.dirname, '..', '..', 'resources'))
const ALL = (() => {
  const { rows, order } = phrasesView(SHIPPED, [{ id: 'mine', kinds: ['close'], text: '按本区办法结案。' }])
  return order.flatMap((id) => rows[id] ?? [])
})()

describe('phrases', () => {
  it('are shipped for every kind of note, in both languages, no two the same', () => {
    for (const kind of PhraseKind.options) expect(SHIPPED.some((row) => row.kinds.includes(kind)), kind).toBe(true)
    expect(new Set(SHIPPED.map((row) => row.zh)).size).toBe(SHIPPED.length)
    expect(new Set(SHIPPED.map((row) => row.id)).size).toBe(SHIPPED.length)
    for (const row of SHIPPED) expect(row.en, row.zh).toMatch(/^[\u0020-\u024f\u2010-\u2026]+$/)
  })

  it('are those of the step until something is typed, own ones first', () => {
    const found = findPhrases(ALL, 'close', '')
    expect(found[0]?.id).toBe('mine')
    expect(found.every((row) => row.kinds.includes('close'))).toBe(true)
  })

  it('are found by words of either language and by initials, those of the step before others', () => {
    expect(findPhrases(ALL, 'handle', 'yghjg').map((row) => row.zh)).toEqual(['已更换井盖并复核牢固，恢复通行。'])
    expect(findPhrases(ALL, 'handle', 'pumped off')).toHaveLength(1)
    expect(findPhrases(ALL, 'check', '现场')[0]?.kinds).toContain('check')
    expect(findPhrases(ALL, 'check', 'no such words')).toEqual([])
  })

  it('go behind what was typed already, and no further than the field reaches', () => {
    const [row] = findPhrases(ALL, 'recall', '')
    if (!row) throw new Error('no phrase')
    expect(withPhrase('', row, 'zh-CN', 1000)).toBe('误操作，撤回。')
    expect(withPhrase('已电话告知。', row, 'zh-CN', 1000)).toBe('已电话告知。误操作，撤回。')
    expect(withPhrase('x'.repeat(995), row, 'en', 1000)).toHaveLength(1000)
  })
})
