import type { MediaCamera, MediaToWindow } from '../contract/media.ts'
import type { SteerError, SteerRequest } from '../contract/media-steer.ts'
import { type MediaAllow, checkAddress } from '../domain/media-address.ts'
import { deviceAddress } from './onvif/device-ask.ts'
import type { Devices } from './onvif/onvif-devices.ts'
import type { Port } from './port.ts'
import { SteeredCamera } from './steered-camera.ts'

/** Cameras that windows steer (云台), each at the address that its registry entry names. */
export class Steering {
  readonly #devices: Devices
  readonly #steered = new Map<string, { readonly url: string; readonly camera: SteeredCamera }>()
  readonly #now: () => number

  constructor(devices: Devices, now: () => number) {
    this.#devices = devices
    this.#now = now
  }

  /** Does what a window asks; the answer, and each change after it, goes to its port. */
  act(port: Port, { cameraId, by, act }: SteerRequest, camera: MediaCamera | undefined, allow: MediaAllow | null): void {
    const url = camera?.onvif
    const running = this.#steered.get(cameraId)
    if (running && running.url !== url) this.#forget(cameraId)
    if (act.do === 'leave') return this.#steered.get(cameraId)?.camera.leave(port)
    if (url === undefined || !allow) return refuse(port, cameraId, 'not-set')
    const address = checkAddress(url, { ...allow, schemes: ['http', 'https'] }).ok ? deviceAddress(url) : null
    if (!address) return refuse(port, cameraId, 'refused')
    const steered = this.#steered.get(cameraId) ?? { url, camera: new SteeredCamera(cameraId, address, this.#devices, this.#now) }
    this.#steered.set(cameraId, steered)
    steered.camera.act(port, by, act)
  }

  /** The window is gone: what it steered is stopped. */
  drop(port: Port): void {
    for (const { camera } of this.#steered.values()) camera.leave(port)
  }

  close(): void {
    for (const id of [...this.#steered.keys()]) this.#forget(id)
  }

  #forget(cameraId: string): void {
    this.#steered.get(cameraId)?.camera.close()
    this.#steered.delete(cameraId)
  }
}

function refuse(port: Port, cameraId: string, error: SteerError): void {
  port.post({ type: 'steer', cameraId, state: { able: null, model: '', presets: [], holder: null, error } } satisfies MediaToWindow)
}
