import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseDecodeRoute, isSoftwareRenderer } from '../../electron/domain/decode-route.ts'
import { MediaAllow, checkAddress } from '../../electron/domain/media-address.ts'
import { retryDelay } from '../../electron/domain/media-backoff.ts'
import { newTimeline, onTimeline } from '../../electron/domain/media-timeline.ts'
import { chooseStream } from '../../electron/domain/stream-choice.ts'
import { FLOW_LIMIT, acknowledge, breakFlow, offerUnit, startFlow } from '../../electron/domain/media-flow.ts'
import { type Connection, type ConnectionEvent, MEDIA_TIMES, isOverdue, startConnection, stepConnection } from '../../electron/domain/media-state.ts'

describe('the decode route', () => {
  it('is the GPU’s where there is one, else the scaler’s, and says what can’t be decoded', () => {
    expect(chooseDecodeRoute({ gpu: true, decodes: true })).toBe('gpu')
    expect(chooseDecodeRoute({ gpu: false, decodes: true })).toBe('cpu')
    expect(chooseDecodeRoute({ gpu: true, decodes: false })).toBe('unsupported')
  })

  it.each([
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', true],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', true],
    ['', true],
    ['ANGLE (Intel, Mesa Intel(R) UHD Graphics 630 (CFL GT2), OpenGL 4.6)', false],
    ['ANGLE (NVIDIA, NVIDIA RTX A2000 Direct3D11)', false],
  ])('takes %s for software: %s', (name, software) => expect(isSoftwareRenderer(name)).toBe(software))
})

describe('the stream of a camera', () => {
  it('is the small one where that is at least about the tile’s size, whatever the tile’s shape', () => {
    const sub = { width: 704, height: 576 }
    expect(chooseStream({ width: 640, height: 360 }, sub)).toBe('sub')
    expect(chooseStream({ width: 704, height: 2_000 }, sub)).toBe('sub')
    expect(chooseStream({ width: 960, height: 540 }, sub)).toBe('sub')
    expect(chooseStream({ width: 1_280, height: 720 }, sub)).toBe('main')
    expect(chooseStream({ width: 640, height: 360 }, { width: 352, height: 288 })).toBe('main')
    expect(chooseStream({ width: 640, height: 360 }, null)).toBe('sub')
  })
})

describe('time stamps', () => {
  const all = (given: readonly (number | null)[]) => {
    let line = newTimeline()
    return given.map((pts) => {
      const next = onTimeline(line, pts, 40_000)
      line = next.line
      return next.ptsUs
    })
  }

  it('stay as they are where the sender’s clock is one', () => {
    expect(all([0, 80_000, 40_000, 120_000])).toEqual([0, 80_000, 40_000, 120_000])
  })

  it('go on where the clock jumps, runs backwards, stands still or is missing', () => {
    expect(all([1_000_000, 1_040_000, 90_000_000_000, 90_000_040_000])).toEqual([1_000_000, 1_040_000, 1_080_000, 1_120_000])
    expect(all([5_000_000, 0, 40_000])).toEqual([5_000_000, 5_040_000, 5_080_000])
    expect(all([null, null])).toEqual([0, 40_000])
    expect(all([7, 7, 7])).toEqual([7, 8, 9])
  })

  it('are never twice the same among neighbours, and never far from the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(null), fc.integer({ min: -1e15, max: 1e15 }), fc.integer({ min: 0, max: 200_000 }), fc.constant(Number.NaN)), { maxLength: 200 }), (given) => {
        const out = all(given)
        for (const [i, at] of out.entries()) {
          expect(out.slice(Math.max(0, i - 63), i)).not.toContain(at)
          if (i > 0) expect(Math.abs(at - (out[i - 1] ?? at))).toBeLessThanOrEqual(2_000_064)
        }
      }),
    )
  })
})

describe('an address', () => {
  const allow = MediaAllow.parse({})
  const reason = (url: string, rules = allow) => {
    const check = checkAddress(url, rules)
    return check.ok ? null : check.error
  }

  it.each(['rtsp://127.0.0.1:8554/a', 'rtsp://localhost/a', 'rtsp://[::1]:554/a', 'rtsps://10.1.2.3/a', 'rtsp://user:p%40ss@192.168.1.64/ch1', 'rtsp://172.31.9.9/a', 'rtsp://[fd00::7]/a'])('%s is allowed by default', (url) => {
    expect(reason(url)).toBeNull()
  })

  it.each([
    ['rtsp://8.8.8.8/a', 'host-not-allowed'],
    ['rtsp://172.32.0.1/a', 'host-not-allowed'],
    ['rtsp://camera.example/a', 'host-not-allowed'],
    ['rtsp://127.0.0.1.evil.example/a', 'host-not-allowed'],
    ['rtsp://127.0.0.1@evil.example/a', 'host-not-allowed'],
    ['http://127.0.0.1/a', 'scheme-not-allowed'],
    ['file:///etc/passwd', 'folder-not-allowed'],
    ['file://host/video/a.mp4', 'address-invalid'],
    ['file:///video/../etc/a.mp4', 'address-invalid'],
    ['file:///video/%2e%2e/etc/a.mp4', 'address-invalid'],
    ['rtsp://', 'address-invalid'],
    ['rtsp://127.0.0.1:99999/a', 'address-invalid'],
    ['rtsp://127.0.0.1/a b', 'address-invalid'],
    ['rtsp://0177.0.0.1/a', 'host-not-allowed'],
    ['rtsp://2130706433/a', 'host-not-allowed'],
  ])('%s is refused: %s', (url, error) => expect(reason(url)).toBe(error))

  it('is allowed when the settings name its host or block', () => {
    const rules = MediaAllow.parse({ hosts: ['203.0.113.0/24', 'Camera.example'] })
    expect(reason('rtsp://203.0.113.200/a', rules)).toBeNull()
    expect(reason('rtsp://camera.example/a', rules)).toBeNull()
    expect(reason('rtsp://203.0.114.1/a', rules)).toBe('host-not-allowed')
    expect(reason('rtsp://127.0.0.1/a', rules)).toBe('host-not-allowed')
  })
})

describe('the wait before the next attempt', () => {
  it('grows from a quarter of a second to five, and leaves servers that said no alone for 30 s', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        expect(retryDelay('link', attempt, random)).toBeLessThanOrEqual(6_250)
        expect(retryDelay('link', 1, random)).toBeLessThanOrEqual(313)
        expect(retryDelay('refused', attempt, random)).toBeLessThanOrEqual(1_250)
        expect(retryDelay('answer', attempt, random)).toBeGreaterThanOrEqual(30_000)
      }),
    ))
})

describe('the flow to a window', () => {
  const unit = (key: boolean, bytes = 5_000) => ({ key, bytes })

  it('begins with a key unit', () => {
    const waiting = offerUnit(startFlow(), unit(false))
    expect(waiting.send).toBe(false)
    expect(offerUnit(waiting.flow, unit(true)).send).toBe(true)
  })

  it('drops to the next key unit that comes after the window caught up', () => {
    let flow = offerUnit(startFlow(), unit(true)).flow
    for (let i = 0; i < FLOW_LIMIT.units * 2; i++) flow = offerUnit(flow, unit(false)).flow
    expect(flow.sizes.length).toBe(FLOW_LIMIT.units)
    expect(offerUnit(flow, unit(true)).send).toBe(false)
    flow = acknowledge(flow, FLOW_LIMIT.units - 1)
    expect(offerUnit(flow, unit(false)).send).toBe(false)
    expect(offerUnit(flow, unit(true)).send).toBe(true)
  })

  it('takes no acknowledgement of what was not sent', () => {
    const { flow } = offerUnit(startFlow(), unit(true))
    expect(acknowledge(flow, 7)).toBe(flow)
    expect(acknowledge(acknowledge(flow, 0), 0).bytes).toBe(0)
  })

  it('never exceeds its bounds, and a delta unit never follows a dropped one', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.record({ key: fc.boolean(), bytes: fc.integer({ min: 1, max: 2_000_000 }) }), fc.constant('ack'), fc.constant('break')), { maxLength: 400 }), (steps) => {
        let flow = startFlow()
        let broken = true
        for (const step of steps) {
          if (step === 'ack') flow = acknowledge(flow, flow.nextSeq - 1)
          else if (step === 'break') {
            flow = breakFlow(flow)
            broken = true
          } else {
            const offered = offerUnit(flow, step)
            if (offered.send) expect(step.key || !broken).toBe(true)
            broken = !offered.send
            flow = offered.flow
          }
          expect(flow.sizes.length).toBeLessThanOrEqual(FLOW_LIMIT.units)
          expect(flow.sizes.length <= 1 || flow.bytes <= FLOW_LIMIT.bytes).toBe(true)
        }
      }),
    ))
})

describe('a connection', () => {
  const run = (events: [number, ConnectionEvent][], from = startConnection(0)): Connection => events.reduce((connection, [at, event]) => stepConnection(connection, event, at), from)
  const live = run([[0, { type: 'open' }], [100, { type: 'unit' }]])

  it('is live with its first unit', () => expect(live).toMatchObject({ state: 'live', since: 100, detail: 'streaming' }))

  it('is stalled after 1.5 s of silence, since the last unit, and overdue after 3.5 s', () => {
    expect(run([[1_599, { type: 'tick' }]], live).state).toBe('live')
    expect(run([[1_600, { type: 'tick' }]], live)).toMatchObject({ state: 'stalled', since: 100, detail: 'no-packets' })
    expect(isOverdue(live, 100 + MEDIA_TIMES.silent - 1)).toBe(false)
    expect(isOverdue(live, 100 + MEDIA_TIMES.silent)).toBe(true)
  })

  it('keeps the time it was lost through every further attempt', () => {
    const lost = run([[5_000, { type: 'failed', detail: 'connection-lost', random: 0 }], [5_200, { type: 'open' }], [5_201, { type: 'failed', detail: 'unreachable', random: 0 }]], live)
    expect(lost).toMatchObject({ state: 'failed', since: 5_000, detail: 'unreachable', attempt: 2 })
    expect(run([[9_000, { type: 'open' }], [9_100, { type: 'unit' }]], lost)).toMatchObject({ state: 'live', since: 9_100, retryAt: null })
  })

  it('starts again with the shortest wait only after it was live for a while', () => {
    const failed: ConnectionEvent = { type: 'failed', detail: 'connection-lost', random: 0.5 }
    const flapping = run([[200, failed], [500, { type: 'open' }], [600, { type: 'unit' }], [700, failed]], live)
    expect(flapping.attempt).toBe(2)
    const settled = run([[100 + MEDIA_TIMES.settled, { type: 'unit' }], [20_000, failed]], live)
    expect(settled).toMatchObject({ attempt: 1, retryAt: 20_250 })
  })

  it('never shows live without a unit in the last 1.5 s, whatever happens', () => {
    const event = fc.oneof(
      fc.constant<ConnectionEvent>({ type: 'open' }),
      fc.constant<ConnectionEvent>({ type: 'unit' }),
      fc.constant<ConnectionEvent>({ type: 'failed', detail: 'connection-lost', random: 0.5 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), event)), (steps) => {
        let now = 0
        let lastUnit = -Infinity
        let connection = startConnection(0)
        for (const [wait, next] of steps) {
          now += wait
          connection = stepConnection(connection, { type: 'tick' }, now)
          if (connection.state === 'live') expect(now - lastUnit).toBeLessThan(MEDIA_TIMES.stalled)
          if (next.type === 'unit' && connection.openedAt === null) continue
          connection = stepConnection(connection, next, now)
          if (next.type === 'unit') lastUnit = now
        }
      }),
    )
  })
})
