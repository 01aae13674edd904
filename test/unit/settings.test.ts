import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../electron/contract/settings.ts'
import { readSettingsText } from '../../electron/platform/settings-file.ts'
import { tempFolder } from '../builders/temp-folder.ts'

const read = (text: string) => {
  const file = join(tempFolder('settings'), 'settings.yaml')
  writeFileSync(file, text)
  return readSettings(file, readSettingsText(file))
}

describe('the settings file', () => {
  it('fills in what is not named', () => {
    const { settings, notices } = read('station: hall-2\n')
    expect(settings).toMatchObject({ station: 'hall-2', language: 'zh-CN', demo: true, simulator: { on: true, speed: 1 }, cameras: [] })
    expect(notices).toEqual([])
  })

  it('names the line of a bad camera and uses the others', () => {
    const { settings, notices } = read(['cameras:', '  - name: 东门', '    url: rtsp://10.0.0.5/main', '  - name: 西门', '    url: http://10.0.0.6/', '  - name: 北门', '    url: rtsp://10.0.0.7/'].join('\n'))
    expect(settings.cameras.map((c) => c.name)).toEqual(['东门', '北门'])
    expect(notices).toHaveLength(1)
    expect(notices[0]?.params).toMatchObject({ line: '5', path: 'cameras.1.url', message: expect.stringContaining('rtsp://') })
  })

  it('takes where a camera is steered, without a password', () => {
    const { settings, notices } = read('cameras:\n  - {name: a, url: "rtsp://10.0.0.5/", onvif: "http://10.0.0.5:8899"}\n  - {name: b, url: "rtsp://10.0.0.6/", onvif: "http://admin:secret@10.0.0.6/"}\n  - {name: c, url: "rtsp://10.0.0.7/", onvif: "ftp://10.0.0.7/"}\n')
    expect(settings.cameras.map((c) => c.onvif)).toEqual(['http://10.0.0.5:8899'])
    expect(notices).toHaveLength(2)
  })

  it('refuses a password in an address, and two cameras of one id', () => {
    const { settings, notices } = read('cameras:\n  - {name: a, url: "rtsp://admin:secret@10.0.0.5/"}\n  - {id: x, name: b, url: "rtsp://10.0.0.5/"}\n  - {id: x, name: c, url: "rtsp://10.0.0.6/"}\n')
    expect(settings.cameras.map((c) => c.name)).toEqual(['b'])
    expect(notices.map((n) => n.params['line'])).toEqual(['2', '4'])
    expect(JSON.stringify(notices)).not.toContain('secret')
  })

  it('says where writing breaks off, and goes on with the defaults', () => {
    const { settings, notices } = read('station: hall-1\ncameras: [\n')
    expect(settings.station).toBe('hall-1')
    expect(notices.length).toBeGreaterThan(0)
    expect(Number(notices[0]?.params['line'])).toBeGreaterThan(0)
  })

  it('names an unknown setting and a wrong type, each with its line', () => {
    const { settings, notices } = read('demo: yes please\nsimulatr:\n  on: true\nlanguage: en\n')
    expect(settings.language).toBe('en')
    expect(notices.map((n) => [n.params['line'], n.params['path']])).toEqual([['1', 'demo'], ['2', 'simulatr']])
  })

  it('says so when the file cannot be read', () => {
    const file = '/nonexistent/settings.yaml'
    expect(readSettings(file, readSettingsText(file)).notices[0]?.params['message']).toMatch(/cannot be read/)
  })

  it('takes cameras from a list, names each row that it can’t use with its line and column, and reads GB 18030', () => {
    const dir = tempFolder('settings')
    const rows = ['名称,主码流,子码流,经度,纬度,分组,备注', '东门,rtsp://10.0.0.5/main,rtsp://10.0.0.5/sub,118.9,31.1,河东,x', '西门,http://10.0.0.6/,,,,,', '北门,rtsp://10.0.0.7/,,200,31,,', '东门,rtsp://10.0.0.8/,,,,,', '"南,门",rtsps://10.0.0.9/,,,,,']
    // 东门 … in GB 18030, as a Chinese spreadsheet saves it.
    writeFileSync(join(dir, 'cameras.csv'), execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030'], { input: rows.join('\r\n') }))
    const file = join(dir, 'settings.yaml')
    writeFileSync(file, 'cameraLists: [cameras.csv, gone.csv]\ncameras:\n  - {name: 大门, url: "rtsp://10.0.0.1/", transport: tls}\n')
    const { settings, notices } = readSettings(file, readSettingsText(file))
    expect(settings.cameras).toMatchObject([{ id: '东门', subUrl: 'rtsp://10.0.0.5/sub', at: [118.9, 31.1], group: '河东' }, { id: '南,门' }])
    expect(notices.map(({ code, params }) => [code, params['line'], params['column'] ?? params['path']])).toEqual([
      ['settings-problem', '3', 'cameras.0.transport'],
      ['camera-list-problem', '1', '备注'],
      ['camera-list-problem', '3', 'url'],
      ['camera-list-problem', '4', 'lng'],
      ['camera-list-problem', '5', 'name'],
      ['camera-list-problem', '0', ''],
    ])
  })
})
