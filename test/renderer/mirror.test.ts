import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoreClient } from '../../renderer/client/core-client.ts'
import { Mirror, specKey } from '../../renderer/client/mirror.ts'
import { FakePort, viewOf } from './fake-port.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const spec = { view: 'roll', limit: 10 } as const
const key = specKey(spec)

function begin() {
  const client = new CoreClient()
  const port = new FakePort()
  client.setPort(port)
  const mirror = new Mirror(client, () => 1_000)
  return { client, port, mirror }
}

const snapshot = (port: FakePort, ...names: string[]): void => port.say({ op: 'snapshot', id: port.last('watch').id, seq: 1, view: viewOf(...names) })

describe('the mirror', () => {
  it('names a view the same whatever the order of its parameters', () => {
    expect(specKey({ view: 'roll', limit: 10 })).toBe(specKey({ limit: 10, view: 'roll' }))
  })

  it('watches a view once however many look at it', () => {
    const { mirror, port } = begin()
    mirror.hold(spec)
    mirror.hold({ limit: 10, view: 'roll' })
    expect(port.all('watch')).toHaveLength(1)
  })

  it('applies patches; rows that did not change stay the same objects', () => {
    const { mirror, port } = begin()
    mirror.hold(spec)
    snapshot(port, 'a', 'b')
    const before = mirror.entry(key).view
    port.say({ op: 'patch', id: port.last('watch').id, seq: 2, patch: { put: { c: { name: 'c' } }, drop: ['b'], order: ['c', 'a'] } })
    const { state, view } = mirror.entry(key)
    expect(state).toBe('live')
    expect(view?.order).toEqual(['c', 'a'])
    expect(Object.keys(view?.rows ?? {}).sort()).toEqual(['a', 'c'])
    expect(view?.rows['a']).toBe(before?.rows['a'])
    expect(view?.head).toBe(before?.head)
  })

  it('keeps the last view, marked as old, while core is away, and is live again with the next snapshot', () => {
    const { mirror, port, client } = begin()
    mirror.hold(spec)
    snapshot(port, 'a')
    client.setPort(null)
    expect(mirror.entry(key)).toMatchObject({ state: 'stale', since: 1_000, view: { order: ['a'] } })
    const next = new FakePort()
    client.setPort(next)
    expect(mirror.entry(key).state).toBe('stale')
    snapshot(next, 'a', 'b')
    expect(mirror.entry(key)).toMatchObject({ state: 'live', view: { order: ['a', 'b'] } })
  })

  it('shows an error where there is no view yet, and keeps the view where there is one', () => {
    const { mirror, port } = begin()
    mirror.hold(spec)
    const { id } = port.last('watch')
    port.say({ op: 'error', id, error: { code: 'internal', message: 'no' } })
    expect(mirror.entry(key).state).toBe('error')
    vi.advanceTimersByTime(5_000)
    snapshot(port, 'a')
    port.say({ op: 'error', id: port.last('watch').id, error: { code: 'internal', message: 'no' } })
    expect(mirror.entry(key)).toMatchObject({ state: 'stale', view: { order: ['a'] } })
  })

  it('lets go of a view a while after the last look, and not when somebody looks again meanwhile', () => {
    const { mirror, port } = begin()
    const release = mirror.hold(spec)
    release()
    vi.advanceTimersByTime(1_000)
    const again = mirror.hold(spec)
    vi.advanceTimersByTime(10_000)
    expect(port.all('unwatch')).toHaveLength(0)
    again()
    again()
    vi.advanceTimersByTime(2_000)
    expect(port.all('unwatch')).toHaveLength(1)
    expect(mirror.store.getState()[key]).toBeUndefined()
  })

  it('holds few views that nobody looks at, however fast the walk', () => {
    const { mirror, port } = begin()
    for (let n = 0; n < 60; n++) mirror.hold({ view: 'case', caseId: `c${n}` })()
    expect(port.all('watch').length - port.all('unwatch').length).toBe(8)
  })
})
