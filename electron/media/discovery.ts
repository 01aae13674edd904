import { MOST_FOUND, type DiscoverRequest, type FoundDevice } from '../contract/media-discover.ts'
import { type MediaAllow, checkAddress } from '../domain/media-address.ts'
import { deviceAddress, type DeviceFacts } from './onvif/device-ask.ts'
import type { OnvifDevices } from './onvif/onvif-devices.ts'
import type { Port } from './port.ts'

/** Devices asked at once. */
const AT_ONCE = 4

/** Finds cameras and asks each what it is. Each window has one search at a time; a newer one ends the older. */
export class Discovery {
  readonly #devices: OnvifDevices
  readonly #running = new Map<Port, string>()

  constructor(devices: OnvifDevices) {
    this.#devices = devices
  }

  drop(port: Port): void {
    this.#running.delete(port)
  }

  async run(port: Port, { request, multicast, addresses, user, password }: DiscoverRequest, allow: MediaAllow | null): Promise<void> {
    this.#running.set(port, request)
    const current = (): boolean => this.#running.get(port) === request
    const found: FoundDevice[] = []
    const tell = (asking: number | null, failed: boolean): void => {
      if (current()) port.post({ type: 'discovered', request, devices: found, asking, failed })
    }
    tell(addresses.length, false)
    const called = multicast ? await this.#devices.discover() : { ok: true as const, value: [] }
    const waiting = [...new Set([...addresses.map(urlOf), ...(called.ok ? called.value : [])])].slice(0, MOST_FOUND)
    let left = waiting.length
    tell(left, !called.ok)
    const work = async (): Promise<void> => {
      for (let url = waiting.shift(); url !== undefined && current(); url = waiting.shift()) {
        found.push(await this.#look(url, user, password, allow))
        left -= 1
        tell(left, !called.ok)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    tell(null, !called.ok)
    if (current()) this.#running.delete(port)
  }

  async #look(url: string, user: string, password: string, allow: MediaAllow | null): Promise<FoundDevice> {
    const nothing = { maker: '', model: '', firmware: '', steerable: false, streams: [] }
    const address = allow && checkAddress(url, { ...allow, schemes: ['http', 'https'] }).ok ? deviceAddress(url) : null
    if (!address) return { address: url, error: 'refused', ...nothing }
    const looked = await this.#devices.ask({ ...address, user, password }, { do: 'look' })
    return looked.ok ? { address: url, error: null, ...told(looked.value) } : { address: url, error: looked.error, ...nothing }
  }
}

function told({ maker, model, firmware, profiles }: DeviceFacts): Omit<FoundDevice, 'address' | 'error'> {
  const streams = profiles.filter(({ uri }) => uri !== '').map(({ name, width, height, codec, uri }) => ({ name, width, height, codec, url: uri.replace(/^(rtsps?:\/\/)[^/]*@/i, '$1') }))
  return { maker, model, firmware, steerable: profiles.some(({ steerable }) => steerable), streams: streams.toSorted((a, b) => b.width * b.height - a.width * a.height) }
}

/** `10.0.0.5` and `10.0.0.5:8899` are short for an address. */
const urlOf = (given: string): string => (/^https?:\/\//i.test(given) ? given : `http://${given}`).replace(/^(https?:\/\/)[^/]*@/i, '$1')
