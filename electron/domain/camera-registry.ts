import { z } from 'zod'
import { CameraEntry, CameraId, MAX_CAMERAS } from './camera-entry.ts'
import type { EventEnvelope } from './case-event.ts'
import { orderEvents } from './event-graph.ts'

/** The stream of all changes of the camera registry. */
export const CAMERAS_STREAM = 'cameras'
export const CAMERAS_CHANGED = 'cameras.changed'

/** One change: cameras as they are now, cameras that are gone, and cameras that are again as the settings have them. */
export const CamerasChange = z.object({
  how: z.enum(['edit', 'import', 'undo']),
  put: z.array(CameraEntry).max(MAX_CAMERAS).default([]),
  remove: z.array(CameraId).max(MAX_CAMERAS).default([]),
  reset: z.array(CameraId).max(MAX_CAMERAS).default([]),
  note: z.string().max(500).default(''),
  /** The change that this one takes back. */
  undoes: z.string().max(64).optional(),
})
export type CamerasChange = z.infer<typeof CamerasChange>

/** What the events say of a camera: as it is now, or null: it was taken out. `change`: the event that said so last. */
export interface HeldCamera {
  readonly entry: CameraEntry | null
  readonly change: string
}

export interface RegistryChange {
  readonly id: string
  readonly at: number
  readonly by: string
  readonly change: CamerasChange
}

export interface CameraRegistryState {
  /** Cameras that were ever changed here, by id; of all others the settings count. */
  readonly cameras: ReadonlyMap<string, HeldCamera>
  /** In order. */
  readonly changes: readonly RegistryChange[]
}

/** Folds the changes; the last word on a camera counts, in the stream's order. Events that are none are passed over. */
export function foldCameras(events: readonly EventEnvelope[]): CameraRegistryState {
  const cameras = new Map<string, HeldCamera>()
  const changes: RegistryChange[] = []
  for (const { id, type, occurredAt, actor, body } of orderEvents(events)) {
    const change = type === CAMERAS_CHANGED ? CamerasChange.safeParse(body) : undefined
    if (!change?.success) continue
    for (const entry of change.data.put) cameras.set(entry.id, { entry, change: id })
    for (const camera of change.data.remove) cameras.set(camera, { entry: null, change: id })
    for (const camera of change.data.reset) cameras.delete(camera)
    changes.push({ id, at: occurredAt, by: actor.name, change: change.data })
  }
  return { cameras, changes }
}

const touched = ({ put, remove, reset }: CamerasChange): string[] => [...put.map(({ id }) => id), ...remove, ...reset]

/** The change that takes another back; `unknown`: there is none of this id; `changed-since`: one of its cameras was changed after it. */
export function undoOf(events: readonly EventEnvelope[], id: string): CamerasChange | 'unknown' | 'changed-since' {
  const ordered = orderEvents(events)
  const at = ordered.findIndex((event) => event.id === id)
  const { changes } = foldCameras(ordered)
  const index = changes.findIndex((each) => each.id === id)
  const undone = changes[index]
  if (at < 0 || !undone) return 'unknown'
  const ids = touched(undone.change)
  const later = new Set(changes.slice(index + 1).flatMap(({ change }) => touched(change)))
  if (ids.some((camera) => later.has(camera))) return 'changed-since'
  const before = foldCameras(ordered.slice(0, at)).cameras
  const entries = ids.flatMap((camera) => before.get(camera)?.entry ?? [])
  return {
    how: 'undo',
    put: entries,
    remove: ids.filter((camera) => before.get(camera)?.entry === null),
    reset: ids.filter((camera) => !before.has(camera)),
    note: '',
    undoes: id,
  }
}
