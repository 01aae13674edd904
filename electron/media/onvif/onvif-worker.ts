import { parentPort } from 'node:worker_threads'
import type { DeviceAddress, DeviceAnswer, DeviceAsk } from './device-ask.ts'
import { OnvifDevice } from './onvif-device.ts'

/** A question to the thread, and its answer. */
export interface ThreadAsk {
  readonly id: number
  readonly address: DeviceAddress
  readonly ask: DeviceAsk
}
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

parentPort?.on('message', ({ id, address, ask }: ThreadAsk) => {
  if (ask.do === 'look') devices.delete(JSON.stringify(address))
  void deviceAt(address).answer(ask).then((answer) => parentPort?.postMessage({ id, answer } satisfies ThreadAnswer))
})
