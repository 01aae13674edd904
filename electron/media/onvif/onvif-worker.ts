import { parentPort } from 'node:worker_threads'
import type { DeviceAddress, DeviceAnswer, DeviceAsk } from './device-ask.ts'
import { OnvifDevice } from './onvif-device.ts'
import { probe } from './probe.ts'

/** A question to the thread, and its answer. */
export type ThreadAsk = { readonly id: number } & ({ readonly address: DeviceAddress; readonly ask: DeviceAsk } | { readonly ask: { readonly do: 'discover' } })
export interface ThreadAnswer {
  readonly id: number
  readonly answer: DeviceAnswer<unknown>
}

/** Devices whose services are known; the one asked longest ago is forgotten first. */
const MOST_DEVICES = 64
const devices = new Map<string, OnvifDevice>()

function deviceAt(address: DeviceAddress): OnvifDevice {
  const key = JSON.stringify(address)
  const device = devices.get(key) ?? new OnvifDevice(address)
  devices.delete(key)
  devices.set(key, device)
  const [oldest] = devices.keys()
  if (devices.size > MOST_DEVICES && oldest !== undefined) devices.delete(oldest)
  return device
}

function answer(asked: ThreadAsk): Promise<DeviceAnswer<unknown>> {
  if (!('address' in asked)) return probe()
  if (asked.ask.do === 'look') devices.delete(JSON.stringify(asked.address))
  return deviceAt(asked.address).answer(asked.ask)
}

parentPort?.on('message', (asked: ThreadAsk) => void answer(asked).then((told) => parentPort?.postMessage({ id: asked.id, answer: told } satisfies ThreadAnswer)))
