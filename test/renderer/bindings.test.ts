import { describe, expect, it } from 'vitest'
import { BINDINGS, bindingFor, keyOf } from '../../renderer/panels/key-help/bindings.ts'
import { locale } from '../../renderer/panels/key-help/locale.ts'

const press = (key: string, more: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }> = {}) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more,
})

describe('the table of keys', () => {
  it('names no key and no action twice', () => {
    const keys: string[] = BINDINGS.flatMap((binding) => [...binding.keys])
    const actions: string[] = BINDINGS.map((binding) => binding.action)
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(actions).size).toBe(actions.length)
  })

  it('names every action in both languages', () => {
    for (const { action } of BINDINGS) {
      expect(locale.zh[action]).toBeTruthy()
      expect(locale.en[action]).toBeTruthy()
    }
  })

  it.each([
    [press('j'), 'queue.next'],
    [press('J', { shiftKey: true }), undefined],
    [press('G', { shiftKey: true }), 'queue.last'],
    [press('?', { shiftKey: true }), 'help.open'],
    [press('/'), 'command.open'],
    [press('k', { ctrlKey: true }), 'command.open'],
    [press('k', { metaKey: true }), 'command.open'],
    [press('k'), 'queue.previous'],
    [press('F2'), 'wall.video'],
    [press('F2', { altKey: true }), undefined],
    [press('Escape'), 'close'],
  ])('finds the action of %o', (event, action) => {
    expect(bindingFor(keyOf(event))?.action).toBe(action)
  })
})
