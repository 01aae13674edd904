import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertStream, expiryOf, foldAlert, standingOf } from '../../electron/domain/alert.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { formatHlc } from '../../electron/domain/hlc.ts'
import { alertId, readCap } from '../../electron/sources/rest/cap/cap-message.ts'
import { RefusedError } from '../../electron/sources/rest/problem.ts'

const info = (language: string, more = ''): string => `<info><language>${language}</language><category>Met</category><category>Safety</category><event>暴雨</event><responseType>Prepare</responseType><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
<expires>2026-11-25T20:00:00+08:00</expires><headline>暴雨橙色预警</headline><parameter><valueName>level</valueName><value>orange</value></parameter>
<area><areaDesc>临江市 &amp; 周边</areaDesc><polygon>31.0,118.8 31.2,118.8 31.2,119.0 31.0,118.8</polygon><polygon>30.0,118.0 30.1,118.0 30.1,118.1 30.0,118.0</polygon><circle>31.1,118.9 5.5</circle><geocode><valueName>GB2260</valueName><value>990104</value></geocode></area>${more}</info>`

const cap = (over: Partial<Record<'msgType' | 'references' | 'infos' | 'status' | 'head' | 'sent', string>> = {}): string => `${over.head ?? '<?xml version="1.0" encoding="UTF-8"?>'}
<cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2" xmlns="urn:oasis:names:tc:emergency:cap:1.2" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><identifier>A1</identifier><sender>met@linjiang.cn</sender><sent>${over.sent ?? '2026-11-25T09:00:00+08:00'}</sent><status>${over.status ?? 'Actual'}</status><msgType>${over.msgType ?? 'Alert'}</msgType><scope>Public</scope>
${over.references === undefined ? '' : `<references>${over.references}</references>`}${over.infos ?? info('zh-CN') + info('en-US')}<ds:Signature><identifier>not ours</identifier></ds:Signature></cap:alert>`

const refusal = (xml: string) => {
  try {
    readCap(xml)
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal
    throw error
  }
  return undefined
}

describe('a CAP message', () => {
  it('is read with its languages, polygons, circles, codes and times', () => {
    const message = readCap(cap())
    expect(message).toMatchObject({ identifier: 'A1', sender: 'met@linjiang.cn', sent: Date.UTC(2026, 10, 25, 1), msgType: 'Alert' })
    expect(message.infos.map((i) => i.language)).toEqual(['zh-CN', 'en-US'])
    expect(message.infos[0]).toMatchObject({ categories: ['Met', 'Safety'], parameters: [{ name: 'level', value: 'orange' }], areas: [{ description: '临江市 & 周边', circles: [{ centre: [118.9, 31.1], radiusKm: 5.5 }], geocodes: [{ value: '990104' }] }] })
    expect(message.infos[0]?.areas[0]?.polygons).toHaveLength(2)
    expect(message.infos[0]?.areas[0]?.polygons[0]?.[0]).toEqual([118.8, 31])
    expect(expiryOf(message)).toBe(Date.UTC(2026, 10, 25, 12))
  })

  it('names earlier ones whatever offset their times are written in', () => {
    const { references } = readCap(cap({ msgType: 'Update', references: 'met@linjiang.cn,A0,2026-11-25T08:00:00+08:00 met@linjiang.cn,A1,2026-11-25T01:00:00-00:00' }))
    expect(references).toHaveLength(2)
    expect(references.map(alertId)[1]).toBe(alertId(readCap(cap())))
  })

  it.each([
    ['a DOCTYPE', cap({ head: '<!DOCTYPE alert [<!ENTITY a "aaaa">]>' }), /DOCTYPE/],
    ['an entity of its own', cap().replace('A1', '&a;'), /entity/],
    ['another encoding', cap({ head: '<?xml version="1.0" encoding="UTF-16"?>' }), /UTF-8/],
    ['another namespace', cap().replaceAll('cap:1.2', 'cap:1.1'), /namespace/],
    ['a tag that is not closed', cap().replace('</cap:alert>', ''), /unclosed/],
    ['depth without end', cap().replace('<identifier>A1', `${'<x>'.repeat(40)}${'</x>'.repeat(40)}<identifier>A1`), /deeper/],
    ['elements without end', cap().replace('<identifier>A1', `${'<x/>'.repeat(20_001)}<identifier>A1`), /more than/],
    ['no XML', 'hello', /line 1/],
  ])('with %s is refused with the line', (_what, xml, why) => {
    expect(refusal(xml)).toMatchObject({ status: 400, detail: expect.stringMatching(why), where: expect.stringMatching(/^body, line \d+$/) })
  })

  it.each([
    ['an open ring', cap().replace('31.2,119.0 31.0,118.8', '31.2,119.0 31.1,118.8'), 'alert.info[0].area[0].polygon[0]'],
    ['a circle without radius', cap().replace('31.1,118.9 5.5', '31.1,118.9'), 'alert.info[0].area[0].circle[0]'],
    ['a latitude beyond the pole', cap().replace('31.0,118.8 31.2', '91.0,118.8 31.2'), 'alert.info[0].area[0].polygon[0]'],
    ['a time without offset', cap({ sent: '2026-11-25T09:00:00' }), 'alert.sent'],
    ['a word that is none', cap({ msgType: 'Shout' }), 'alert.msgType'],
    ['an Update that names nothing', cap({ msgType: 'Update' }), 'alert.references'],
    ['a reference in pieces', cap({ msgType: 'Cancel', references: 'a,b' }), 'alert.references[0]'],
    ['no urgency', cap().replace('<urgency>Immediate</urgency>', ''), 'alert.info[0].urgency'],
  ])('with %s is refused with the place', (_what, xml, where) => {
    const found = refusal(xml)
    expect(found?.code).toBe('malformed')
    expect(found?.issues?.map((i) => i.where)).toContain(where)
  })

  it('never ends in anything but a message or a refusal', () => {
    const text = cap()
    fc.assert(fc.property(fc.nat(text.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 20 }), (from, length, put) => {
      refusal(text.slice(0, from) + put + text.slice(from + length))
    }), { numRuns: 400 })
  })
})

describe('an alert', () => {
  const message = readCap(cap())
  const event = (n: number, type: string, body: unknown): EventEnvelope => ({
    id: `e${n}`, stream: alertStream('a'), parents: n === 0 ? [] : ['e0'], hlc: formatHlc({ wall: n, count: 0 }), type, version: 1, occurredAt: n, recordedAt: n, actor: { id: 'a', name: 'a', role: 'collector' }, station: 'hall-1', body,
  })
  const received = event(0, 'alert.received', { message, raw: '' })
  const update = event(1, 'alert.superseded', { by: 'b', how: 'update', status: 'Actual' })
  const cancel = event(2, 'alert.superseded', { by: 'c', how: 'cancel', status: 'Actual' })
  const exercise = event(3, 'alert.superseded', { by: 'd', how: 'cancel', status: 'Exercise' })
  const standing = (events: readonly EventEnvelope[], now = message.sent): string | undefined => {
    const state = foldAlert('a', events)
    return state && standingOf(state, now)
  }

  it('holds until it runs out, is replaced or called off', () => {
    expect(standing([received])).toBe('active')
    expect(standing([received], Date.UTC(2026, 10, 25, 12))).toBe('expired')
    expect(standing([received, update])).toBe('replaced')
    expect(standing([received, update, cancel])).toBe('cancelled')
  })

  it('is not called off by an exercise; a test is silent', () => {
    expect(standing([received, exercise])).toBe('active')
    expect(standing([event(0, 'alert.received', { message: { ...message, status: 'Test' }, raw: '' })])).toBe('silent')
  })

  it('stands the same in whatever order its events came', () => {
    fc.assert(fc.property(fc.shuffledSubarray([received, update, cancel, exercise], { minLength: 4 }), (events) => {
      expect(foldAlert('a', events)).toEqual(foldAlert('a', [received, update, cancel, exercise]))
    }))
    expect(standing([cancel])).toBe('unknown')
  })
})
