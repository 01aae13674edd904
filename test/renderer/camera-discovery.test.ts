import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { camerasOfTable } from '../../electron/contract/camera-table.ts'
import type { FoundDevice } from '../../electron/contract/media-discover.ts'
import { entriesOf, placeOf } from '../../renderer/panels/camera-discovery/register-found.ts'
import { cameraListOf, listable, streamsOf } from '../../renderer/panels/camera-discovery/found-list.ts'

const stream = (name: string, width: number): FoundDevice['streams'][number] => ({ name, width, height: Math.round((width * 9) / 16), codec: 'H264', url: `rtsp://10.0.0.5/${name}` })
const device = (more: Partial<FoundDevice> = {}): FoundDevice => ({ address: 'http://10.0.0.5:8899/onvif/device_service', error: null, maker: 'Linjiang', model: 'Dome 4', firmware: '', steerable: true, streams: [stream('main', 1920), stream('sub', 640)], ...more })

describe('the list of found cameras', () => {
  it('is read back as a camera list: names with commas, both streams, the motor’s address', () => {
    const csv = cameraListOf([{ device: device(), name: '东门, "球机"' }, { device: device({ steerable: false, streams: [stream('only', 1280)] }), name: '' }], { group: '滨江', credentials: '/etc/wufeng/a.pass' })
    const [head = [], ...rows] = parse(csv) as string[][]
    const table = { head, problem: null, rows: rows.map((row, i) => ({ line: i + 2, cells: Object.fromEntries(head.map((name, column) => [name, row[column] ?? ''])) })) }
    const { cameras, faults } = camerasOfTable(table, new Set())
    expect(faults).toEqual([])
    expect(cameras).toMatchObject([
      { name: '东门, "球机"', url: 'rtsp://10.0.0.5/main', subUrl: 'rtsp://10.0.0.5/sub', onvif: 'http://10.0.0.5:8899/onvif/device_service', group: '滨江', credentials: '/etc/wufeng/a.pass' },
      { name: 'Linjiang Dome 4 10.0.0.5:8899', url: 'rtsp://10.0.0.5/only' },
    ])
    expect(cameras[1]).not.toHaveProperty('subUrl')
    expect(cameras[1]).not.toHaveProperty('onvif')
  })

  it('takes the smallest stream as the small one only where it is a good deal smaller', () => {
    expect(streamsOf(device({ streams: [stream('a', 1920), stream('b', 1600)] })).sub).toBeNull()
    expect(streamsOf(device({ streams: [stream('a', 1920), stream('b', 1280), stream('c', 352)] })).sub?.name).toBe('c')
  })

  it('has no place for a device that told no stream that can be shown', () => {
    expect(listable(device({ streams: [] }))).toBe(false)
    expect(listable(device({ streams: [{ ...stream('a', 1), url: 'http://10.0.0.5/x' }] }))).toBe(false)
  })
})

describe('found cameras for the registry', () => {
  it('have their streams, motor, place, group and login', () => {
    const [camera] = entriesOf([{ device: device(), name: ' 东门 ', place: '118.9, 31.1' }], ' 滨江 ', '一期', () => 'cam-1')
    expect(camera).toEqual({ id: 'cam-1', name: '东门', nameEn: '', url: 'rtsp://10.0.0.5/main', subUrl: 'rtsp://10.0.0.5/sub', onvif: 'http://10.0.0.5:8899/onvif/device_service', transport: 'tcp', credential: '一期', at: [118.9, 31.1], bearing: 0, group: '滨江', zones: [] })
  })

  it.each([['118.9，31.1', [118.9, 31.1]], ['118.9 31.1', [118.9, 31.1]], ['', null], ['31.1', undefined], ['200, 31', undefined], ['x, y', undefined]])('read the place %s', (text, place) => {
    expect(placeOf(text)).toEqual(place)
  })
})
