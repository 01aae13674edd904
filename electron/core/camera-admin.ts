import type { CameraChangeRow, CamerasCommand, CamerasPreview, RegisteredCamera } from '../contract/camera-registry.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue, Query } from '../contract/messages.ts'
import type { Commander, Fact } from '../commands/commander.ts'
import { cameraFault, MAX_CAMERAS, type CameraEntry } from '../domain/camera-entry.ts'
import { CAMERAS_CHANGED, CAMERAS_STREAM, undoOf, type CamerasChange } from '../domain/camera-registry.ts'
import { CAMERA_FIELDS, readCameraSheet, type ReadCameras } from '../domain/camera-sheet.ts'
import type { MediaAllow } from '../domain/media-address.ts'
import type { Actor } from '../domain/role.ts'
import type { SheetMapping } from '../domain/sheet-mapping.ts'
import { auditFact } from './audit.ts'
import type { CameraRegistry } from './camera-registry.ts'
import type { SheetFiles } from './sheet-files.ts'

/** What changes of the camera registry rest on. */
export interface CameraDesk {
  readonly registry: CameraRegistry
  readonly commander: Commander
  readonly files: SheetFiles
  /** Addresses that a camera may have. */
  readonly allow: MediaAllow
  readonly newId: () => string
  readonly now: () => number
}

/** Faults and differences that an answer names at most. */
const MAX_NAMED = 500
/** Names that the audit and a line of the history hold. */
const NAMES = 5

type Refused = ReturnType<typeof fail>
type Change = Omit<CamerasChange, 'note'> & { readonly note?: string }

const nothing = { put: [], remove: [], reset: [] }

/** Carries out a change of the registry; the answer comes when it is in force here. */
export async function carryCameras(desk: CameraDesk, command: Exclude<CamerasCommand, { type: 'cameras.turns' }>, actor: Actor): Promise<Result<CommandValue>> {
  if (!actor.roles.includes('admin')) return fail('role-missing', 'only the administrator changes the cameras', { params: { need: 'admin', step: 'cameras' } })
  const { registry } = desk
  switch (command.type) {
    case 'cameras.put':
      return record(desk, actor, () => {
        const stale = staleOf(registry, command.cameras.map(({ camera: { id }, base }) => ({ id, base })))
        if (stale) return stale
        const cameras = command.cameras.map(({ camera }) => camera)
        return unfit(desk, cameras) ?? { ...nothing, how: 'edit', put: cameras, note: command.note }
      })
    case 'cameras.remove':
      return record(desk, actor, () => {
        const stale = staleOf(registry, command.cameras)
        if (stale) return stale
        const missing = command.cameras.find(({ id }) => !registry.camera(id))
        if (missing) return fail('not-found', `there is no camera ${missing.id}`, { where: 'id', params: { id: missing.id } })
        return { ...nothing, how: 'edit', remove: command.cameras.map(({ id }) => id), note: command.note }
      })
    case 'cameras.import': {
      const found = await desk.files.sheet(command.upload, command.sheet)
      if (!found.ok) return found
      return record(desk, actor, () => {
        const now = registry.head.change
        if (now !== command.base) return fail('camera-changed', 'the cameras were changed meanwhile: look at the file again', { where: 'base' })
        const { cameras, faults } = read(desk, found.value.sheet.rows, command.mapping)
        const [fault] = faults
        if (!cameras) return fail('bad-table', `${faults.length} faults, the first in row ${fault?.row}: ${fault?.code}`, { where: `${fault?.row ?? ''} ${fault?.column ?? ''}`.trim(), params: { fault: fault?.code ?? '', code: fault?.value ?? '' } })
        const put = differing(registry, cameras).map(({ camera }) => camera)
        return tooMany(desk, put) ?? { ...nothing, how: 'import', put, note: command.note }
      })
    }
    case 'cameras.undo':
      return record(desk, actor, () => {
        const undo = undoOf(registry.events, command.change)
        if (undo === 'unknown') return fail('not-found', `there is no change ${command.change}`, { where: 'change', params: { id: command.change } })
        if (undo === 'changed-since') return fail('camera-changed', 'a camera of this change was changed after it', { where: 'change' })
        return unfit(desk, undo.put) ?? undo
      })
  }
}

async function record({ registry, commander, newId, now }: CameraDesk, actor: Actor, make: () => Change | Refused): Promise<Result<CommandValue>> {
  const gather = (): Result<readonly Fact[]> => {
    const change = make()
    if ('ok' in change) return change
    const at = now()
    const names = [...change.put.map(({ name }) => name), ...[...change.remove, ...change.reset].map((id) => registry.nameOf(id))]
    const detail = { how: change.how, put: String(change.put.length), removed: String(change.remove.length), cameras: names.slice(0, NAMES).join('; ').slice(0, 500), ...(change.note ? { note: change.note } : {}) }
    return ok([{ stream: CAMERAS_STREAM, type: CAMERAS_CHANGED, occurredAt: at, body: change }, auditFact(newId, at, 'cameras-changed', { detail })])
  }
  const written = await commander.record(gather, actor)
  return written.ok ? ok({ caseId: null, number: null, eventIds: written.value.map((event) => event.id) }) : written
}

function staleOf(registry: CameraRegistry, seen: readonly { readonly id: string; readonly base: string }[]): Refused | null {
  const stale = seen.find(({ id, base }) => (registry.state.cameras.get(id)?.change ?? '') !== base)
  return stale ? fail('camera-changed', `the camera ${stale.id} was changed meanwhile: look at it again`, { where: 'base', params: { id: stale.id } }) : null
}

/** The first camera that can't be taken as it is. */
function unfit(desk: CameraDesk, cameras: readonly CameraEntry[]): Refused | null {
  for (const camera of cameras) {
    const fault = cameraFault(camera, desk.allow, !desk.registry.isDemo(camera.id))
    if (fault) return fail('camera-address', `${camera.name}: ${fault.field} ${fault.code}`, { where: fault.field, params: { camera: camera.name, fault: fault.code } })
  }
  return tooMany(desk, cameras)
}

function tooMany({ registry }: CameraDesk, put: readonly CameraEntry[]): Refused | null {
  const added = put.filter(({ id }) => !registry.camera(id)).length
  return registry.cameras.length + added > MAX_CAMERAS ? fail('too-many', `there may be ${MAX_CAMERAS} cameras`, { params: { max: String(MAX_CAMERAS) } }) : null
}

/** A camera without what only the registry says of it. */
export const entryOf = ({ source: _source, change: _change, initials: _initials, ...entry }: RegisteredCamera): CameraEntry => entry

const read = ({ registry, allow }: CameraDesk, rows: readonly (readonly string[])[], mapping: SheetMapping): ReadCameras =>
  readCameraSheet(rows, {
    allow,
    camera: (id) => {
      const camera = registry.camera(id)
      return camera && entryOf(camera)
    },
    hasStream: (id) => registry.isDemo(id),
    most: MAX_CAMERAS,
  }, mapping)

interface Difference {
  readonly camera: CameraEntry
  readonly how: 'added' | 'changed'
  readonly fields: readonly string[]
}

function differing(registry: CameraRegistry, cameras: readonly CameraEntry[]): Difference[] {
  return cameras.flatMap((camera): Difference[] => {
    const known = registry.camera(camera.id)
    if (!known) return [{ camera, how: 'added', fields: [] }]
    const before: Readonly<Record<string, unknown>> = entryOf(known)
    const fields = Object.entries(camera).flatMap(([field, value]) => (JSON.stringify(value) === JSON.stringify(before[field]) ? [] : [field]))
    return fields.length === 0 ? [] : [{ camera, how: 'changed', fields }]
  })
}

/** What a file would change of the cameras. */
export async function previewCameras(desk: CameraDesk, { upload, sheet: name, mapping }: Extract<Query, { type: 'cameras-preview' }>): Promise<Result<CamerasPreview>> {
  const found = await desk.files.sheet(upload, name)
  if (!found.ok) return found
  const { sheet, names } = found.value
  const { registry } = desk
  const { cameras, rows, used, faults } = read(desk, sheet.rows, mapping)
  const diff = differing(registry, cameras ?? [])
  const count = (how: Difference['how']): number => diff.filter((each) => each.how === how).length
  return ok({
    sheets: [...names], sheet: sheet.name, heads: [...(sheet.rows[0] ?? [])], used: [...used], fields: CAMERA_FIELDS.map(({ field }) => field), rows,
    faults: faults.slice(0, MAX_NAMED), faultCount: faults.length,
    base: registry.head.change, next: String(registry.head.changes + 1),
    diff: diff.slice(0, MAX_NAMED).map(({ camera: { id, name: called }, how, fields }) => ({ id, name: called, how, fields: [...fields] })),
    changes: { added: count('added'), changed: count('changed') },
  })
}

/** The newest changes, of one camera where one is named. */
export function cameraChanges(registry: CameraRegistry, { camera, limit }: Extract<Query, { type: 'camera-changes' }>): { readonly rows: readonly CameraChangeRow[] } {
  const later = new Set<string>()
  const rows: CameraChangeRow[] = []
  for (const { id, at, by, change } of registry.state.changes.toReversed()) {
    if (rows.length >= limit) break
    const gone = [...change.remove, ...change.reset]
    const ids = [...change.put.map((each) => each.id), ...gone]
    const undoable = ids.length > 0 && !ids.some((each) => later.has(each))
    for (const each of ids) later.add(each)
    if (camera !== undefined && !ids.includes(camera)) continue
    const names = [...change.put.map(({ name }) => name), ...gone.map((each) => registry.nameOf(each))]
    rows.push({ id, at, by, how: change.how, note: change.note, names: names.slice(0, NAMES), put: change.put.length, removed: change.remove.length, undoable })
  }
  return { rows }
}
