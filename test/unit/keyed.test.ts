import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyKeyed, diffKeyed, type Keyed } from '../../electron/contract/keyed.ts'

const keyed: fc.Arbitrary<Keyed<number, string>> = fc.record({ head: fc.nat({ max: 3 }), rows: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z')) }).map(({ head, rows }) => ({ head, rows: { ...rows }, order: Object.keys(rows) }))

describe('patches', () => {
  it('turn any view into any other', () => {
    fc.assert(
      fc.property(keyed, keyed, (from, to) => {
        const patch = diffKeyed(from, to)
        expect(patch ? applyKeyed(from, patch) : from).toEqual(to)
      }),
    )
  })

  it('are none when nothing changed, and leave untouched rows the same objects', () => {
    const from = { head: 1, rows: { a: { n: 1 }, b: { n: 2 } }, order: ['a', 'b'] }
    expect(diffKeyed(from, structuredClone(from))).toBeUndefined()
    const next = applyKeyed(from, { put: { b: { n: 3 } } })
    expect(next.rows['a']).toBe(from.rows.a)
  })
})
