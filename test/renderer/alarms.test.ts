import { describe, expect, it } from 'vitest'
import type { AlertRow } from '../../electron/contract/alert.ts'
import { paceOf } from '../../renderer/panels/alarms/alarm-pace.ts'
import { headlineOf, pressing, severityOf } from '../../renderer/panels/alerts/alert-words.ts'
import { markOf } from '../../renderer/panels/map/overlay-alerts.ts'

const APART = 8_000

describe('the sound of alarms', () => {
  it('comes at once for a new alarm, and once for each', () => {
    expect(paceOf({ upTo: 0, at: 0 }, 1, 100_000, APART)).toEqual({ waitMs: 0 })
    expect(paceOf({ upTo: 1, at: 100_000 }, 1, 200_000, APART)).toBeNull()
  })

  it('is one for a storm: those that follow wait until it is over', () => {
    let sounded = { upTo: 0, at: 0 }
    let sounds = 0
    for (let n = 1, now = 1_000_000; n <= 500; n++, now += 10) {
      const pace = paceOf(sounded, n, now, APART)
      if (pace?.waitMs !== 0) continue
      sounds += 1
      sounded = { upTo: n, at: now }
    }
    expect(sounds).toBe(1)
    expect(paceOf(sounded, 500, 1_000_000 + APART, APART)).toEqual({ waitMs: 0 })
  })

  it('is not made again for what was sounded before the window was loaded', () => {
    expect(paceOf({ upTo: 40, at: 5 }, 40, 9_000_000, APART)).toBeNull()
    expect(paceOf({ upTo: 40, at: 5 }, 0, 9_000_000, APART)).toBeNull()
  })
})

const area = { description: '全市', polygons: [[[118, 31], [119, 31], [119, 32], [118, 31]] as [number, number][]], circles: [], geocodes: [] }
const info = (language: string, severity: AlertRow['infos'][number]['severity'], headline: string): AlertRow['infos'][number] => ({
  language, categories: ['Met'], event: '暴雨', responseTypes: [], urgency: 'Immediate', severity, certainty: 'Observed', headline, parameters: [], eventCodes: [], areas: [area],
})
const alert = (id: string, severity: AlertRow['infos'][number]['severity'], acknowledged: AlertRow['acknowledged'] = null, sent = 0): AlertRow => ({
  id, standing: 'active', exercise: false, sender: 's', identifier: id, sent, receivedAt: 0, msgType: 'Alert', scope: 'Public', supersededBy: null, references: [], expires: null, box: null, acknowledged,
  infos: [info('zh-CN', severity, '暴雨预警'), info('en-US', severity, 'Rainstorm')],
})

describe('alerts above the queue', () => {
  it('are those that nobody has acknowledged and those that are severe, the worst first', () => {
    const by = { by: '甲', at: 1 }
    const shown = pressing([alert('minor', 'Minor'), alert('seen', 'Moderate', by), alert('severe', 'Severe', by), alert('extreme', 'Extreme')])
    expect(shown.map((row) => row.id)).toEqual(['extreme', 'severe', 'minor'])
  })

  it('speak the language of the moment and are drawn once though two languages tell of one area', () => {
    const row = alert('a', 'Severe')
    expect([headlineOf(row, 'zh-CN'), headlineOf(row, 'en'), severityOf(row)]).toEqual(['暴雨预警', 'Rainstorm', 'Severe'])
    expect(markOf(row, 'alarm', false, 'x').polygons).toHaveLength(1)
  })
})
