import { afterEach, describe, expect, it } from 'vitest'
import type { SteerAct, SteerError, SteerState } from '../../electron/contract/media-steer.ts'
import { deviceAddress } from '../../electron/media/onvif/device-ask.ts'
import { OnvifDevices } from '../../electron/media/onvif/onvif-devices.ts'
import { FakeWindow, endAll, endings, media, until } from './media-window.ts'
import { OnvifFake, type OnvifFlaw } from './onvif-fake.ts'

afterEach(endAll)

async function device(): Promise<OnvifFake> {
  const fake = await OnvifFake.start()
  endings.push(() => fake.close())
  return fake
}

const CAMERA = 'rtsp://127.0.0.1:9/a'

/** A window with a person at it. */
class Hand {
  readonly window: FakeWindow
  readonly #name: string

  constructor(service: ConstructorParameters<typeof FakeWindow>[0], name: string) {
    this.window = new FakeWindow(service)
    this.#name = name
  }

  do(act: SteerAct): void {
    this.window.send({ type: 'steer', cameraId: 'a', by: { id: this.#name, name: this.#name }, act })
  }

  get state(): SteerState | undefined {
    return this.window.got.flatMap((message) => (message.type === 'steer' ? [message.state] : [])).at(-1)
  }

  async looked(): Promise<this> {
    this.do({ do: 'look' })
    await until(() => expect(this.state?.able).toBe(true), 8_000)
    return this
  }
}

describe('a camera with a motor', { timeout: 30_000 }, () => {
  it('is looked at: model, streams of both sizes with their addresses, presets', async () => {
    const fake = await device()
    const devices = new OnvifDevices()
    endings.push(() => devices.close())
    const address = deviceAddress(fake.url())
    if (!address) throw new Error('no address')
    const looked = await devices.ask(address, { do: 'look' })
    expect(looked).toMatchObject({ ok: true, value: { maker: 'Linjiang', model: 'Dome 4', firmware: '1.2' } })
    expect(looked.ok && looked.value.profiles).toEqual([
      { token: 'main', name: 'main', width: 1920, height: 1080, codec: 'H264', uri: 'rtsp://192.0.2.7/main', steerable: true },
      { token: 'sub', name: 'sub', width: 704, height: 576, codec: 'H264', uri: 'rtsp://192.0.2.7/sub', steerable: true },
      { token: 'events', name: 'events', width: 0, height: 0, codec: '', uri: '', steerable: false },
    ])
    expect(await devices.ask(address, { do: 'presets', profile: 'main' })).toEqual({ ok: true, value: [{ token: '1', name: '大门' }, { token: 'gate & 2', name: 'Crossing' }] })
  })

  it('moves while it is told to, stops when let go, goes to presets and keeps new ones', async () => {
    const fake = await device()
    const hand = await new Hand(media({ a: { url: CAMERA, onvif: fake.url() } }).service, '王').looked()
    hand.do({ do: 'move', pan: 0.5, tilt: -0.25, zoom: 0 })
    await until(() => expect(fake.told).toEqual(['move 0.5 -0.25 0']), 3_000)
    expect(hand.state?.holder).toMatchObject({ name: '王', mine: true })
    hand.do({ do: 'stop' })
    hand.do({ do: 'preset', token: 'gate & 2' })
    hand.do({ do: 'keep', name: '<东门> & "西门"' })
    await until(() => expect(fake.told.slice(1)).toEqual(['stop', 'go gate &#38; 2', 'keep &#60;东门&#62; &#38; &#34;西门&#34;']), 5_000)
    expect(hand.state?.error).toBeNull()
  })

  it('is stopped when its window falls silent, and when it closes', async () => {
    const fake = await device()
    const { service } = media({ a: { url: CAMERA, onvif: fake.url() } })
    const hand = await new Hand(service, '王').looked()
    hand.do({ do: 'move', pan: 1, tilt: 0, zoom: 0 })
    await until(() => expect(fake.told).toEqual(['move 1 0 0', 'stop']), 4_000)
    hand.do({ do: 'move', pan: -1, tilt: 0, zoom: 0 })
    await until(() => expect(fake.told).toHaveLength(3), 2_000)
    hand.window.port.close()
    await until(() => expect(fake.told.at(-1)).toBe('stop'), 1_000)
  })

  it('is steered with HTTP digests too, where it wants them', async () => {
    const fake = await device()
    fake.digest = true
    const hand = await new Hand(media({ a: { url: CAMERA, onvif: fake.url() } }).service, '王').looked()
    hand.do({ do: 'preset', token: '1' })
    await until(() => expect(fake.told).toEqual(['go 1']), 3_000)
  })

  it('obeys one person; another is told who has it, and gets it once it is given back', async () => {
    const fake = await device()
    const { service } = media({ a: { url: CAMERA, onvif: fake.url() } })
    const first = await new Hand(service, '王').looked()
    const second = await new Hand(service, '李').looked()
    first.do({ do: 'take' })
    await until(() => expect(second.state?.holder).toMatchObject({ name: '王', mine: false }), 2_000)
    second.do({ do: 'move', pan: 1, tilt: 0, zoom: 0 })
    await until(() => expect(second.state?.error).toBe('taken'), 2_000)
    expect(fake.told).toEqual([])
    first.do({ do: 'give' })
    await until(() => expect(second.state?.holder).toBeNull(), 2_000)
    second.do({ do: 'move', pan: 1, tilt: 0, zoom: 0 })
    await until(() => expect(fake.told[0]).toBe('move 1 0 0'), 2_000)
  })
})

describe('a camera that can’t be steered', { timeout: 60_000 }, () => {
  const errorOf = async (onvif: string | undefined): Promise<SteerError | null | undefined> => {
    const hand = new Hand(media({ a: { url: CAMERA, ...(onvif === undefined ? {} : { onvif }) } }).service, '王')
    hand.do({ do: 'look' })
    await until(() => expect(hand.state?.error).toBeTruthy(), 15_000)
    return hand.state?.error
  }

  it('says why: no address, one that is not allowed, nobody there, a wrong password', async () => {
    const fake = await device()
    expect(await errorOf(undefined)).toBe('not-set')
    expect(await errorOf('http://8.8.8.8/onvif/device_service')).toBe('refused')
    expect(await errorOf('http://127.0.0.1:9')).toBe('unreachable')
    expect(await errorOf(fake.url('wrong'))).toBe('unauthorized')
    fake.digest = true
    expect(await errorOf(fake.url('wrong'))).toBe('unauthorized')
  })

  it('is told to have no motor where it has none', async () => {
    const fake = await device()
    fake.motor = false
    const hand = new Hand(media({ a: { url: CAMERA, onvif: fake.url() } }).service, '王')
    hand.do({ do: 'look' })
    await until(() => expect(hand.state?.able).toBe(false), 8_000)
    expect(hand.state?.error).toBeNull()
  })

  it.each<[OnvifFlaw, SteerError]>([
    ['garbage', 'not-onvif'],
    ['html', 'not-onvif'],
    ['wrong-shape', 'not-onvif'],
    ['endless', 'not-onvif'],
    ['fault', 'fault'],
    ['silent', 'timeout'],
  ])('answers with %s: says so, and takes nothing along', async (flaw, error) => {
    const fake = await device()
    fake.flaw = flaw
    const before = process.memoryUsage().rss
    expect(await errorOf(fake.url())).toBe(error)
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6)
  })

  it('is given up on with its thread where reading its answer takes for ever, and others are asked on', async () => {
    const [ill, well] = [await device(), await device()]
    ill.flaw = 'torturing'
    const devices = new OnvifDevices({ look: 1_500, other: 1_500 })
    endings.push(() => devices.close())
    const [a, b] = [deviceAddress(ill.url()), deviceAddress(well.url())]
    if (!a || !b) throw new Error('no address')
    expect(await devices.ask(a, { do: 'look' })).toMatchObject({ ok: false })
    expect(await devices.ask(b, { do: 'look' })).toMatchObject({ ok: true })
  })
})
