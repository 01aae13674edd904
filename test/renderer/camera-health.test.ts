import { expect, it } from 'vitest'
import type { CameraHealth } from '../../electron/contract/media.ts'
import { healthRows } from '../../renderer/panels/camera-health/health-rows.ts'

const health = (cameraId: string, change: Partial<CameraHealth>): CameraHealth => ({ cameraId, state: 'live', since: 0, detail: 'streaming', stream: 'main', transport: 'tcp', coding: 'hevc', decoded: 'media', width: 1, height: 1, fps: 25, kbps: 1, lost: 0, driftMs: 0, connections: 1, pace: 'full', watchers: 1, kept: 0, keptBytes: 0, ...change })

it('puts what needs a look first, then what is slowed down or loses pictures, and what nobody watches last', () => {
  const cameras = ['甲', '乙', '丙', '丁', '戊', '己'].map((name, i) => ({ id: `c${i}`, name, group: '' }))
  const rows = healthRows(cameras, [health('c0', {}), health('c1', { lost: 2 }), health('c2', { state: 'failed', detail: 'unreachable' }), health('c3', { state: 'stalled' }), health('c5', { pace: 'key' })])
  expect(rows.map(({ id }) => id)).toEqual(['c2', 'c3', 'c5', 'c1', 'c0', 'c4'])
})
