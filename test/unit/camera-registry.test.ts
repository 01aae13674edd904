import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CameraEntry } from '../../electron/domain/camera-entry.ts'
import { CAMERAS_CHANGED, CAMERAS_STREAM, foldCameras, undoOf, type CamerasChange } from '../../electron/domain/camera-registry.ts'
import { cameraSheet, readCameraSheet } from '../../electron/domain/camera-sheet.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { coveredZones } from '../../electron/domain/privacy-zone.ts'

const allow = { schemes: ['rtsp' as const, 'rtsps' as const], hosts: ['loopback', 'private'], folders: [] }
const entry = (id: string, name = id): CameraEntry => CameraEntry.parse({ id, name, url: 'rtsp://10.0.0.1/1' })

const change = fc.record({
  put: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }).map((ids) => ids.map((id) => entry(id))),
  remove: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
})

const eventOf = (body: unknown, i: number): EventEnvelope => ({
  id: `e${String(i).padStart(4, '0')}`, stream: CAMERAS_STREAM, parents: i === 0 ? [] : [`e${String(i - 1).padStart(4, '0')}`], hlc: `${String(i).padStart(13, '0')}-0000`, type: CAMERAS_CHANGED, version: 1,
  occurredAt: i, recordedAt: i, actor: { id: 'a', name: 'A', role: 'admin' }, station: 's', body,
} as EventEnvelope)

describe('the fold of the camera registry', () => {
  it('takes the last change back to what was there before it', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const events = changes.map(({ put, remove }, i) => eventOf({ how: 'edit', put, remove: remove.filter((id) => !put.some((each) => each.id === id)), reset: [], note: '' }, i))
        const last = events.at(-1)
        const undo = undoOf(events, last?.id ?? '')
        if (typeof undo === 'string') throw new Error(undo)
        const entries = (of: readonly EventEnvelope[]) => Object.fromEntries([...foldCameras(of).cameras].map(([id, held]) => [id, held.entry]))
        expect(entries([...events, eventOf(undo satisfies CamerasChange, events.length)])).toEqual(entries(events.slice(0, -1)))
      }),
    )
  })

  it('passes over what is no change', () => {
    expect(foldCameras([eventOf({ put: 'x' }, 0)]).cameras.size).toBe(0)
  })
})

describe('a sheet of cameras', () => {
  it('is read back as it was written', () => {
    const cameras = [entry('a', '人民路口'), CameraEntry.parse({ id: 'b', name: 'B', url: 'rtsps://10.0.0.2/1', transport: 'tls', at: [118.9, 31.1], bearing: 45, group: '桥', credential: '一期' })]
    const read = readCameraSheet(cameraSheet(cameras), { allow, camera: () => undefined, hasStream: () => false, most: 100 })
    expect(read.faults).toEqual([])
    expect(read.cameras).toEqual(cameras)
  })

  it('leaves what its columns do not name', () => {
    const before = CameraEntry.parse({ ...entry('a'), at: [118, 31], zones: [{ points: [[0, 0], [1, 0], [1, 1]], sees: [] }] })
    const read = readCameraSheet([['id', 'name', 'url'], ['a', 'A', 'rtsp://10.0.0.7/1']], { allow, camera: () => before, hasStream: () => false, most: 100 })
    expect(read.cameras).toEqual([{ ...before, name: 'A', url: 'rtsp://10.0.0.7/1' }])
  })
})

describe('privacy zones', () => {
  const zone = { points: [[0, 0], [1, 0], [1, 1]] as [number, number][], sees: ['supervisor' as const] }

  it('are covered for all but the posts that see through', () => {
    expect(coveredZones([zone], ['dispatcher'])).toEqual([zone])
    expect(coveredZones([zone], ['dispatcher', 'supervisor'])).toEqual([])
    expect(coveredZones([zone], [])).toEqual([zone])
  })
})
