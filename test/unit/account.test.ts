import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWeakPin, Login, personFault, Pin, pinWait } from '../../electron/domain/account.ts'
import { isPhone, maskPhone } from '../../electron/domain/audit.ts'

describe('PINs', () => {
  it('are digits, four to twelve', () => {
    for (const good of ['4071', '123456789012']) expect(Pin.safeParse(good).success).toBe(true)
    for (const bad of ['', '407', '1234567890123', '40a1', '４０７１']) expect(Pin.safeParse(bad).success).toBe(false)
  })

  it('that are guessed first are weak: all the same, or in order either way', () => {
    for (const weak of ['0000', '777777', '1234', '9876', '890123', '3210']) expect(isWeakPin(weak)).toBe(true)
    for (const fine of ['4071', '1235', '112233', '2580']) expect(isWeakPin(fine)).toBe(false)
  })

  it('tried wrongly slow down from the third on, never faster again, and never beyond five minutes', () => {
    expect([0, 1, 2, 3, 4, 5].map(pinWait)).toEqual([0, 0, 0, 5_000, 10_000, 20_000])
    fc.assert(fc.property(fc.nat(1_000_000), (wrong) => pinWait(wrong + 1) >= pinWait(wrong) && pinWait(wrong) <= 300_000))
  })
})

describe('people', () => {
  it('have a login that no source of cases can have', () => {
    for (const good of ['admin', 'duty-2', '8001', 'Zhang.San']) expect(Login.safeParse(good).success).toBe(true)
    for (const bad of ['', 'sim-dispatcher', 'api:demo', 'a b', '-x', '张三', 'x'.repeat(33)]) expect(Login.safeParse(bad).success).toBe(false)
  })

  it('of the post 处置部门 need a department that there is; others need none', () => {
    const person = { name: '周', roles: ['department' as const], department: null, language: null, disabled: false }
    const there = new Set(['water'])
    expect(personFault(person, there)).toBe('department-needed')
    expect(personFault({ ...person, department: 'fire' }, there)).toBe('unknown-department')
    expect(personFault({ ...person, department: 'water' }, there)).toBeUndefined()
    expect(personFault({ ...person, roles: ['dispatcher'] }, there)).toBeUndefined()
  })
})

describe('telephone numbers in the audit', () => {
  it('are known by their form, and case numbers and words are not taken for one', () => {
    for (const phone of ['13900001234', '+86 139 0000 1234', '(025) 8765-4321', '02587654321', '87654321']) expect(isPhone(phone)).toBe(true)
    for (const other of ['20261125', '20261125-01-00042', '人民路', '110', '320102001001001']) expect(isPhone(other)).toBe(false)
  })

  it('keep too little to be rung', () => {
    expect(maskPhone('139-0000-1234')).toBe('139****34')
    expect(maskPhone('110')).toBe('****')
    fc.assert(fc.property(fc.stringMatching(/^\d{7,13}$/), (phone) => maskPhone(phone).replaceAll('*', '').length <= 5))
  })
})
