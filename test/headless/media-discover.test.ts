import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import type { DiscoverAnswer, DiscoverRequest } from '../../electron/contract/media-discover.ts'
import { FakeWindow, endAll, endings, media, until } from './media-window.ts'
import { OnvifFake } from './onvif-fake.ts'

afterEach(endAll)

async function device(): Promise<OnvifFake> {
  const fake = await OnvifFake.start()
  endings.push(() => fake.close())
  return fake
}

/** Searches, and answers with what was told last. */
async function search(where: Partial<DiscoverRequest>, within = 15_000): Promise<DiscoverAnswer> {
  const window = new FakeWindow(media({}).service)
  const { username: user, password } = new URL(new OnvifFake().url())
  window.send({ type: 'discover', request: 'search-1', multicast: false, addresses: [], user, password: decodeURIComponent(password), ...where })
  return until(() => {
    const last = window.got.findLast((message) => message.type === 'discovered')
    if (last?.type !== 'discovered' || last.asking !== null) throw new Error('not yet')
    return last
  }, within)
}

/** Answers WS-Discovery probes on the multicast group, after noise, as a device at `address` would. */
async function responder(address: string): Promise<void> {
  const socket: Socket = createSocket({ type: 'udp4', reuseAddr: true })
  endings.push(() => void socket.close())
  socket.on('message', (probe, { port, address: from }) => {
    if (!probe.includes('NetworkVideoTransmitter')) return
    for (const noise of ['', 'no XML', '<a><b></a>', '<s:Envelope xmlns:s="x"><s:Body/></s:Envelope>', '<s:Envelope xmlns:s="x"><s:Body><d:ProbeMatches xmlns:d="y"/></s:Body></s:Envelope>']) socket.send(noise, port, from)
    socket.send(`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Body><d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:1</a:Address></a:EndpointReference><d:XAddrs>http://[fe80::1]/onvif/device_service ${address}</d:XAddrs></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>`, port, from)
  })
  await new Promise<void>((resolve) => socket.bind(3_702, resolve))
  socket.addMembership('239.255.255.250')
}

describe('a search for cameras', { timeout: 40_000 }, () => {
  it('by address tells what each device is, and of each that does not answer why', async () => {
    const [good, fixed] = [await device(), await device()]
    fixed.motor = false
    const found = await search({ addresses: [`127.0.0.1:${good.port}`, `http://127.0.0.1:${fixed.port}/onvif/device_service`, '127.0.0.1:9', '8.8.8.8', 'not an address'] })
    expect(found.failed).toBe(false)
    const at = (part: string): (typeof found.devices)[number] | undefined => found.devices.find(({ address }) => address.includes(part))
    expect(at(`:${good.port}`)).toMatchObject({ error: null, maker: 'Linjiang', model: 'Dome 4', steerable: true, streams: [{ width: 1920, url: 'rtsp://192.0.2.7/main' }, { width: 704 }] })
    expect(at(`:${fixed.port}`)).toMatchObject({ error: null, steerable: false })
    expect(at('127.0.0.1:9')).toMatchObject({ error: 'unreachable' })
    expect(at('8.8.8.8')).toMatchObject({ error: 'refused' })
    expect(at('not an address')).toMatchObject({ error: 'refused' })
  })

  it('with a wrong password says so, and names no password in what it tells', async () => {
    const good = await device()
    const found = await search({ addresses: [good.url('wrong')], password: 'also wrong' })
    expect(found.devices).toMatchObject([{ error: 'unauthorized', address: `http://127.0.0.1:${good.port}` }])
    expect(JSON.stringify(found)).not.toContain('wrong')
  })

  it('in the network finds who answers the call, whatever else answers', async () => {
    const good = await device()
    await responder(`http://127.0.0.1:${good.port}/onvif/device_service`)
    const found = await search({ multicast: true })
    expect(found.devices).toMatchObject([{ error: null, model: 'Dome 4' }])
  })
})
