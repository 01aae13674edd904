import { expect, it } from 'vitest'
import { HealthLog } from '../../electron/media/health-log.ts'

const seen = (state: 'live' | 'failed' | 'connecting', detail: 'streaming' | 'timeout' | 'opening', since: number) => ({ cameraId: 'a', state, detail, since })

it('notes each turn of a camera once, and no attempt to connect between two failures', () => {
  const log = new HealthLog()
  expect(log.look([seen('connecting', 'opening', 1)], 2)).toEqual([])
  expect(log.look([seen('live', 'streaming', 3)], 4)).toEqual([{ cameraId: 'a', at: 3, state: 'live', detail: 'streaming' }])
  expect(log.look([seen('live', 'streaming', 3)], 5)).toEqual([])
  expect(log.look([seen('failed', 'timeout', 6)], 7)).toHaveLength(1)
  expect(log.look([seen('connecting', 'opening', 8)], 9)).toEqual([])
  expect(log.look([seen('failed', 'timeout', 10)], 11)).toEqual([])
  expect(log.look([], 12)).toEqual([{ cameraId: 'a', at: 12, state: 'closed', detail: 'opening' }])
})
