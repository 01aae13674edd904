import { Cam, type CamProfile } from 'onvif'
import type { Preset } from '../../contract/media-steer.ts'
import { boundedAgent } from './bounded-agent.ts'
import type { DeviceAddress, DeviceAnswer, DeviceAsk, DeviceError, DeviceFacts, DeviceProfile, DeviceTold } from './device-ask.ts'

/** One question's longest answer, ms. */
const ANSWER_WITHIN = 4_000
/** Streams and presets beyond these are left out. */
const MOST_PROFILES = 16
const MOST_PRESETS = 128

type Callback<T> = (error: Error | null, data?: T) => void

/**
 * One device over ONVIF (profiles S and T), asked one question at a time. Its answers name addresses;
 * it is asked at its own host and port whatever they name.
 */
export class OnvifDevice {
  readonly #cam: Cam
  #cut: (() => void) | null = null

  constructor({ tls, host, port, path, user, password }: DeviceAddress) {
    this.#cam = new Cam({ hostname: host, port, path, username: escaped(user), password, useSecure: tls, timeout: ANSWER_WITHIN, preserveAddress: true, autoconnect: false, agent: boundedAgent(tls, () => this.#cut?.()) })
    this.#cam.on('warning', () => undefined)
  }

  /** Never rejects: what went wrong is the answer. */
  async answer(ask: DeviceAsk): Promise<DeviceAnswer<DeviceTold[DeviceAsk['do']]>> {
    try {
      return { ok: true, value: await this.#do(ask) }
    } catch (error) {
      return { ok: false, error: errorOf(error) }
    }
  }

  async #do(ask: DeviceAsk): Promise<DeviceTold[DeviceAsk['do']]> {
    const cam = this.#cam
    switch (ask.do) {
      case 'look':
        return this.#look()
      case 'presets':
        return presetsOf(await this.#ask((done) => cam.getPresets({ profileToken: escaped(ask.profile) }, done)))
      case 'move':
        await this.#ask((done) => cam.continuousMove({ profileToken: escaped(ask.profile), x: ask.pan, y: ask.tilt, zoom: ask.zoom, timeout: ask.forMs }, done))
        return null
      case 'stop':
        await this.#ask((done) => cam.stop({ profileToken: escaped(ask.profile), panTilt: true, zoom: true }, done))
        return null
      case 'go':
        await this.#ask((done) => cam.gotoPreset({ profileToken: escaped(ask.profile), preset: escaped(ask.token) }, done))
        return null
      case 'keep':
        await this.#ask((done) => cam.setPreset({ profileToken: escaped(ask.profile), presetName: escaped(ask.name) }, done))
        return null
    }
  }

  async #look(): Promise<DeviceFacts> {
    const cam = this.#cam
    await this.#ask((done) => cam.getSystemDateAndTime(done))
    await this.#services()
    const about: unknown = await this.#ask((done) => cam.getDeviceInformation(done))
    const given: unknown = await this.#ask<CamProfile[]>((done) => cam.getProfiles(done))
    if (!Array.isArray(given)) throw new Error('Wrong ONVIF SOAP response')
    const profiles: DeviceProfile[] = []
    for (const profile of given.slice(0, MOST_PROFILES)) profiles.push(await this.#profile(profile))
    return { maker: textAt(about, 'manufacturer'), model: textAt(about, 'model'), firmware: textAt(about, 'firmwareVersion'), profiles }
  }

  /** Devices older than GetServices have GetCapabilities. */
  async #services(): Promise<void> {
    try {
      await this.#ask((done) => this.#cam.getServices(true, done))
    } catch (error) {
      if (errorOf(error) !== 'fault') throw error
      await this.#ask((done) => this.#cam.getCapabilities(done))
    }
  }

  async #profile(given: unknown): Promise<DeviceProfile> {
    const token = textAt(given, '$', 'token')
    const uri = await this.#streamUri(token)
    const size = (side: string): number => Math.max(0, Math.trunc(Number(textAt(given, 'videoEncoderConfiguration', 'resolution', side)) || 0))
    return {
      token, name: textAt(given, 'name'), width: size('width'), height: size('height'),
      codec: textAt(given, 'videoEncoderConfiguration', 'encoding'), uri, steerable: at(given, 'PTZConfiguration') !== undefined,
    }
  }

  /** Empty for a profile that has no stream, of which devices say so by a fault. */
  async #streamUri(profile: string): Promise<string> {
    try {
      return textAt(await this.#ask((done) => this.#cam.getStreamUri({ protocol: 'RTSP', profileToken: escaped(profile) }, done)), 'uri')
    } catch (error) {
      if (errorOf(error) === 'fault') return ''
      throw error
    }
  }

  /** One question. The library never calls back where a connection is cut in the middle of an answer. */
  #ask<T>(send: (done: Callback<T>) => void): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer)
        this.#cut = null
        act()
      }
      const timer = setTimeout(() => settle(() => reject(new Error('Network timeout'))), ANSWER_WITHIN)
      this.#cut = () => settle(() => reject(new Error('Wrong ONVIF SOAP response: too long')))
      send((error, data) => settle(() => (error ? reject(error) : resolve(data))))
    })
  }
}

function presetsOf(given: unknown): Preset[] {
  if (typeof given !== 'object' || given === null) return []
  return Object.values(given).slice(0, MOST_PRESETS).flatMap((preset: unknown) => {
    const token = textAt(preset, '$', 'token')
    return token === '' ? [] : [{ token, name: textAt(preset, 'name') || token }]
  })
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const name of path) here = isRecord(here) && Object.hasOwn(here, name) ? here[name] : undefined
  return here
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found).trim().slice(0, 512) : ''
}

/** The library writes names into its XML as they are. */
const escaped = (text: string): string => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const UNREACHABLE = /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ECONNRESET|EPROTO|socket hang up/

/** The library's errors are sentences; this is what they mean. */
function errorOf(error: unknown): DeviceError {
  const words = error instanceof Error ? `${error.message} ${'code' in error ? String(error.code) : ''}` : String(error)
  if (/not ?authori[sz]ed|authentication failed|authority failure|unauthorized|Digest authentication/i.test(words)) return 'unauthorized'
  if (/timeout|ETIMEDOUT/i.test(words)) return 'timeout'
  if (UNREACHABLE.test(words)) return 'unreachable'
  return words.includes('SOAP Fault') ? 'fault' : 'not-onvif'
}
