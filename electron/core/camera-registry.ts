import type { RegisteredCamera, RegistryHead } from '../contract/camera-registry.ts'
import type { Settings } from '../contract/settings.ts'
import type { CameraRow } from '../contract/views.ts'
import { CameraEntry, deviceOf } from '../domain/camera-entry.ts'
import { CAMERAS_STREAM, foldCameras, type CameraRegistryState } from '../domain/camera-registry.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import type { CameraSite, Position } from '../domain/reference.ts'
import type { ReadHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import { initialsOf } from './initials.ts'

/** A camera before anybody changed it here. */
interface Listed {
  readonly entry: CameraEntry
  readonly source: 'settings' | 'demo'
}

/** The cameras that the settings list, then the demo's. Where their passwords are stays in the settings. */
function listed(settings: Settings, demoSites: readonly CameraSite[]): Map<string, Listed> {
  const own = settings.cameras.map(({ id, name, nameEn = '', url, subUrl = '', onvif = '', transport, at = null, bearing, group }): Listed => ({
    entry: { id: id ?? name, name, nameEn, url, subUrl, onvif, transport: transport ?? (/^rtsps:/i.test(url) ? 'tls' : 'tcp'), credential: '', at, bearing, group, zones: [] },
    source: 'settings',
  }))
  const demo = demoSites.map((site): Listed => ({ entry: CameraEntry.parse(site), source: 'demo' }))
  return new Map([...own, ...demo].map((each) => [each.entry.id, each]))
}

/**
 * The cameras of this station: those that the settings list, as the events of the registry have changed them since.
 * `refresh` looks whether there are new events, which costs next to nothing when there are none.
 */
export class CameraRegistry {
  readonly #listed: ReadonlyMap<string, Listed>
  /** Where a camera without a place stands on the map. */
  readonly #middle: Position
  #seen = ' '
  #events: readonly EventEnvelope[] = []
  #state: CameraRegistryState = foldCameras([])
  #cameras: readonly RegisteredCamera[] = []
  #rows: readonly CameraRow[] = []

  constructor(settings: Settings, demoSites: readonly CameraSite[], middle: Position) {
    this.#listed = listed(settings, demoSites)
    this.#middle = middle
    this.#make()
  }

  /** Reads what was written since; answers whether anything was. */
  refresh(db: ReadHandle): boolean {
    const seen = db.get<{ id: string }>('SELECT id FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1', CAMERAS_STREAM)?.id ?? ''
    if (seen === this.#seen) return false
    this.#seen = seen
    this.#events = readStream(db, CAMERAS_STREAM)
    this.#state = foldCameras(this.#events)
    this.#make()
    return true
  }

  get events(): readonly EventEnvelope[] {
    return this.#events
  }

  get state(): CameraRegistryState {
    return this.#state
  }

  get head(): RegistryHead {
    const { changes } = this.#state
    return { change: changes.at(-1)?.id ?? '', changes: changes.length }
  }

  /** The cameras that there are, those of the settings first, in their order. */
  get cameras(): readonly RegisteredCamera[] {
    return this.#cameras
  }

  /** The same for whoever shows them: without addresses. */
  get rows(): readonly CameraRow[] {
    return this.#rows
  }

  camera(id: string): RegisteredCamera | undefined {
    return this.#cameras.find((camera) => camera.id === id)
  }

  /** What a camera is called, or was last. */
  nameOf(id: string): string {
    const put = this.#state.changes.toReversed().flatMap(({ change }) => change.put.filter((each) => each.id === id))
    return this.camera(id)?.name ?? put[0]?.name ?? this.#listed.get(id)?.entry.name ?? id
  }

  /** The demo brings the picture of this camera, which needs no address. */
  isDemo(id: string): boolean {
    return this.#listed.get(id)?.source === 'demo'
  }

  #make(): void {
    const ids = [...this.#listed.keys(), ...[...this.#state.cameras.keys()].filter((id) => !this.#listed.has(id))]
    this.#cameras = ids.flatMap((id): RegisteredCamera[] => {
      const [held, base] = [this.#state.cameras.get(id), this.#listed.get(id)]
      const entry = held ? held.entry : base?.entry
      return entry ? [{ ...entry, source: base?.source ?? 'registry', change: held?.change ?? '', initials: initialsOf(entry.name) }] : []
    })
    this.#rows = this.#cameras.map(({ id, name, nameEn, at, bearing, group, source, zones, url }) => ({ id, name, nameEn: nameEn === '' ? name : nameEn, at: at ?? this.#middle, bearing, group, source, zones, device: deviceOf(url) }))
  }
}
