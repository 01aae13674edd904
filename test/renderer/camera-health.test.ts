import { expect, it } from 'vitest'
import type { CameraHealth } from '../../electron/contract/media.ts'
import { alarmCameras } from '../../renderer/panels/cameras/use-alarm-cameras.ts'
import { healthRows } from '../../renderer/panels/camera-health/health-rows.ts'

const health = (cameraId: string, change: Partial<CameraHealth>): CameraHealth => ({ cameraId, state: 'live', since: 0, detail: 'streaming', stream: 'main', transport: 'tcp', coding: 'hevc', decoded: 'media', width: 1, height: 1, fps: 25, kbps: 1, lost: 0, driftMs: 0, connections: 1, pace: 'full', watchers: 1, kept: 0, keptBytes: 0, ...change })

it('puts what needs a look first, then what is slowed down or loses pictures, and what nobody watches last', () => {
  const cameras = ['甲', '乙', '丙', '丁', '戊', '己'].map((name, i) => ({ id: `c${i}`, name, group: '' }))
  const rows = healthRows(cameras, [health('c0', {}), health('c1', { lost: 2 }), health('c2', { state: 'failed', detail: 'unreachable' }), health('c3', { state: 'stalled' }), health('c5', { pace: 'key' })])
  expect(rows.map(({ id }) => id)).toEqual(['c2', 'c3', 'c5', 'c1', 'c0', 'c4'])
})

it('counts cameras inside an alert’s area as in alarm, but for exercises and alerts without an area', () => {
  const at = (lng: number): [number, number] => [lng, 31.1]
  const cameras = [{ id: 'in', at: at(118.9) }, { id: 'out', at: at(119.9) }]
  const box = [118.8, 31, 119, 31.2] as [number, number, number, number]
  expect([...alarmCameras(cameras, [{ box, exercise: false }])]).toEqual(['in'])
  expect([...alarmCameras(cameras, [{ box, exercise: true }, { box: null, exercise: false }])]).toEqual([])
})
