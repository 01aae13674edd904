import { describe, expect, it } from 'vitest'
import { walkTo } from '../../renderer/panels/queue/walk.ts'

const order = ['a', 'b', 'c']

describe('a walk through the queue', () => {
  it('begins at the top', () => expect(walkTo(order, null, 2, 'next')).toBe('a'))
  it('goes down and up', () => expect([walkTo(order, 'a', 0, 'next'), walkTo(order, 'c', 2, 'previous')]).toEqual(['b', 'b']))
  it('stops at the ends', () => expect([walkTo(order, 'c', 2, 'next'), walkTo(order, 'a', 0, 'previous')]).toEqual(['c', 'a']))
  it('goes to the ends', () => expect([walkTo(order, 'b', 1, 'first'), walkTo(order, 'b', 1, 'last')]).toEqual(['a', 'c']))
  it('goes on where a case stood that has left the list', () => expect([walkTo(order, 'gone', 1, 'next'), walkTo(order, 'gone', 1, 'previous'), walkTo(order, 'gone', 3, 'next')]).toEqual(['b', 'a', 'c']))
  it('goes nowhere in an empty list', () => expect(walkTo([], 'a', 0, 'next')).toBeNull())
})
