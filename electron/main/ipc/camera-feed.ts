import type { KeptLogin } from '../../contract/bridge.ts'
import { coveredZones, deviceOf, type RegisteredCamera } from '../../contract/camera-registry.ts'
import type { Role } from '../../contract/case-terms.ts'
import { fail, ok, type Result } from '../../contract/error.ts'
import type { CameraTurn, MainToMedia, MediaCamera } from '../../contract/media.ts'
import { mediaAllow, type Settings } from '../../contract/settings.ts'
import type { Logins } from '../logins.ts'
import { registryCameras, settingsCameras, type CameraFault } from './camera-list.ts'
import type { CoreLine } from './core-line.ts'
import { Quarantine } from './media-process.ts'

/** Turns that wait for core at most. */
const MAX_UNTOLD = 500

/** What media is told of cameras: the settings' and the demo's until core has told the registry, then that; with their logins. */
export class CameraFeed {
  readonly #settings: Settings
  readonly #logins: Logins
  readonly #own: readonly MediaCamera[]
  readonly faults: readonly CameraFault[]
  readonly quarantine = new Quarantine()
  /** The demo's cameras with the addresses of this run. */
  demo: readonly MediaCamera[] = []
  readonly #untold: CameraTurn[] = []
  #telling = false
  #registered: readonly RegisteredCamera[] | null = null
  /** Posts of whoever acts at this console; none while it is locked or nobody has signed in. */
  #roles: readonly Role[] = []

  constructor(settings: Settings, logins: Logins) {
    this.#settings = settings
    this.#logins = logins
    const { cameras, faults } = settingsCameras(settings)
    this.#own = cameras
    this.faults = faults
  }

  /** Follows the registry over core's restarts; while core is away the last list stands. */
  follow(line: CoreLine, changed: () => void): void {
    line.watch({ view: 'camera-registry' }, ({ rows, order }) => {
      this.#registered = order.flatMap((id) => rows[id] ?? [])
      changed()
    })
    if (this.#settings.wallOf !== null) return
    line.watch({ view: 'desk' }, ({ head: { state, actor } }) => {
      this.#roles = ((state === 'open' || state === 'signed-in') && actor?.roles) || []
      changed()
    })
  }

  /** Whether windows may open capture devices: one is registered, or the administrator is at the console to register one. */
  get mayCapture(): boolean {
    return this.#roles.includes('admin') || (this.#registered ?? []).some(({ url }) => deviceOf(url) !== null)
  }

  message(): Extract<MainToMedia, { type: 'cameras' }> {
    const listed = registryCameras({ registered: this.#registered, settings: this.#settings, own: this.#own, demo: this.demo, kept: (name) => this.#logins.find(name) })
    // Before the registry is known nothing may leave as it came.
    const zones = this.#registered && new Map(this.#registered.map((camera) => [camera.id, camera.zones]))
    const cameras = listed.map((camera) => ({ ...camera, covered: zones === null || coveredZones(zones.get(camera.id) ?? [], this.#roles).length > 0 }))
    return { type: 'cameras', cameras: this.quarantine.apply(cameras), allow: mediaAllow(this.#settings) }
  }

  /** Tells core when cameras came and went; what it can't take while it is away is told later, the oldest dropped first. */
  async turned(line: CoreLine, turns: readonly CameraTurn[]): Promise<void> {
    if (this.#settings.wallOf !== null) return
    this.#untold.push(...turns)
    this.#untold.splice(0, this.#untold.length - MAX_UNTOLD)
    if (this.#telling) return
    this.#telling = true
    while (this.#untold.length > 0) {
      const told = await line.command({ type: 'cameras.turns', turns: this.#untold.slice(0, MAX_UNTOLD) })
      if (!told.ok) break
      this.#untold.splice(0, MAX_UNTOLD)
    }
    this.#telling = false
  }

  /** Keeps a login for the administrator who sits here. */
  keepLogin(login: KeptLogin): Result<ReturnType<Logins['list']>> {
    if (!this.#roles.includes('admin')) return fail('role-missing', 'only the administrator keeps logins of cameras', { params: { need: 'admin', step: 'cameras' } })
    return this.#logins.keep(login) ? ok(this.#logins.list()) : fail('list-full', 'there are too many logins', { params: { max: '256' } })
  }
}
