import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Claims } from '../../electron/core/claims.ts'
import { CLAIM_MS } from '../../electron/domain/claim.ts'
import type { CaseCommand } from '../../electron/domain/case-command.ts'
import { startSimulator } from '../../electron/sources/simulator/simulator.ts'
import { NO_CITY } from '../../electron/core/city-index.ts'

const lin = { id: 'lin', name: '林', roles: ['call-taker' as const] }
const he = { id: 'he', name: '何', roles: ['call-taker' as const] }

describe('a claim', () => {
  let now = 1_000
  const changed = vi.fn<() => void>()
  const claims = new Claims({ now: () => now, changed })

  it('runs out by itself, and goes on from where it began when it is held', () => {
    expect(claims.take('c', lin, false)).toMatchObject({ ok: true })
    now += CLAIM_MS - 1
    claims.take('c', lin, false)
    expect(claims.of('c')?.since).toBe(1_000)
    now += CLAIM_MS - 1
    expect(claims.check('c', he)).toMatchObject({ ok: false, error: { code: 'claimed', params: { name: '林' } } })
    now += 1
    expect(claims.check('c', he)).toMatchObject({ ok: true })
    changed.mockClear()
    claims.sweep()
    expect([changed.mock.calls.length, claims.all()]).toEqual([1, []])
  })

  it('is taken over only when that is asked for, from then on anew, and released by nobody else', () => {
    claims.take('d', lin, false)
    now += 10
    expect(claims.take('d', he, false)).toMatchObject({ ok: false })
    expect(claims.take('d', he, true)).toMatchObject({ ok: true, value: { by: { id: 'lin' } } })
    expect(claims.of('d')).toMatchObject({ by: { id: 'he' }, since: now })
    claims.release('d', lin)
    expect(claims.of('d')).toBeDefined()
    claims.releaseAll(he)
    expect(claims.of('d')).toBeUndefined()
  })
})

describe('the simulator', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('leaves a case alone that somebody works on, and goes on with it afterwards', async () => {
    let claimed = true
    const sent: CaseCommand[] = []
    const simulator = startSimulator(
      {
        city: NO_CITY,
        codes: () => ({ version: 'none', event: [], component: [] }),
        describe: () => '',
        departmentName: (id) => id,
        submit: async (command) => void sent.push(command),
        positions: () => undefined,
        inHand: () => claimed,
        now: Date.now,
      },
      1,
    )
    simulator.set(true, 100)
    simulator.moved([{ caseId: 'c', stage: 'handled', department: null }])
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(sent).toEqual([])
    claimed = false
    await vi.advanceTimersByTimeAsync(60_000)
    simulator.stop()
    expect(sent.map((command) => command.type)).toEqual(['case.check'])
  })
})
