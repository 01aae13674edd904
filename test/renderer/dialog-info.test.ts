import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lampOf, readDialogInfo, type Dialogs } from '../../renderer/call/dialog-info.ts'

const none: Dialogs = new Map()
const info = (state: string, dialogs: string): string => `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="${state}" entity="sip:8102@city">${dialogs}</dialog-info>`
const dialog = (id: string, state: string): string => `<dialog id="${id}" direction="recipient"><state event="x">${state}</state><local/></dialog>`
const lamp = (text: string, before = none) => {
  const dialogs = readDialogInfo(text, before)
  return dialogs && lampOf(dialogs)
}

describe('what a server says of a number’s dialogs', () => {
  it.each([
    ['nothing', '', 'idle'],
    ['one that is over', dialog('a', 'terminated'), 'idle'],
    ['one that rings', dialog('a', 'early'), 'ringing'],
    ['one that is being dialled', dialog('a', 'trying'), 'ringing'],
    ['one that is spoken beside one that rings', dialog('a', 'early') + dialog('b', 'confirmed'), 'talking'],
    ['one in a comment', `<!-- ${dialog('a', 'confirmed')} -->`, 'idle'],
  ])('is shown by its lamp: %s', (_what, dialogs, shown) => expect(lamp(info('full', dialogs))).toBe(shown))

  it('is changed by a part of it, and replaced by a whole', () => {
    const first = readDialogInfo(info('full', dialog('a', 'confirmed') + dialog('b', 'early')), none) ?? none
    const part = readDialogInfo(info('partial', dialog('a', 'terminated')), first) ?? none
    expect([lampOf(part), lamp(info('full', ''), part)]).toEqual(['ringing', 'idle'])
  })

  it('may name its elements with a prefix', () => expect(lamp('<d:dialog-info state="full"><d:dialog id="a"><d:state>confirmed</d:state></d:dialog></d:dialog-info>')).toBe('talking'))

  it('is nothing where it is no such document', () => {
    for (const text of ['', 'idle', '<presence/>', info('some', ''), info('full', '').padEnd(70_000)]) expect(lamp(text)).toBeUndefined()
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => lamp(text) === undefined || text.includes('dialog-info')))
  })
})
