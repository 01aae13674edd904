import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoreClient, type WatchListener } from '../../renderer/client/core-client.ts'
import { FakePort, viewOf } from './fake-port.ts'

const quiet = (): WatchListener => ({ snapshot: vi.fn(), patch: vi.fn(), error: vi.fn(), lost: vi.fn() })
const accept = { type: 'case.accept', caseId: 'c1' } as const

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function connected(): { client: CoreClient; port: FakePort } {
  const client = new CoreClient()
  const port = new FakePort()
  client.setPort(port)
  return { client, port }
}

describe('a request', () => {
  it('gets the value that core answers under its number', async () => {
    const { client, port } = connected()
    const answer = client.command(accept)
    port.say({ op: 'done', id: port.last('command').id, value: { caseId: 'c1', number: '1', eventIds: ['e1'] } })
    expect(await answer).toEqual({ ok: true, value: { caseId: 'c1', number: '1', eventIds: ['e1'] } })
  })

  it('gets the error that core answers', async () => {
    const { client, port } = connected()
    const answer = client.command(accept)
    port.say({ op: 'error', id: port.last('command').id, error: { code: 'role-missing', message: 'no' } })
    expect(await answer).toMatchObject({ ok: false, error: { code: 'role-missing' } })
  })

  it('waits a while for core and is sent when it comes', async () => {
    const client = new CoreClient()
    const answer = client.command(accept)
    await vi.advanceTimersByTimeAsync(1_000)
    const port = new FakePort()
    client.setPort(port)
    await vi.advanceTimersByTimeAsync(0)
    port.say({ op: 'done', id: port.last('command').id, value: {} })
    expect((await answer).ok).toBe(true)
  })

  it('that was never sent says so', async () => {
    const answer = new CoreClient().command(accept)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await answer).toMatchObject({ ok: false, error: { code: 'core-down', params: { written: 'no' } } })
  })

  it('that was under way when core died says that it may have been written', async () => {
    const { client } = connected()
    const answer = client.command(accept)
    client.setPort(null)
    expect(await answer).toMatchObject({ ok: false, error: { code: 'core-down', params: { written: 'unknown' } } })
  })

  it('that is never answered gives up', async () => {
    const { client } = connected()
    const answer = client.command(accept)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await answer).toMatchObject({ ok: false, error: { code: 'core-down', params: { written: 'unknown' } } })
  })

  it('past the bound of waiting ones is refused here', async () => {
    const { client, port } = connected()
    for (let n = 0; n < 64; n++) void client.command(accept)
    expect(await client.command(accept)).toMatchObject({ ok: false, error: { code: 'too-many' } })
    expect(port.all('command')).toHaveLength(64)
  })
})

describe('a watch', () => {
  it('hears the snapshot and its patches in order, and acknowledges each', () => {
    const { client, port } = connected()
    const listener = quiet()
    client.watch({ view: 'roll' }, listener)
    const { id } = port.last('watch')
    port.say({ op: 'snapshot', id, seq: 4, view: viewOf('a') })
    port.say({ op: 'patch', id, seq: 5, patch: { drop: ['a'] } })
    expect(listener.snapshot).toHaveBeenCalledOnce()
    expect(listener.patch).toHaveBeenCalledWith({ drop: ['a'] })
    expect(port.all('ack').map((ack) => ack['seq'])).toEqual([4, 5])
  })

  it('is asked for again under a new number after a gap, and the old number is not heard any more', () => {
    const { client, port } = connected()
    const listener = quiet()
    client.watch({ view: 'roll' }, listener)
    const { id } = port.last('watch')
    port.say({ op: 'snapshot', id, seq: 1, view: viewOf('a') })
    port.say({ op: 'patch', id, seq: 3, patch: { drop: ['a'] } })
    port.say({ op: 'patch', id, seq: 4, patch: { drop: ['a'] } })
    expect(listener.patch).not.toHaveBeenCalled()
    expect(port.last('unwatch').id).toBe(id)
    expect(port.all('watch')).toHaveLength(2)
    expect(port.last('watch').id).not.toBe(id)
  })

  it('is asked for again on a new port', () => {
    const { client } = connected()
    const listener = quiet()
    client.watch({ view: 'figures' }, listener)
    client.setPort(null)
    expect(listener.lost).toHaveBeenCalledOnce()
    const port = new FakePort()
    client.setPort(port)
    expect(port.all('watch').map((watch) => watch['spec'])).toEqual([{ view: 'figures' }])
  })

  it('that has ended is not asked for again', () => {
    const { client, port } = connected()
    const end = client.watch({ view: 'roll' }, quiet())
    const { id } = port.last('watch')
    end()
    expect(port.last('unwatch').id).toBe(id)
    const next = new FakePort()
    client.setPort(next)
    expect(next.all('watch')).toEqual([])
  })

  it('that ends after it was renumbered ends under its new number', () => {
    const { client, port } = connected()
    const end = client.watch({ view: 'roll' }, quiet())
    const first = port.last('watch').id
    port.say({ op: 'patch', id: first, seq: 2, patch: {} })
    const second = port.last('watch').id
    end()
    expect(port.last('unwatch').id).toBe(second)
  })

  it('that core refuses is tried again later', () => {
    const { client, port } = connected()
    const listener = quiet()
    client.watch({ view: 'roll' }, listener)
    port.say({ op: 'error', id: port.last('watch').id, error: { code: 'internal', message: 'no' } })
    expect(listener.error).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(5_000)
    expect(port.all('watch')).toHaveLength(2)
  })
})

it('what is no answer changes nothing and is told', () => {
  const odd = vi.fn()
  const client = new CoreClient(odd)
  const port = new FakePort()
  client.setPort(port)
  const listener = quiet()
  client.watch({ view: 'roll' }, listener)
  port.say({ op: 'snapshot', id: port.last('watch').id, seq: 'one' })
  port.say(null)
  expect(odd).toHaveBeenCalledTimes(2)
  expect(listener.snapshot).not.toHaveBeenCalled()
})
