import type { PrivacyZone, RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { cameraSheet, CameraEntry } from '../../../electron/contract/camera-registry.ts'
import type { Result } from '../../../electron/contract/error.ts'
import { bridge } from '../../client/bridge.ts'
import { core } from '../../client/core.ts'
import { notify } from '../notices/notice-store.ts'

const entryOf = ({ source: _source, change: _change, initials: _initials, ...entry }: RegisteredCamera): CameraEntry => CameraEntry.parse(entry)

async function tell(work: Promise<Result<unknown>>): Promise<boolean> {
  const done = await work
  if (!done.ok) notify({ what: 'error', error: done.error })
  return done.ok
}

/** Takes a change of the registry back. */
export const undoChange = (change: string): Promise<boolean> => tell(core.command({ type: 'cameras.undo', change }))

/** Takes cameras out; the notice offers to take that back. */
export async function removeCameras(cameras: readonly RegisteredCamera[], words: string): Promise<void> {
  const done = await core.command({ type: 'cameras.remove', cameras: cameras.map(({ id, change }) => ({ id, base: change })) })
  if (!done.ok) return notify({ what: 'error', error: done.error })
  const [change] = done.value.eventIds
  if (change !== undefined) notify({ what: 'deleted', name: words, undo: () => void undoChange(change) })
}

/** Puts cameras into a group. */
export const groupCameras = (cameras: readonly RegisteredCamera[], group: string): Promise<boolean> =>
  tell(core.command({ type: 'cameras.put', cameras: cameras.map((camera) => ({ camera: { ...entryOf(camera), group }, base: camera.change })) }))

/** Covers other parts of a camera's picture. */
export const putZones = (camera: RegisteredCamera, zones: readonly PrivacyZone[]): Promise<boolean> =>
  tell(core.command({ type: 'cameras.put', cameras: [{ camera: { ...entryOf(camera), zones: [...zones] }, base: camera.change }] }))

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Saves the cameras as a list (CSV, UTF-8) that an import takes. */
export async function exportCameras(cameras: readonly RegisteredCamera[]): Promise<void> {
  const text = cameraSheet(cameras.map(entryOf)).map((line) => line.map(quote).join(',')).join('\r\n')
  const saved = await bridge().saveFile({ name: 'cameras.csv', bytes: new TextEncoder().encode(`\uFEFF${text}\r\n`) })
  if (!saved.ok) notify({ what: 'error', error: saved.error })
}
